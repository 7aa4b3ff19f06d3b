import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { IncidentForHandler } from '../../../shared/incident/views.ts'
import { hours, plus } from '../../../shared/instant.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

async function reported(changes: Record<string, unknown> = {}) {
  const noor = await o.as('teacher')
  const id = v7()
  const { incidentId } = await (await noor.put(`/reports/${id}`, lostStick(o.now(), changes), { 'device-now': o.now() })).json()
  return { id, incidentId: incidentId as string, noor }
}
const read = async (persona: 'dpo' | 'chair' | 'headOfIct' | 'handler', incidentId: string): Promise<IncidentForHandler> =>
  (await (await o.as(persona)).get(`/incidents/${incidentId}`)).json()

it('lists what needs someone soonest first, late ones before all, page by page without a gap or a double', async () => {
  for (let i = 0; i < 60; i++) await reported({ discoveredAt: plus(o.now(), -hours((i * 37) % 90)), discoveredBasis: 'picked' })
  const dpo = await o.as('dpo')
  const first = await (await dpo.get('/incidents')).json()
  const second = await (await dpo.get(`/incidents?cursor=${first.nextCursor}`)).json()
  const all = [...first.items, ...second.items] as { id: string; deadlineAt: string }[]
  expect(second.nextCursor).toBeNull()
  expect(new Set(all.map((item) => item.id)).size).toBe(60)
  expect(all.map((item) => item.deadlineAt)).toEqual(all.map((item) => item.deadlineAt).toSorted())
})

it('filters by state, kind and school, and refuses a filter or cursor it does not know by name', async () => {
  await reported({ schoolId: '01900000-0000-7000-8000-000000000011' })
  await reported({ kind: 'paperLost' })
  const dpo = await o.as('dpo')
  const count = async (query: string) => (await (await dpo.get(`/incidents?${query}`)).json()).items.length
  expect([
    await count('kind=paperLost'),
    await count('school=01900000-0000-7000-8000-000000000011'),
    await count('state=new'),
    await count('state=closed'),
  ]).toEqual([1, 1, 2, 0])
  for (const [query, field] of [
    ['state=lost', 'state'],
    ['cursor=x', 'cursor'],
    ['school=5', 'school'],
  ]) {
    expect(await (await dpo.get(`/incidents?${query}`)).json()).toMatchObject({ status: 422, code: 'request.invalid', field })
  }
})

it('names the reporter to the dpo and the handler, and is silent about him to everyone else', async () => {
  const { incidentId } = await reported({ callBackNumber: '06 00 00 00 00' })
  for (const persona of ['dpo', 'handler'] as const)
    expect((await read(persona, incidentId)).reports[0]?.reporter).toMatchObject({ name: 'Noor Voorbeeld', callBackNumber: '06 00 00 00 00' })
  for (const persona of ['chair', 'headOfIct'] as const) {
    const view = await read(persona, incidentId)
    expect(view.reports[0]?.reporter).toBeNull()
    expect(JSON.stringify(view)).not.toMatch(/Noor|06 00/)
  }
  const straight = await reported({ addressee: 'chair' })
  expect((await read('chair', straight.incidentId)).reports[0]?.reporter?.name).toBe('Noor Voorbeeld')
})

it('keeps contents from every role that has no business with them', async () => {
  const { incidentId } = await reported()
  for (const persona of ['teacher', 'admin', 'schoolLead', 'auditor'] as const) {
    const someone = await o.as(persona)
    for (const answer of [
      await someone.get('/incidents'),
      await someone.get(`/incidents/${incidentId}`),
      await someone.post(`/incidents/${incidentId}/acknowledge`),
      await someone.get(`/incidents/${v7()}`),
    ]) {
      expect({ persona, status: answer.status, code: (await answer.json()).code }).toEqual({ persona, status: 403, code: 'access.denied' })
    }
  }
})

it('writes every refusal in the log: who, which route, and no word of the request', async () => {
  await (await o.as('admin')).get(`/incidents?kind=deviceLost&cursor=geheim`)
  const rows = await o.sql(`select actor, facts from event where type = 'access.refused'`)
  expect(rows).toEqual([{ actor: expect.stringMatching(/^p-/), facts: { route: 'GET /api/v1/incidents', code: 'access.denied' } }])
})

it('acknowledges once in name and stops nothing of the clock', async () => {
  const { incidentId } = await reported()
  const before = await read('dpo', incidentId)
  o.outage(hours(1))
  expect((await (await o.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)).status).toBe(200)
  o.outage(hours(1))
  expect((await (await o.as('handler')).post(`/incidents/${incidentId}/acknowledge`)).status).toBe(200)
  const after = await read('dpo', incidentId)
  expect([before.ringing, after.ringing]).toEqual([true, false])
  expect(after).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: 'Frits Fictief',
    acknowledgedAt: plus(before.receivedAt, hours(1)),
    deadlineAt: before.deadlineAt,
  })
})

