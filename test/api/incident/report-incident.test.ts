import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoIdentity } from '../../../api/demo/board.ts'
import { rateLimits } from '../../../api/http/rate-limit.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

it('stores a report once and answers with what the device compares', async () => {
  const noor = await o.as('teacher')
  const [id, body] = [v7(), JSON.stringify(lostStick(o.now()))]
  const first = await noor.put(`/reports/${id}`, body, { 'device-now': o.now() })
  expect(first.status).toBe(201)
  const answer = await first.json()
  expect(answer).toMatchObject({
    id,
    sha256: sha256(body),
    number: '2026-001',
    receivedAt: o.now(),
    awareAt: o.now(),
    deadlineAt: plus(o.now(), hours(72)),
    state: 'received',
  })
  o.outage(hours(1))
  const again = await noor.put(`/reports/${id}`, body, { 'device-now': o.now() })
  expect(again.status).toBe(200)
  expect(await again.json()).toEqual(answer)
})

it('keeps the first report when the same id comes with another body', async () => {
  const noor = await o.as('teacher')
  const id = v7()
  await noor.put(`/reports/${id}`, lostStick(o.now()))
  const other = await noor.put(`/reports/${id}`, lostStick(o.now(), { description: 'Iets heel anders.' }))
  expect(other.status).toBe(409)
  expect(await other.json()).toMatchObject({ code: 'report.idTaken', status: 409 })
  expect(await (await noor.get(`/reports/${id}`)).json()).toMatchObject({ description: 'USB-stick met toetsen van groep 8 ligt in de trein.' })
})

it('tells its reporter for whom it is, and nothing of that while it is discreet', async () => {
  const noor = await o.as('teacher')
  const tells = async (changes: Record<string, unknown>) => {
    const id = v7()
    await noor.put(`/reports/${id}`, lostStick(o.now(), { notTo: ['headOfIct'], ...changes }))
    const { addressee, notTo } = await (await noor.get(`/reports/${id}`)).json()
    return { addressee, notTo }
  }
  expect(await tells({ addressee: 'chair' })).toEqual({ addressee: 'chair', notTo: ['headOfIct'] })
  expect(await tells({ kind: 'accountCompromised' })).toEqual({ addressee: undefined, notTo: undefined })
})

it('counts the 72 hours from discovery, also when the phone was offline for twenty of them', async () => {
  const noor = await o.as('teacher')
  const discovered = plus(o.now(), -hours(20))
  const answer = await (await noor.put(`/reports/${v7()}`, lostStick(discovered), { 'device-now': o.now() })).json()
  expect(answer.awareAt).toBe(discovered)
  expect(answer.deadlineAt).toBe(plus(o.now(), hours(52)))
})

it('refuses only what cannot be a report, and names what is missing in Dutch and English', async () => {
  const noor = await o.as('teacher')
  const put = async (body: unknown, id = v7()) => {
    const answer = await noor.put(`/reports/${id}`, body)
    return { status: answer.status, ...(await answer.json()) }
  }
  expect(await put(lostStick(o.now(), { kind: undefined }))).toMatchObject({ status: 422, code: 'report.kindMissing', field: 'kind' })
  expect(await put(lostStick(o.now(), { description: '  ' }))).toMatchObject({ status: 422, code: 'report.descriptionEmpty', field: 'description' })
  expect(await put(lostStick(o.now()), '3f9c2c1e-0000-4000-8000-000000000000')).toMatchObject({ status: 422, code: 'report.idInvalid' })
  expect(await put('{"kind":"other","description":"' + 'é'.repeat(40_000) + '"}')).toMatchObject({ status: 413, code: 'request.tooLarge' })
  expect(await put('not json at all')).toMatchObject({ status: 422, code: 'report.kindMissing' })
})

