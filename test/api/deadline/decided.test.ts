import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Choice, Question } from '../../../shared/breach/votes.ts'
import { days, hours, plus } from '../../../shared/instant.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

const watched = (id: string) => h.sql<{ id: string }>(`select subject_id as id from alarm_due where incident_id = $1 and kind = 'deadline'`, [id])

it.each([
  ['breach', 'outOfScope', 'outOfScope'],
  ['breach', 'noIncident', 'noBreach'],
  ['breach', 'incidentOnly', 'noBreach'],
  ['authority', 'notRequired', 'notRequired'],
] as [Question, Choice, string][])('stops the clock and its reminders once the team took %s: %s, and not before', async (question, outcome, ended) => {
  const { incidentId, deadlineAt } = await h.report()
  const id = await h.ask(incidentId, question)
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, incidentId, id, outcome)
  expect(await h.row(incidentId)).toMatchObject({ termEndedAt: null, needsAt: deadlineAt })
  expect(await watched(incidentId)).toHaveLength(1)
  h.outage(hours(1))
  expect(await h.take('chair', incidentId, id)).toMatchObject({ status: 200, body: { outcome } })
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ termOutcome: ended, termEndedAt: h.now(), needsAt: null, outcomes: [] })
  expect(view.deadlines).toMatchObject([{ outcome: ended, endedBy: 'Bram Bedacht' }])
  expect(await watched(incidentId)).toEqual([])
  expect((await h.events('decision.taken', incidentId))[0]!.facts).toMatchObject({ question, outcome, deadlineId: view.deadlines![0]!.id })
})

it('lets the clock run where it is a breach or must be notified, and lets the same term run on where that is decided after all', async () => {
  const { incidentId, deadlineAt } = await h.report()
  await h.decided(incidentId, 'breach', 'incidentOnly')
  const [term] = await h.authority(incidentId)
  h.outage(hours(30))
  await h.decided(incidentId, 'breach', 'breach')
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: null, termEndedAt: null, needsAt: deadlineAt, deadlineAt })
  expect(await h.authority(incidentId)).toMatchObject([{ id: term!.id, openedAt: term!.openedAt, endedAt: null, outcome: null }])
  await h.decided(incidentId, 'authority', 'notRequired')
  // That it is a breach says nothing of whether it must be notified.
  await h.decided(incidentId, 'breach', 'breach')
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: 'notRequired' })
  await h.decided(incidentId, 'authority', 'notify')
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: null, needsAt: deadlineAt })
  expect((await h.file('dpo', incidentId)).status).toBe(200)
  await h.decided(incidentId, 'authority', 'notRequired')
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: 'filed' })
})

it('asks for a new decision about a new term, and overwrites nothing of the one before', async () => {
  const { incidentId } = await h.report()
  await h.decided(incidentId, 'breach', 'incidentOnly')
  const waiting = await h.ask(incidentId, 'authority')
  h.outage(days(4))
  await h.reopen('dpo', incidentId, h.now())
  const dueAt = plus(h.now(), hours(72))
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: null, needsAt: dueAt, path: { judgement: 'waiting', authority: 'waiting' } })
  const before = await h.decisions('dpo', incidentId)
  expect(before.decisions).toMatchObject([
    { id: waiting, status: 'lapsed', inForce: false, may: { vote: false, take: false, withdraw: false } },
    { question: 'breach', outcome: 'incidentOnly', status: 'taken', inForce: false },
  ])
  expect((await h.vote('dpo', incidentId, waiting, 'notify')).body).toMatchObject({ status: 409, code: 'decision.over' })
  await h.decided(incidentId, 'breach', 'breach')
  const { decisions } = await h.decisions('dpo', incidentId)
  expect(decisions.filter(({ question }) => question === 'breach')).toMatchObject([
    { outcome: 'breach', inForce: true },
    { outcome: 'incidentOnly', inForce: false, reason: h.reason },
  ])
})

