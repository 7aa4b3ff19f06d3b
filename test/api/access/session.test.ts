import { afterEach, beforeEach, expect, it } from 'vitest'
import { days, hours, minutes } from '../../../shared/instant.ts'
import { authenticator } from '../../support/authenticator.ts'
import { lostStick, office, withCookie, type Office } from '../../support/office.ts'
import { v7 } from 'uuid'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  o.request(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const mailed = async () => {
  for (let i = 0; i < 100 && !o.deps.demoMessages!.list().length; i++) await new Promise((resolve) => setTimeout(resolve, 5))
  return /\b\d{6}\b/.exec(o.deps.demoMessages!.list()[0]?.text ?? '')?.[0]
}
const ask = async (email = 'noor@waterlelie.example') => {
  expect((await post('/session/code', { email })).status).toBe(202)
  return (await mailed())!
}
const open = (code: string, email = 'noor@waterlelie.example') => post('/session', { email, code, ownDevice: true })

it('mails six digits that open a device session, once, whatever the capitals of the address', async () => {
  const code = await ask('Noor@Waterlelie.example')
  const opened = await open(code)
  expect(await opened.json()).toMatchObject({
    scope: 'device',
    boards: [
      {
        name: 'Stichting De Waterlelie',
        personName: 'Noor Voorbeeld',
        contacts: { dpo: { name: 'Frits Fictief', roles: ['dpo'] }, chair: { roles: ['chair'] } },
        search: false,
      },
    ],
  })
  expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly/)
  expect((await open(code)).status).toBe(401)
})

it('answers the same for an address that nobody has, and mails nothing', async () => {
  const known = await post('/session/code', { email: 'noor@waterlelie.example' })
  const unknown = await post('/session/code', { email: 'niemand@waterlelie.example' })
  expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()])
  await mailed()
  expect(o.deps.demoMessages!.list().map((message) => message.to)).toEqual(['noor@waterlelie.example'])
  expect((await open('000000', 'niemand@waterlelie.example')).status).toBe(401)
})

it('lets a code live ten minutes and five tries, no longer', async () => {
  const code = await ask()
  const wrong = code === '000000' ? '000001' : '000000'
  const codes = []
  for (let i = 0; i < 5; i++) codes.push((await (await open(wrong)).json()).code)
  expect(codes).toEqual(['session.codeWrong', 'session.codeWrong', 'session.codeWrong', 'session.codeWrong', 'session.codeExpired'])
  expect((await open(code)).status).toBe(401)
})

it('refuses a code after ten minutes', async () => {
  const code = await ask()
  o.outage(minutes(10) + 1)
  expect(await (await open(code)).json()).toMatchObject({ status: 401, code: 'session.codeExpired' })
})

it('waits after many requests for one address, with the seconds to wait', async () => {
  for (let i = 0; i < 5; i++) await post('/session/code', { email: 'noor@waterlelie.example' })
  const refused = await post('/session/code', { email: 'noor@waterlelie.example' })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

it('keeps the desk shut for a session of the mailed code, and says what it waits for', async () => {
  const opened = await open(await ask('frits@waterlelie.example').then(async () => (await mailed())!), 'frits@waterlelie.example')
  const frits = withCookie(o.request, opened.headers.get('set-cookie')!.split(';')[0]!)
  expect(await (await frits.get('/incidents')).json()).toMatchObject({ status: 403, code: 'session.deskNeedsPasskey' })
  const noor = await o.as('teacher')
  const { incidentId } = await (await noor.put(`/reports/${v7()}`, lostStick(o.now()))).json()
  expect((await frits.post(`/incidents/${incidentId}/acknowledge`)).status).toBe(200)
})

it('ends a desk session after twelve hours, and slides a device session with use', async () => {
  const desk = await o.as('dpo')
  const device = withCookie(o.request, (await open(await ask())).headers.get('set-cookie')!.split(';')[0]!)
  o.outage(hours(12) + 1)
  expect((await desk.get('/session')).status).toBe(401)
  for (let i = 0; i < 3; i++) {
    o.outage(days(100))
    expect((await device.get('/session')).status).toBe(200)
  }
  o.outage(days(181))
  expect((await device.get('/session')).status).toBe(401)
})

it('counts a demo’s desk as one where a passkey was just shown, for ten minutes, and again after a tap', async () => {
  const frits = await o.as('dpo')
  expect(await (await frits.get('/keys')).json()).toMatchObject({ keys: [], wanted: true, secondsSteppedUp: 600 })
  expect((await frits.del('/keys/none')).status).toBe(404)
  o.outage(minutes(10))
  expect(await (await frits.del('/keys/none')).json()).toMatchObject({ status: 403, code: 'session.stepUpNeeded' })
  expect((await frits.post('/session/step-up/demo')).status).toBe(204)
  expect((await frits.del('/keys/none')).status).toBe(404)
  expect(await (await (await o.as('teacher')).get('/keys')).json()).toMatchObject({ wanted: false })
})

it('makes and shows a real passkey in the demo too, for the name it is opened under', async () => {
  const [frits, device] = [await o.as('dpo'), authenticator('http://localhost')]
  const asked = await (await frits.post('/keys/registration')).json()
  expect(asked.options.rp).toEqual({ id: 'localhost', name: 'Seintje' })
  expect((await frits.post('/keys', { challengeId: asked.challengeId, response: device.create(asked.options), label: 'Laptop' })).status).toBe(201)
  const { challengeId, options } = await (await post('/session/desk/challenge', {})).json()
  expect(await (await post('/session/desk', { challengeId, response: device.show(options) })).json()).toMatchObject({ scope: 'desk', mode: 'demo' })
})

it('signs out for good, and shuts out a person who left with his next request', async () => {
  const [noor, sanne] = [await o.as('teacher'), await o.as('schoolLead')]
  expect((await noor.del('/session')).status).toBe(204)
  expect((await noor.get('/session')).status).toBe(401)
  await o.sql(`update person set left_at = $1 where identity_id = (select identity_id from session order by created_at desc, id desc limit 1)`, [o.now()])
  expect(await (await sanne.get('/reports')).json()).toMatchObject({ status: 403, code: 'access.noBoard' })
  // Her old cookie does not stand in the way of another on the same device.
  expect(await (await sanne.get('/session')).json()).toMatchObject({ status: 403, code: 'access.noBoard' })
  expect((await sanne.post('/session/demo', { persona: 'teacher' })).status).toBe(200)
  expect((await sanne.del('/session')).status).toBe(204)
})

it('refuses a write that another website sends, and does not know the demo door in production', async () => {
  const noor = await o.as('teacher')
  const foreign = await o.request('/api/v1/session', { method: 'DELETE', headers: { cookie: noor.cookie, origin: 'https://evil.example' } })
  expect(await foreign.json()).toMatchObject({ status: 403, code: 'request.origin' })
  const strict = await office({ env: { mode: 'production', publicUrl: 'https://seintje.example' } })
  expect(
    (await strict.request('/api/v1/session/demo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"persona":"dpo"}' })).status,
  ).toBe(404)
  await strict.drop()
})

it('answers in the demo only to this machine', async () => {
  expect((await o.request('/healthz', { headers: { host: 'seintje.example' } })).status).toBe(421)
  expect((await o.request('/healthz', { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(421)
})
