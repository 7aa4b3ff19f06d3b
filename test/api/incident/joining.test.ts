import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, minutes, plus } from '../../../shared/instant.ts'
import type { Acknowledgement, ReportForReporter } from '../../../shared/incident/views.ts'
import { demoBoard } from '../../../api/demo/board.ts'
import { fenceHouse, type Anybody, type FenceHouse } from '../../support/fence-house.ts'
import { jpeg, otherBoard } from '../../support/hand-in.ts'
import { lostStick, withCookie } from '../../support/office.ts'
import { openSession } from '../../../api/access/open-session.ts'

let h: FenceHouse
beforeAll(async () => {
  h = await fenceHouse()
  await h.send('dpo', 'PUT', `/boards/${demoBoard.organisationId}/settings`, { search: true })
})
afterAll(() => h.drop())

const reason = 'Het is dezelfde stick.'
const join = (by: Anybody, to: Acknowledgement, from: Acknowledgement) =>
  h.send(by, 'POST', `/incidents/${to.incidentId}/join`, { from: from.incidentId, reason })
const unjoin = (by: Anybody, to: Acknowledgement, from: Acknowledgement) =>
  h.send(by, 'POST', `/incidents/${to.incidentId}/unjoin`, { from: from.incidentId, reason: 'Toch een andere stick.' })
const take = (by: Anybody, { incidentId }: Acknowledgement) => h.send(by, 'POST', `/incidents/${incidentId}/acknowledge`)
const row = async ({ incidentId }: Acknowledgement) => (await h.sql<Record<string, unknown>>('select * from incident where id = $1', [incidentId]))[0]!
const due = async ({ incidentId }: Acknowledgement) =>
  (await h.sql<{ kind: string }>('select kind from alarm_due where incident_id = $1 order by kind', [incidentId])).map(({ kind }) => kind)

it('makes one incident of two: reports, photos, messages and words to search by, and the earliest moment of them', async () => {
  const to = await h.report({ discoveredAt: plus(h.now(), -hours(1)), discoveredBasis: 'picked' })
  const from = await h.report({ discoveredAt: plus(h.now(), -hours(5)), discoveredBasis: 'picked', description: 'Knalroze stick gevonden.' }, 'headOfIct')
  const [iris, photoId] = [await h.as('headOfIct'), v7()]
  await iris.put(`/reports/${from.id}/attachments/${photoId}`, jpeg)
  await h.send('dpo', 'POST', `/reports/${from.id}/messages`, { id: v7(), text: 'Waar lag hij?' })
  await take('dpo', to)
  expect(await join('dpo', to, from)).toMatchObject({ status: 200, body: { awareAt: from.awareAt, deadlineAt: from.deadlineAt } })

  const whole = await h.incident('dpo', to.incidentId)
  expect(whole.reports.map(({ id }) => id).toSorted()).toEqual([to.id, from.id].toSorted())
  expect(whole.reports.find(({ id }) => id === from.id)).toMatchObject({ description: 'Knalroze stick gevonden.', attachments: [{ id: photoId }] })
  expect(whole).toMatchObject({ awareAt: from.awareAt, deadlineAt: from.deadlineAt })
  expect(whole.awareMoments.map(({ status, awareAt, setBy }) => [status, awareAt, setBy])).toEqual([
    ['first', to.awareAt, null],
    ['inForce', from.awareAt, null],
  ])
  expect((await (await h.as('dpo')).get(`/reports/${from.id}/attachments/${photoId}`)).status).toBe(200)
  const { items } = (await h.send('dpo', 'POST', '/incidents/search', { words: 'knalroze' })).body as { items: { number: string }[] }
  expect(items.map(({ number }) => number)).toEqual([to.number])
  expect(await h.incident('dpo', from.incidentId)).toMatchObject({
    state: 'closed',
    reports: [],
    joinedTo: { id: to.incidentId, number: to.number },
    termOutcome: 'joined',
    needsAt: null,
  })

  const seen = (await (await iris.get(`/reports/${from.id}`)).json()) as ReportForReporter
  expect(seen).toMatchObject({ number: to.number, state: 'read', unansweredQuestions: 1 })
  expect(seen.messages.map(({ text }) => text)).toEqual(['Waar lag hij?', expect.stringContaining(to.number)])
  expect((await h.events('incident.joined', to.incidentId))[0]).toMatchObject({ facts: { from: from.incidentId, reports: 1 } })
  expect((await h.events('incident.joined', from.incidentId))[0]).toMatchObject({ actor: 'system', facts: { to: to.incidentId } })
  expect(JSON.stringify(await h.events('incident.joined', to.incidentId))).not.toContain('dezelfde stick')
})