it('plans when people are told, a day from now or four hours where logins leaked, and lets a new decision take its place', async () => {
  const { incidentId, deadlineAt } = await h.report()
  await h.know(incidentId, { passwords: 'yes' })
  await h.decided(incidentId, 'subjects', 'communicate')
  const planned = async () => (await h.incident('dpo', incidentId)).deadlines!.filter(({ kind }) => kind !== 'authority')
  expect(await planned()).toMatchObject([{ kind: 'communication', dueAt: plus(h.now(), hours(4)), endedAt: null, setBy: null }])
  expect(await watched(incidentId)).toHaveLength(2)
  const id = await h.ask(incidentId, 'subjects')
  for (const who of ['dpo', 'chair'] as const) await h.vote(who, incidentId, id, 'postpone', { ground: 'investigation' })
  const postponed = { deviation: h.reason, postponement: { askedBy: 'police', until: plus(h.now(), days(31)) } }
  expect((await h.take('chair', incidentId, id, { deviation: h.reason })).body).toMatchObject({ status: 422, code: 'decision.postponement' })
  expect((await h.take('chair', incidentId, id, postponed)).body).toMatchObject({ status: 422, code: 'deadline.tooFar' })
  const until = plus(h.now(), days(30))
  expect((await h.take('chair', incidentId, id, { ...postponed, postponement: { askedBy: 'police', until } })).status).toBe(200)
  expect(await planned()).toMatchObject([
    { kind: 'communication', outcome: 'decided' },
    { kind: 'postponement', dueAt: until, endedAt: null },
  ])
  expect(await h.row(incidentId)).toMatchObject({ needsAt: deadlineAt })
  await h.decided(incidentId, 'subjects', 'communicate', { plannedAt: plus(h.now(), hours(6)) })
  expect((await planned()).filter(({ endedAt }) => endedAt === null)).toMatchObject([{ kind: 'communication', dueAt: plus(h.now(), hours(6)) }])
  expect((await h.decisions('chair', incidentId)).decisions[1]).toMatchObject({
    outcome: 'postpone',
    ground: 'investigation',
    askedBy: 'police',
    plannedAt: until,
  })
})

it('leaves a proposal of before the votes to be read, overtaken, and its outcome to be taken back', async () => {
  const { incidentId } = await h.report()
  const [term] = await h.authority(incidentId)
  const values = `(organisation_id, incident_id, id, deadline_id, kind, status, set_by, set_at)`
  const old = (status: string) =>
    h.sql(`insert into authority_outcome ${values} select organisation_id, id, $1, $2, 'notRequired', '${status}', $3, $4 from incident where id = $5`, [
      ...[h.deps.newId(), term!.id, h.person('dpo'), h.now(), incidentId],
    ])
  await old('proposed')
  await h.decided(incidentId, 'authority', 'notRequired')
  expect((await h.incident('dpo', incidentId)).outcomes).toMatchObject([{ kind: 'notRequired', status: 'rejected', decidedBy: null, setBy: 'Frits Fictief' }])
  await old('inForce')
  const id = (await h.incident('dpo', incidentId)).outcomes!.find(({ status }) => status === 'inForce')!.id
  expect((await h.retract('headOfIct', incidentId, id)).status).toBe(403)
  expect((await h.retract('dpo', incidentId, id)).status).toBe(200)
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: null })
  expect((await h.incident('dpo', incidentId)).outcomes!.at(-1)).toMatchObject({ status: 'retracted', retracted: { by: 'Frits Fictief', reason: h.reason } })
})

it('does not let two people stop the clock while the team holds that the authority is told', async () => {
  const { incidentId, deadlineAt } = await h.report()
  await h.decided(incidentId, 'authority', 'notify')
  await h.decided(incidentId, 'breach', 'incidentOnly')
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: null, termEndedAt: null, needsAt: deadlineAt, path: { authority: 'open' } })
  expect(await watched(incidentId)).toHaveLength(1)
  await h.decided(incidentId, 'authority', 'notRequired')
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: 'notRequired', needsAt: null })
})