it('moves the clock back at once with a reason, and forward only when the chair agrees', async () => {
  const { incidentId } = await reported()
  const [dpo, chair] = [await o.as('dpo'), await o.as('chair')]
  const start = o.now()
  const put = async (awareAt: string, reason = 'De stick bleek eerder gemist.') =>
    (await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt, reason })).json()
  o.outage(hours(3))
  expect(await put(plus(start, -hours(2)))).toEqual({ status: 'inForce', awareAt: plus(start, -hours(2)), deadlineAt: plus(start, hours(70)) })
  expect(await put(plus(start, hours(1)))).toEqual({ status: 'proposed', awareAt: plus(start, -hours(2)), deadlineAt: plus(start, hours(70)) })
  expect((await read('chair', incidentId)).may).toMatchObject({ confirmAware: true, setAware: false })
  const decision = { awareAt: plus(start, hours(1)), accept: true, reason: 'Eens.' }
  const decided = await (await chair.post(`/incidents/${incidentId}/aware-at/decision`, decision)).json()
  expect(decided).toEqual({ status: 'inForce', awareAt: plus(start, hours(1)), deadlineAt: plus(start, hours(73)) })
  const { awareMoments } = await read('dpo', incidentId)
  expect(awareMoments.map(({ status, reason }) => [status, reason])).toEqual([
    ['first', null],
    ['superseded', 'De stick bleek eerder gemist.'],
    ['inForce', 'De stick bleek eerder gemist.'],
  ])
})

it('refuses a moment in the future, one without a reason, and a decision without a proposal', async () => {
  const { incidentId } = await reported()
  const [dpo, chair] = [await o.as('dpo'), await o.as('chair')]
  expect(await (await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt: plus(o.now(), 1000), reason: 'x' })).json()).toMatchObject({
    code: 'incident.awareInFuture',
  })
  expect(await (await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt: o.now(), reason: ' ' })).json()).toMatchObject({ status: 422, field: 'reason' })
  expect(await (await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt: o.now(), reason: 'x', extra: 1 })).json()).toMatchObject({
    status: 422,
    field: 'extra',
  })
  expect(await (await chair.post(`/incidents/${incidentId}/aware-at/decision`, { awareAt: o.now(), accept: true, reason: 'x' })).json()).toMatchObject({
    code: 'incident.awareNeedsChair',
  })
})

it('is discreet by default where an attacker may read along, and stops so for "other" once a handler has read it', async () => {
  const kinds = { accountCompromised: true, suspiciousMessage: true, dataUnavailable: true, other: true, deviceLost: false, wrongRecipient: false } as const
  for (const [kind, discreet] of Object.entries(kinds)) {
    const { incidentId } = await reported({ kind })
    const list = (await (await o.as('dpo')).get('/incidents')).json() as Promise<{ items: IncidentForHandler[] }>
    expect((await list).items.find((item) => item.id === incidentId)?.discreet).toBe(discreet)
    expect((await read('chair', incidentId)).discreet).toBe(discreet)
    expect((await read('dpo', incidentId)).discreet).toBe(kind === 'other' ? false : discreet)
  }
})

it('asks, answers and corrects both ways without replacing anything', async () => {
  const { id, incidentId, noor } = await reported()
  const dpo = await o.as('dpo')
  const question = { id: v7(), text: 'Was de stick versleuteld?' }
  expect((await dpo.post(`/reports/${id}/messages`, question)).status).toBe(201)
  expect((await dpo.post(`/reports/${id}/messages`, question)).status).toBe(200)
  expect((await dpo.post(`/reports/${id}/messages`, { ...question, text: 'Anders.' })).status).toBe(409)
  expect((await (await noor.get('/reports')).json()).items[0].unansweredQuestions).toBe(1)
  await noor.post(`/reports/${id}/messages`, { id: v7(), text: 'Nee. En het was gisteren.', corrects: 'discoveredAt' })
  await noor.post(`/reports/${id}/messages`, { id: v7(), text: 'Gevonden onder mijn stoel.', corrects: 'nothing' })
  expect((await (await noor.get('/reports')).json()).items[0].unansweredQuestions).toBe(0)
  const view = await read('dpo', incidentId)
  expect(view.reports[0]?.messages.map(({ from, text, corrects }) => [from, text, corrects])).toEqual([
    ['team', 'Was de stick versleuteld?', null],
    ['reporter', 'Nee. En het was gisteren.', 'discoveredAt'],
    ['reporter', 'Gevonden onder mijn stoel.', 'nothing'],
  ])
  expect(view.awareAt).toBe(o.now())
})

it('shows the reporter of a discreet incident the state only, and sends him nothing', async () => {
  const { id, noor } = await reported({ kind: 'accountCompromised' })
  expect(await (await (await o.as('dpo')).post(`/reports/${id}/messages`, { id: v7(), text: 'Bel me.' })).json()).toMatchObject({
    status: 409,
    code: 'message.discreet',
  })
  expect(await (await noor.get(`/reports/${id}`)).json()).toMatchObject({ description: null, messages: [], discreet: true, state: 'received' })
})

it('leaves what went straight to the chair ringing until the chair or the head of ICT takes it on', async () => {
  const { incidentId } = await reported({ addressee: 'chair' })
  for (const persona of ['dpo', 'handler'] as const)
    expect(await (await (await o.as(persona)).post(`/incidents/${incidentId}/acknowledge`)).json()).toMatchObject({ status: 404, code: 'incident.notFound' })
  expect((await (await o.as('chair')).post(`/incidents/${incidentId}/acknowledge`)).status).toBe(200)
})