it('keeps and flags everything odd, and refuses none of it', async () => {
  const noor = await o.as('teacher')
  const dpo = await o.as('dpo')
  const odd = {
    ...{ kind: 'ufoLanding', description: 'Tekst met 🧨, עברית en \ud800.', shape: 99, discoveredAt: 'gisteren', discoveredBasis: 7, reportedAt: null },
    ...{
      schoolId: v7(),
      organisationId: v7(),
      peopleCount: 'heel veel',
      attachments: -3,
      callBackNumber: { evil: true },
      __proto__: { polluted: true },
      futureField: ['x'],
    },
  }
  const answer = await noor.put(`/reports/${v7()}`, JSON.stringify(odd).replace('{', '{"__proto__":{"polluted":true},"constructor":1,'))
  expect(answer.status).toBe(201)
  const { incidentId } = await answer.json()
  const view = await (await dpo.get(`/incidents/${incidentId}`)).json()
  expect(view.kind).toBe('other')
  expect(view.reports[0].oddFields).toMatchObject({ kind: 'ufoLanding', futureField: ['x'], peopleCount: 'heel veel', attachments: -3 })
  expect(view.reports[0].flags).toEqual(expect.arrayContaining(['oddKind', 'oddField', 'unknownField', 'unknownSchool', 'otherBoard', 'oddBasis']))
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

it('accepts times of any kind and never lets a moment lie after receipt', async () => {
  const noor = await o.as('teacher')
  const moments = [
    '2099-01-01T00:00:00Z',
    '-271821-04-20T00:00:00.000Z',
    '0000-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '2026-02-30T10:00:00Z',
    'x'.repeat(5000),
    12,
    null,
    {},
  ]
  for (const discoveredAt of moments) {
    const answer = await noor.put(`/reports/${v7()}`, lostStick(o.now(), { discoveredAt, discoveredBasis: 'picked', reportedAt: discoveredAt }), {
      'device-now': 'soon',
    })
    expect(answer.status).toBe(201)
    expect((await answer.json()).awareAt <= o.now()).toBe(true)
  }
})

it("does not tell whether another person's report exists", async () => {
  const [noor, sanne] = [await o.as('teacher'), await o.as('schoolLead')]
  const id = v7()
  await noor.put(`/reports/${id}`, lostStick(o.now()))
  for (const path of [`/reports/${id}`, `/reports/${v7()}`]) {
    const answer = await sanne.get(path)
    expect({ status: answer.status, code: (await answer.json()).code }).toEqual({ status: 404, code: 'report.notFound' })
  }
  expect((await sanne.put(`/reports/${id}`, lostStick(o.now()))).status).toBe(409)
  expect((await sanne.post(`/reports/${id}/messages`, { id: v7(), text: 'hoi' })).status).toBe(404)
})

it('numbers the reports of a board without a gap when many come at once', async () => {
  const noor = await o.as('teacher')
  const answers = await Promise.all(Array.from({ length: 30 }, () => noor.put(`/reports/${v7()}`, lostStick(o.now()))))
  const numbers = await Promise.all(answers.map(async (answer) => (await answer.json()).number as string))
  expect(numbers.toSorted()).toEqual(Array.from({ length: 30 }, (_, i) => `2026-${String(i + 1).padStart(3, '0')}`))
})

it('stores one report when the same one arrives ten times at the same moment', async () => {
  const noor = await o.as('teacher')
  const [id, body] = [v7(), JSON.stringify(lostStick(o.now()))]
  const answers = await Promise.all(Array.from({ length: 10 }, () => noor.put(`/reports/${id}`, body)))
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([...Array(9).fill(200), 201])
  const rows = await o.sql('select count(*)::int as n from report')
  expect(rows[0]?.n).toBe(1)
})

it('asks a person without a session to sign in, and one that sends too much to wait', async () => {
  expect((await o.request(`/api/v1/reports/${v7()}`, { method: 'PUT', body: JSON.stringify(lostStick(o.now())) })).status).toBe(401)
  const noor = await o.as('teacher')
  const { points } = rateLimits.writePerPerson
  for (let i = 1; i < points; i++) await o.deps.limits.take('writePerPerson', demoIdentity('teacher'))
  expect((await noor.put(`/reports/${v7()}`, lostStick(o.now()))).status).toBe(201)
  const tooMany = await noor.put(`/reports/${v7()}`, lostStick(o.now()))
  expect(await tooMany.json()).toMatchObject({ status: 429, code: 'request.tooMany' })
  expect(Number(tooMany.headers.get('retry-after'))).toBeGreaterThan(0)
})

it('lets a handler enter a report that came by phone, for a colleague who then finds it in his own list', async () => {
  const [hanna, noor] = [await o.as('handler'), await o.as('teacher')]
  const taken = lostStick(o.now(), { takenFrom: { name: 'Noor Voorbeeld', phone: '085 555 01 10', email: 'Noor@waterlelie.example ' } })
  const { id, incidentId } = await (await hanna.put(`/reports/${v7()}`, taken)).json()
  expect((await (await noor.get('/reports')).json()).items.map((item: { id: string }) => item.id)).toEqual([id])
  const view = await (await hanna.get(`/incidents/${incidentId}`)).json()
  expect(view.reports[0].reporter).toMatchObject({ name: 'Noor Voorbeeld', takenByPhone: true })
  const refused = await (await noor.put(`/reports/${v7()}`, taken)).json()
  const seen = await (await hanna.get(`/incidents/${refused.incidentId}`)).json()
  expect(seen.reports[0].flags).toContain('takenFromNotApplied')
})
