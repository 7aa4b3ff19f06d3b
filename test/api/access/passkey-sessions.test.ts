import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { deviceLabel } from '../../../api/access/device-label.ts'
import { demoIdentity } from '../../../api/demo/board.ts'
import { days, hours, minutes } from '../../../shared/instant.ts'
import { authenticator } from '../../support/authenticator.ts'
import { codeOf, cookieOf, json, keyOffice, publicUrl, type Client, type KeyOffice } from '../../support/key-office.ts'
import { lostStick, withCookie } from '../../support/office.ts'
import { startPushService } from '../../support/push-service.ts'

let o: KeyOffice
let service: Awaited<ReturnType<typeof startPushService>>
beforeAll(async () => {
  service = await startPushService()
  o = await keyOffice({ guard: service.guard })
})
afterAll(async () => {
  await o.drop()
  await service.close()
})

const schoolCode = (client: Client) => client.post(`/boards/${o.board}/school-code`)
const android = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'
type Listed = { id: string; scope: string; label: string | null; current: boolean }

it('gives a fresh token at each sign-in, and ends the one the browser had', async () => {
  const frits = await o.byMail('dpo')
  const on = authenticator(publicUrl)
  await json(await o.register(frits, await o.invited('dpo'), { on }), 201)
  const opened = await o.show({ client: frits, on })
  expect(cookieOf(opened)).not.toBe(frits.cookie)
  expect(opened.headers.get('set-cookie')).toMatch(/^__Host-seintje=[^;]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect((await frits.get('/session')).status).toBe(401)
  // Not said whether the device is his own: as he said when he signed in there before.
  const again = await o.byMail('dpo')
  const { challengeId, options } = await json(await again.post('/session/desk/challenge'), 200)
  expect((await again.post('/session/desk', { challengeId, response: on.show(options) })).headers.get('set-cookie')).toContain('Max-Age=15552000')
  // Planted before the sign-in, a token of somebody else opens nothing after it either.
  const planted = await o.byMail('teacher')
  const desk = withCookie(o.request, cookieOf(await o.show({ client: planted, on })))
  expect((await planted.get('/session')).status).toBe(401)
  expect((await json(await desk.get('/session'), 200)).identityId).toBe(demoIdentity('dpo'))
  expect((await o.events('session.closed')).length).toBe(1)
})

it('shuts the desk after twelve hours, while one’s own device goes on reporting; a shared one is signed out', async () => {
  const { client: iris, on } = await o.atDesk('headOfIct')
  const shared = await o.desk({ on, ownDevice: false })
  expect((await json(await iris.get('/session'), 200)).expiresAt).toBe(new Date(Date.parse(o.now()) + hours(12)).toISOString())
  o.outage(hours(12) + 1)
  expect((await shared.get('/session')).status).toBe(401)
  expect(await json(await iris.get('/session'), 200)).toMatchObject({ scope: 'device' })
  expect(await codeOf(await iris.get('/incidents'))).toBe('session.deskNeedsPasskey')
  expect(await codeOf(await iris.del('/keys/x'))).toBe('session.stepUpNeeded')
  expect((await iris.put(`/reports/${v7()}`, lostStick(o.now()))).status).toBe(201)
  for (let i = 0; i < 2; i++) {
    o.outage(days(100))
    const slid = await iris.get('/session')
    expect(slid.status).toBe(200)
    expect(slid.headers.get('set-cookie')).toContain('Max-Age=15552000')
  }
})

it('asks for the passkey again after ten minutes, before what cannot be undone', async () => {
  const { client: berend, on } = await o.atDesk('admin')
  await json(await schoolCode(berend), 200)
  o.outage(minutes(10))
  expect(await codeOf(await schoolCode(berend))).toBe('session.stepUpNeeded')
  expect(await codeOf(await berend.post('/keys/recovery-codes'))).toBe('session.stepUpNeeded')
  expect(await codeOf(await berend.post('/keys/registration'))).toBe('session.stepUpNeeded')
  expect((await json(await berend.get('/keys'), 200)).secondsSteppedUp).toBe(0)

  const asked = await json(await berend.post('/session/step-up/challenge'), 200)
  expect(asked.options.allowCredentials).toHaveLength(1)
  // In another of his own sessions, and with another person's key, it counts for nothing.
  const elsewhere = await o.desk({ on })
  expect(await codeOf(await elsewhere.post('/session/step-up', { challengeId: asked.challengeId, response: on.show(asked.options) }))).toBe('key.challengeOver')
  const again = await json(await berend.post('/session/step-up/challenge'), 200)
  const { on: ofHanna } = await o.atDesk('handler')
  expect(await codeOf(await berend.post('/session/step-up', { challengeId: again.challengeId, response: ofHanna.show(again.options) }))).toBe('key.notVerified')
  const third = await json(await berend.post('/session/step-up/challenge'), 200)
  expect((await berend.post('/session/step-up', { challengeId: third.challengeId, response: on.show(third.options) })).status).toBe(204)
  await json(await schoolCode(berend), 200)
  expect((await o.events('session.steppedUp')).length).toBe(1)
})

it('removes a key with every session it opened, and never the last one', async () => {
  const { client: chair, keyId } = await o.atDesk('chair')
  expect(await codeOf(await chair.del(`/keys/${keyId}`))).toBe('key.last')
  const on = authenticator(publicUrl)
  const { key } = await json(await o.register(chair, undefined, { on }), 201)
  const byNew = await o.desk({ on })
  expect(await codeOf(await (await o.byMail('chair')).del(`/keys/${keyId}`))).toBe('session.stepUpNeeded')
  expect(await codeOf(await byNew.del('/keys/nobodys'))).toBe('key.notFound')
  expect((await byNew.del(`/keys/${keyId}`)).status).toBe(204)
  expect((await chair.get('/session')).status).toBe(401)
  expect((await json(await byNew.get('/keys'), 200)).keys.map(({ id }: { id: string }) => id)).toEqual([key.id])
  expect(await codeOf(await byNew.del(`/keys/${key.id}`))).toBe('key.last')
})

it('leaves one key where two are removed at the same moment', async () => {
  const { client: ada, keyId } = await o.atDesk('adviser')
  const on = authenticator(publicUrl)
  const { key } = await json(await o.register(ada, undefined, { on }), 201)
  const other = await o.desk({ on })
  const removed = await Promise.all([ada.del(`/keys/${key.id}`), other.del(`/keys/${keyId}`)])
  expect(removed.filter(({ status }) => status === 204)).toHaveLength(1)
  expect(await o.sql('select id from passkey where identity_id = $1', [demoIdentity('adviser')])).toHaveLength(1)
})

it('lists where somebody is signed in, and ends one or all others at once', async () => {
  const { client: sanne, on } = await o.atDesk('schoolLead')
  const { challengeId, options } = await json(await o.nobody.post('/session/desk/challenge'), 200)
  const body = JSON.stringify({ challengeId, response: on.show(options), ownDevice: true })
  const phone = withCookie(
    o.request,
    cookieOf(await o.request('/api/v1/session/desk', { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': android }, body })),
  )
  const mailed = await o.byMail('schoolLead')
  const list: Listed[] = await json(await sanne.get('/sessions'), 200)
  expect(list.map(({ scope, label, current }) => [scope, label, current]).toSorted()).toEqual([
    ['desk', null, true],
    ['desk', 'Firefox, Android', false],
    ['device', null, false],
    ['device', null, false],
  ])
  const other = await o.byMail('teacher')
  const phoneId = list.find(({ label }) => label)!.id
  expect(await codeOf(await other.del(`/sessions/${phoneId}`))).toBe('session.notFound')
  expect((await sanne.del(`/sessions/${phoneId}`)).status).toBe(204)
  expect((await phone.get('/session')).status).toBe(401)
  expect(await json(await sanne.del('/sessions'), 200)).toEqual({ ended: 2, desksLeft: 0 })
  expect((await mailed.get('/session')).status).toBe(401)
  expect(await json(await sanne.get('/sessions'), 200)).toHaveLength(1)
  expect((await o.events('session.revoked')).map(({ facts }) => facts['sessions'])).toEqual([1, 2])
})

it('ends no open desk from a device without one: who finds a phone does not shut its owner out', async () => {
  const { client: phone, on } = await o.atDesk('auditor')
  const another = await o.byMail('auditor')
  o.outage(hours(12) + 1)
  const desk = await o.desk({ on })
  const list: Listed[] = await json(await phone.get('/sessions'), 200)
  const deskId = list.find(({ scope }) => scope === 'desk')!.id
  expect(await codeOf(await phone.del(`/sessions/${deskId}`))).toBe('session.endsAtDesk')
  expect(await json(await phone.del('/sessions'), 200)).toMatchObject({ desksLeft: 1 })
  expect([(await another.get('/session')).status, (await desk.get('/session')).status]).toEqual([401, 200])
  expect(await json(await desk.del('/sessions'), 200)).toEqual({ ended: 1, desksLeft: 0 })
  expect((await phone.get('/session')).status).toBe(401)
})

it('rings on a device for whoever signs in there, once the earlier one’s session is ended', async () => {
  const { input } = service.subscribe(o.deps.push.keyId)
  await o.sql(`delete from passkey where identity_id = $1`, [demoIdentity('adviser')])
  const [noor, ada] = [await o.byMail('teacher'), await o.byMail('adviser')]
  expect((await noor.put(`/push-subscriptions/${v7()}`, input)).status).toBe(200)
  await noor.del('/sessions')
  await o.sql(`delete from session where identity_id = $1`, [demoIdentity('teacher')])
  const owners = () => o.sql<{ owner: string }>('select identity_id as owner from push_subscription where endpoint = $1', [input.endpoint])
  expect((await owners()).map(({ owner }) => owner)).toEqual([demoIdentity('teacher')])
  expect((await noor.put(`/push-subscriptions/${v7()}`, input)).status).toBe(401)
  expect((await ada.put(`/push-subscriptions/${v7()}`, input)).status).toBe(200)
  expect((await owners()).map(({ owner }) => owner)).toEqual([demoIdentity('adviser')])
})

it.each([
  [android, 'Firefox, Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1', 'Safari, iPhone'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0', 'Edge, Windows'],
  ['curl/8.0 <script>', null],
  [undefined, null],
])('calls %s by words of its own: %s', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label)
})