it('rings nobody for what was joined, and goes on where it was when that is undone', async () => {
  const [to, from] = [await h.report(), await h.report()]
  await take('dpo', to)
  expect(await due(from)).toEqual(expect.arrayContaining(['alarm', 'deadline', 'delivery']))
  await join('handler', to, from)
  expect(await due(from)).toEqual(['delivery'])
  const before = (await h.deliveriesTo('dpo', from.incidentId)).length
  await h.advance(hours(30))
  expect((await h.deliveriesTo('dpo', from.incidentId)).length).toBe(before)
  expect((await h.finds('dpo')).rings).not.toContain(from.number)

  expect(await unjoin('handler', to, from)).toMatchObject({ status: 200 })
  expect(await row(from)).toMatchObject({ state: 'new', closed_at: null, joined_to: null, term_ended_at: null, term_outcome: null })
  expect(await h.incident('dpo', from.incidentId)).toMatchObject({ awareAt: from.awareAt, deadlineAt: from.deadlineAt, reports: [{ id: from.id }] })
  await h.advance(minutes(1))
  const stages = (await h.deliveriesTo('dpo', from.incidentId)).slice(before).map(({ stage }) => stage)
  expect(stages.some((stage) => stage.startsWith('ring-'))).toBe(true)
  expect(stages.some((stage) => stage.startsWith('due-'))).toBe(true)
  expect((await h.finds('dpo')).rings).toContain(from.number)
})

it('gives the moment back when it is undone, and leaves the one that the officer set', async () => {
  const to = await h.report({ discoveredAt: plus(h.now(), -hours(1)), discoveredBasis: 'picked' })
  const early = await h.report({ discoveredAt: plus(h.now(), -hours(9)), discoveredBasis: 'picked' })
  const earlier = await h.report({ discoveredAt: plus(h.now(), -hours(19)), discoveredBasis: 'picked' })
  await join('dpo', to, early)
  await join('dpo', to, earlier)
  expect(await h.incident('dpo', to.incidentId)).toMatchObject({ deadlineAt: earlier.deadlineAt })
  await unjoin('dpo', to, earlier)
  expect(await h.incident('dpo', to.incidentId)).toMatchObject({ awareAt: early.awareAt, deadlineAt: early.deadlineAt })
  const awareAt = plus(h.now(), -hours(12))
  expect(await h.send('dpo', 'PUT', `/incidents/${to.incidentId}/aware-at`, { awareAt, reason: 'Toen zag de conciërge het.' })).toMatchObject({ status: 200 })
  await unjoin('dpo', to, early)
  expect(await h.incident('dpo', to.incidentId)).toMatchObject({ awareAt })
  expect(await join('dpo', to, earlier)).toMatchObject({ status: 409, body: { code: 'join.laterAware' } })
  expect(await join('dpo', earlier, to)).toMatchObject({ status: 200, body: { awareAt: earlier.awareAt } })
})

it('is discreet where one of them was, and tells the reporter nothing then', async () => {
  const to = await h.report()
  const from = await h.report({ kind: 'accountCompromised', description: 'Mijn mail doet raar.' })
  await join('dpo', to, from)
  expect(await h.incident('dpo', to.incidentId)).toMatchObject({ discreet: true })
  expect((await h.incident('dpo', to.incidentId)).reports.flatMap(({ messages }) => messages)).toEqual([])
})

it('lets nobody see the whole who might not see a part, and rings on where he had it in hand', async () => {
  const [to, from] = [await h.report(), await h.report({ notTo: ['dpo'] })]
  await take('dpo', to)
  expect(await join('dpo', to, from)).toMatchObject({ status: 404, body: { code: 'incident.notFound' } })
  expect(await join('handler', to, from)).toMatchObject({ status: 200 })
  expect((await (await h.as('dpo')).get(`/incidents/${to.incidentId}`)).status).toBe(404)
  expect((await (await h.as('deputyDpo')).get(`/incidents/${to.incidentId}`)).status).toBe(200)
  expect(await h.incident('handler', to.incidentId)).toMatchObject({ state: 'new', fence: { recused: [{ name: 'Frits Fictief', why: 'notTo' }] } })
  expect((await h.finds('handler')).rings).toContain(to.number)
  await unjoin('handler', to, from)
  expect((await (await h.as('dpo')).get(`/incidents/${to.incidentId}`)).status).toBe(200)
  expect((await (await h.as('dpo')).get(`/incidents/${from.incidentId}`)).status).toBe(404)
  expect((await h.incident('handler', to.incidentId)).fence.recused).toEqual([])
})