it('lets an earlier moment count at once, also before one the chair agreed to', async () => {
  const { incidentId } = await reported()
  const start = o.now()
  o.outage(hours(5))
  const [dpo, chair] = [await o.as('dpo'), await o.as('chair')]
  const put = async (after: number) =>
    (await dpo.put(`/incidents/${incidentId}/aware-at`, { awareAt: plus(start, hours(after)), reason: 'Nieuw feit.' })).json()
  expect((await put(4)).status).toBe('proposed')
  await chair.post(`/incidents/${incidentId}/aware-at/decision`, { awareAt: plus(start, hours(4)), accept: true, reason: 'Eens.' })
  expect(await put(2)).toEqual({ status: 'inForce', awareAt: plus(start, hours(2)), deadlineAt: plus(start, hours(74)) })
})

it('shows loud, in the list and to a watchman, that nobody could be rung', async () => {
  await o.sql(`update role_grant set until_at = $1`, ['2026-01-01T00:00:00Z'])
  const { incidentId } = await reported()
  await o.sql(`update role_grant set until_at = null where role = 'dpo'`)
  const { items } = await (await (await o.as('dpo')).get('/incidents')).json()
  expect(items).toEqual([expect.objectContaining({ id: incidentId, deliveriesFailed: true })])
  await o.engine.tick()
  expect(await (await o.request('/healthz/engine')).json()).toMatchObject({ ok: false, unreachable: 1 })
})

it('marks a question as read when it was on the screen, not when a phone fetched it in a pocket', async () => {
  const { id, incidentId, noor } = await reported()
  await (await o.as('dpo')).post(`/reports/${id}/messages`, { id: v7(), text: 'Weet je het zeker?' })
  await noor.get(`/reports/${id}`)
  expect((await read('dpo', incidentId)).reports[0]?.messages[0]?.readAt).toBeNull()
  expect((await noor.post(`/reports/${id}/messages/read`)).status).toBe(204)
  expect((await read('dpo', incidentId)).reports[0]?.messages[0]?.readAt).toBe(o.now())
  expect((await (await o.as('schoolLead')).post(`/reports/${id}/messages/read`)).status).toBe(404)
})

it('keeps a report under the name it was written in, when another person signed in on the same browser meanwhile', async () => {
  const { noor } = await reported()
  const refused = await noor.put(`/reports/${v7()}`, lostStick(o.now()), { 'seintje-as': '01900000-0000-7000-8000-000000000021' })
  expect(await refused.json()).toMatchObject({ status: 401, code: 'session.none' })
  expect((await noor.put(`/reports/${v7()}`, lostStick(o.now()), { 'seintje-as': '01900000-0000-7000-8000-000000000020' })).status).toBe(201)
})

it('never tells a handler who entered a call, or anyone, that a report is gone while it is there', async () => {
  const [hanna, sanne] = [await o.as('handler'), await o.as('schoolLead')]
  const id = v7()
  await hanna.put(`/reports/${id}`, lostStick(o.now(), { takenFrom: { name: 'Noor Voorbeeld', email: 'noor@waterlelie.example' } }))
  expect(await (await hanna.post('/reports/reconcile', { ids: [id] })).json()).toEqual({
    missing: [],
    gone: [],
    states: { [id]: 'received' },
    parts: { [id]: [] },
  })
  expect(await (await sanne.post('/reports/reconcile', { ids: [id] })).json()).toEqual({ missing: [], gone: [], states: {}, parts: {} })
})

it('tells a phone which of its reports the server lacks, which are gone, and how the others stand', async () => {
  const { id, incidentId, noor } = await reported()
  const erased = await reported()
  await o.sql('update report_id set erased_at = now() where id = $1', [erased.id])
  await (await o.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)
  const unknown = v7()
  expect(await (await noor.post('/reports/reconcile', { ids: [id, erased.id, unknown] })).json()).toEqual({
    missing: [unknown],
    gone: [erased.id],
    states: { [id]: 'read' },
    parts: { [id]: [] },
  })
  expect((await noor.put(`/reports/${erased.id}`, lostStick(o.now()))).status).toBe(410)
})

it('tells a phone which photos and which messages of his own are here, and of nobody else’s', async () => {
  const { id, incidentId, noor } = await reported()
  const dpo = await o.as('dpo')
  const [photo, message] = [v7(), v7()]
  await noor.put(`/reports/${id}/attachments/${photo}`, Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))
  await noor.post(`/reports/${id}/messages`, { id: message, text: 'O ja' })
  await dpo.post(`/incidents/${incidentId}/acknowledge`)
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Welke map?' })
  const { parts } = await (await noor.post('/reports/reconcile', { ids: [id] })).json()
  expect(parts[id].toSorted()).toEqual([photo, message].toSorted())
  expect((await (await (await o.as('schoolLead')).post('/reports/reconcile', { ids: [id] })).json()).parts).toEqual({})
})
