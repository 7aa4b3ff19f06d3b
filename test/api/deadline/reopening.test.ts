import { afterAll, beforeAll, expect, it } from 'vitest'
import { days, hours, plus } from '../../../shared/instant.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
// Two days before the clock goes back: 72 hours are 72 hours.
beforeAll(async () => void (h = await termHouse({ at: '2026-10-23T12:20:00.000Z' })))
afterAll(() => h.drop())

const close = (id: string) => h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [id, h.now()])

async function notRequired() {
  const made = await h.report()
  await h.decided(made.incidentId, 'authority', 'notRequired')
  return made
}

it('opens a second term from when the new fact was noticed, where notifying was not required; the first stays to be seen', async () => {
  const { incidentId, awareAt } = await notRequired()
  expect((await h.reopen('dpo', incidentId, plus(h.now(), 1))).body).toMatchObject({ code: 'reopen.inFuture', field: 'noticedAt' })
  expect((await h.reopen('dpo', incidentId, plus(awareAt, -1))).body).toMatchObject({ code: 'reopen.beforeAware', field: 'noticedAt' })
  expect((await h.reopen('headOfIct', incidentId, h.now())).status).toBe(403)
  h.outage(days(1))
  const noticedAt = plus(h.now(), -hours(3))
  await close(incidentId)
  const dueAt = plus(noticedAt, hours(72))
  expect(await h.reopen('handler', incidentId, noticedAt)).toMatchObject({ status: 200, body: { kind: 'authority', dueAt } })
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ state: 'acknowledged', awareAt, deadlineAt: dueAt, legalEndAt: '2026-10-27T10:00:00.000Z', needsAt: dueAt, termOutcome: null })
  expect(view.deadlines).toMatchObject([
    { kind: 'authority', anchorAt: awareAt, outcome: 'notRequired' },
    { kind: 'authority', anchorAt: noticedAt, dueAt, openedAt: h.now(), outcome: null, note: h.reason },
  ])
  expect((await h.events('incident.reopened', incidentId))[0]!.facts).toMatchObject({ kind: 'authority', deadlineId: view.deadlines![1]!.id, wasClosed: true })
  expect((await h.reopen('dpo', incidentId, h.now())).body).toMatchObject({ status: 409, code: 'reopen.running' })
})

it('measures what is filed then by the second term, and leaves what stopped the first alone', async () => {
  const { incidentId, awareAt } = await notRequired()
  const [first] = (await h.decisions('dpo', incidentId)).decisions
  h.outage(days(10))
  const noticedAt = h.now()
  await h.reopen('dpo', incidentId, noticedAt)
  expect((await h.decisions('dpo', incidentId)).decisions).toMatchObject([{ id: first!.id, outcome: 'notRequired', inForce: false }])
  expect((await h.file('dpo', incidentId, { filedAt: plus(noticedAt, -1) })).body).toMatchObject({ code: 'filed.beforeAware' })
  // Setting when the school knew is about the first term: the second does not move.
  const earlier = plus(awareAt, -hours(1))
  const set = await h.send('dpo', 'PUT', `/incidents/${incidentId}/aware-at`, { awareAt: earlier, reason: h.reason })
  expect(set.body).toMatchObject({ status: 'inForce', awareAt: earlier, deadlineAt: plus(noticedAt, hours(72)) })
  expect(await h.authority(incidentId)).toMatchObject([{ anchorAt: earlier }, { anchorAt: noticedAt, dueAt: plus(noticedAt, hours(72)) }])
  expect(await h.row(incidentId)).toMatchObject({ awareAt: earlier, deadlineAt: plus(noticedAt, hours(72)), needsAt: plus(noticedAt, hours(72)) })
  h.outage(hours(72))
  expect(await h.file('dpo', incidentId)).toMatchObject({ status: 200, body: { inTime: 'onTime' } })
})

it('asks for a supplement within a day where it was notified, our goal and not the law’s, and the clock stays stopped', async () => {
  const { incidentId, awareAt } = await h.report()
  const filed = h.now()
  await h.file('dpo', incidentId)
  await close(incidentId)
  h.outage(hours(30))
  const noticedAt = plus(h.now(), -hours(2))
  const answer = await h.reopen('chair', incidentId, noticedAt)
  expect(answer).toMatchObject({ status: 200, body: { kind: 'supplement', dueAt: plus(noticedAt, hours(24)) } })
  // Sent twice, it is one.
  expect((await h.reopen('chair', incidentId, noticedAt)).body).toEqual(answer.body)
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ state: 'acknowledged', awareAt, termOutcome: 'filed', termEndedAt: filed, needsAt: plus(noticedAt, hours(24)) })
  expect(view.deadlines!.filter(({ kind }) => kind === 'supplement')).toMatchObject([{ anchorAt: noticedAt, outcome: null, setBy: null, note: h.reason }])
  expect(await h.events('incident.reopened', incidentId)).toHaveLength(1)
  const { deadlineId } = answer.body as { deadlineId: string }
  expect((await h.post('handler', incidentId, `deadlines/${deadlineId}/end`, {})).status).toBe(200)
  expect(await h.row(incidentId)).toMatchObject({ needsAt: null, termEndedAt: filed })
})

it('moves the first term when the moment of becoming aware is set: another place, watched since it was opened', async () => {
  const { incidentId, awareAt } = await h.report()
  const state = () =>
    h.sql<{ revision: number; opened: Date }>(`select revision, opened_at as opened from deadline where incident_id = $1 and kind = 'authority'`, [incidentId])
  const [before] = await state()
  for (const by of [-hours(2), -hours(2), -hours(4)]) {
    const set = { awareAt: plus(awareAt, by), reason: h.reason }
    expect((await h.send('dpo', 'PUT', `/incidents/${incidentId}/aware-at`, set)).status).toBe(200)
  }
  // The same moment once more is the same place.
  expect(await state()).toEqual([{ revision: 2, opened: before!.opened }])
  expect((await h.row(incidentId)).needsAt).toBe(plus(awareAt, hours(68)))
})