it('keeps for the chair what came straight to him, and gives the others back what was theirs', async () => {
  const [to, from] = [await h.report(), await h.report({ addressee: 'chair' })]
  expect(await join('dpo', to, from)).toMatchObject({ status: 404 })
  expect(await join('chair', to, from)).toMatchObject({ status: 403 })
  const second = await h.report({ addressee: 'chair' })
  expect(await join('chair', from, second)).toMatchObject({ status: 200 })
  await h.send('chair', 'PUT', `/incidents/${from.incidentId}/audience`, { role: 'dpo', opened: true, reason: 'Hij weet raad.' })
  expect(await unjoin('dpo', from, second)).toMatchObject({ status: 404 })
  expect(await unjoin('chair', from, second)).toMatchObject({ status: 200 })
  expect(await join('dpo', to, from)).toMatchObject({ status: 200 })
  expect(await row(to)).toMatchObject({ audience: ['dpo', 'chair', 'headOfIct'] })
  expect((await (await h.as('handler')).get(`/incidents/${to.incidentId}`)).status).toBe(404)
  await unjoin('dpo', to, from)
  expect((await (await h.as('handler')).get(`/incidents/${to.incidentId}`)).status).toBe(200)
})

it('keeps whoever was kept away from the whole away from each part', async () => {
  const [to, from] = [await h.report(), await h.report()]
  await join('dpo', to, from)
  await h.advance(1)
  await h.recuse('chair', to.incidentId, 'handler')
  await unjoin('dpo', to, from)
  for (const one of [to, from]) expect((await (await h.as('handler')).get(`/incidents/${one.incidentId}`)).status).toBe(404)
  expect((await h.incident('dpo', from.incidentId)).fence.recused).toMatchObject([{ name: 'Hanna Verzonnen', why: 'byHand' }])
})

it('refuses where only he would be left who kept the others away, and changes nothing then', async () => {
  const [to, from] = [await h.report({ notTo: ['dpo'] }), await h.report()]
  for (const who of ['chair', 'headOfIct', 'deputyDpo', 'deputyChair'] as const) expect((await h.recuse('handler', from.incidentId, who)).status).toBe(200)
  const before = [await row(to), await row(from)]
  expect(await join('handler', to, from)).toMatchObject({ status: 409, body: { code: 'join.nobodyLeft' } })
  expect([await row(to), await row(from)]).toEqual(before)
})

it('gives nobody back whom it kept away itself, however often they are joined', async () => {
  const [to, from] = [await h.report(), await h.report()]
  await join('dpo', to, from)
  await h.advance(1)
  await h.recuse('chair', to.incidentId, 'handler')
  for (let times = 0; times < 2; times++) {
    expect(await unjoin('dpo', to, from)).toMatchObject({ status: 200 })
    for (const one of [to, from]) expect((await (await h.as('handler')).get(`/incidents/${one.incidentId}`)).status).toBe(404)
    expect(await join('dpo', to, from)).toMatchObject({ status: 200 })
  }
})

it('refuses what was decided, closed, joined or erased, what is of another board, and itself', async () => {
  const [to, from, third] = [await h.report(), await h.report(), await h.report()]
  const refused = async (a: Acknowledgement, b: Acknowledgement) => (await join('dpo', a, b)).body['code']
  expect(await refused(to, to)).toBe('join.itself')
  await h.send('dpo', 'POST', `/incidents/${from.incidentId}/deadlines`, { kind: 'promise', dueAt: plus(h.now(), hours(9)), note: 'Bellen met de ouder.' })
  expect(await refused(to, from)).toBe('join.decided')
  await h.send('dpo', 'POST', `/incidents/${from.incidentId}/filed`, { filedAt: h.now(), number: 'AP-2026-0001' })
  expect(await refused(to, from)).toBe('join.decided')
  expect(await join('dpo', from, to)).toMatchObject({ status: 200 })
  expect(await refused(third, to)).toBe('join.already')
  expect(await refused(third, from)).toBe('join.hasOwn')
  expect((await unjoin('dpo', third, to)).body['code']).toBe('join.notJoined')
  expect(await h.send('dpo', 'POST', `/incidents/${to.incidentId}/reopening`, { noticedAt: h.now(), reason: 'Toch wel.' })).toMatchObject({
    status: 409,
    body: { code: 'join.already' },
  })
  const other = await otherBoard(h)
  const [fiona] = await h.sql<{ identity_id: string }>(
    `select identity_id from person join role_grant g on g.person_id = person.id where g.organisation_id = $1 and g.role = 'dpo'`,
    [other.organisationId],
  )
  const { token } = await openSession(h.deps, { identityId: fiona!.identity_id, scope: 'desk', ownDevice: true, label: null })
  const elsewhere = (await (await withCookie(h.request, `seintje=${token}`).put(`/reports/${v7()}`, lostStick(h.now()))).json()) as Acknowledgement
  expect(await refused(third, elsewhere)).toBe('incident.notFound')
})

it('undoes it after the authority was notified: the moment by which that was judged stays', async () => {
  const to = await h.report({ discoveredAt: plus(h.now(), -hours(1)), discoveredBasis: 'picked' })
  const from = await h.report({ discoveredAt: plus(h.now(), -hours(5)), discoveredBasis: 'picked' })
  await join('dpo', to, from)
  await h.send('dpo', 'POST', `/incidents/${to.incidentId}/filed`, { filedAt: h.now(), number: 'AP-2026-0002' })
  expect(await unjoin('dpo', to, from)).toMatchObject({ status: 200, body: { awareAt: from.awareAt } })
  expect(await h.incident('dpo', from.incidentId)).toMatchObject({ deadlineAt: from.deadlineAt, termEndedAt: null, termOutcome: null })
})

it('erases one of the joined reports alone, with its words, and takes the rest apart again', async () => {
  const [to, from] = [await h.report(), await h.report({ description: 'Appelgroene map zoek.' })]
  await take('dpo', to)
  await join('dpo', to, from)
  expect((await (await h.as('dpo', true)).post(`/reports/${from.id}/erasure`, { reason: 'Op verzoek.' })).status).toBe(204)
  expect((await h.send('dpo', 'POST', '/incidents/search', { words: 'appelgroene' })).body).toMatchObject({ items: [] })
  expect(await h.incident('dpo', to.incidentId)).toMatchObject({ erasedReports: 1, reports: [{ id: to.id }] })
  expect(await unjoin('dpo', to, from)).toMatchObject({ status: 200 })
  expect(await h.incident('dpo', from.incidentId)).toMatchObject({ erasedReports: 1, reports: [] })
})

it('takes a hold along with the reports and back again, and refuses to erase a part of what is held', async () => {
  const [to, from] = [await h.report(), await h.report()]
  const hold = (one: Acknowledgement) =>
    h.send('dpo', 'POST', `/incidents/${one.incidentId}/hold`, { until: plus(h.now(), hours(24 * 30)), reason: 'Er loopt een klacht.' })
  const erase = async (path: string) => (await h.send('dpo', 'POST', path, { reason: 'Op verzoek.' }, { steppedUp: true })).body['code']
  expect((await hold(from)).status).toBe(200)
  await take('dpo', to)
  await join('dpo', to, from)
  expect((await hold(from)).body['code']).toBe('join.already')
  expect(await erase(`/reports/${from.id}/erasure`)).toBe('hold.active')
  expect(await erase(`/incidents/${from.incidentId}/erasure`)).toBe('hold.active')
  const view = (await (await h.as('dpo')).get(`/incidents/${to.incidentId}/retention`)).json() as Promise<{ hold: { reason: string } | null }>
  expect((await view).hold?.reason).toBe('Er loopt een klacht.')
  const [whole, part] = [await h.report(), await h.report()]
  await join('dpo', whole, part)
  await hold(whole)
  expect(await erase(`/incidents/${part.incidentId}/erasure`)).toBe('hold.active')
  await unjoin('dpo', whole, part)
  await take('dpo', part)
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [part.incidentId, h.now()])
  expect(await erase(`/incidents/${part.incidentId}/erasure`)).toBe('hold.active')
})

it('refuses where a second term runs here that ends later than the one that would go', async () => {
  const to = await h.report()
  await h.sql(`update deadline set ended_at = $2, outcome = 'noBreach' where incident_id = $1`, [to.incidentId, h.now()])
  await h.sql(`update incident set term_ended_at = $2, term_outcome = 'noBreach' where id = $1`, [to.incidentId, h.now()])
  const from = await h.report()
  h.outage(hours(2))
  expect((await h.send('dpo', 'POST', `/incidents/${to.incidentId}/reopening`, { noticedAt: h.now(), reason: 'De stick is gekopieerd.' })).status).toBe(200)
  expect(await join('dpo', to, from)).toMatchObject({ status: 409, body: { code: 'join.laterAware' } })
  expect(await h.incident('dpo', from.incidentId)).toMatchObject({ state: 'new', termEndedAt: null, deadlineAt: from.deadlineAt })
})
