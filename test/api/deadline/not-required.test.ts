import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, plus } from '../../../shared/instant.ts'
import { otherBoard } from '../../support/hand-in.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

it('stops the clock once a second person agrees, and not before', async () => {
  const { incidentId, deadlineAt } = await h.report()
  const id = await h.propose('dpo', incidentId)
  expect(await h.row(incidentId)).toMatchObject({ termEndedAt: null, needsAt: deadlineAt })
  const waiting = await h.incident('chair', incidentId)
  expect(waiting.outcomes).toMatchObject([
    { id, kind: 'notRequired', status: 'proposed', reason: h.reason, setBy: 'Frits Fictief', mayDecide: true, decision: null },
  ])
  expect((await h.incident('dpo', incidentId)).outcomes![0]).toMatchObject({ mayDecide: false })
  expect(waiting.may).toMatchObject({ proposeNotRequired: false })
  expect((await h.post('handler', incidentId, 'not-required', { reason: h.reason })).body).toMatchObject({ status: 409, code: 'outcome.alreadyProposed' })
  h.outage(hours(1))
  expect((await h.decide('chair', incidentId, id)).status).toBe(200)
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ termOutcome: 'notRequired', termEndedAt: h.now(), needsAt: null })
  expect(view.outcomes).toMatchObject([{ status: 'inForce', decidedBy: 'Bram Bedacht', decidedAt: h.now(), decision: h.reason }])
  expect(view.deadlines).toMatchObject([{ outcome: 'notRequired', endedBy: 'Bram Bedacht' }])
  expect((await h.events('incident.notRequiredDecided', incidentId))[0]!.facts).toMatchObject({ accepted: true, deadlineId: view.deadlines![0]!.id })
})

it('lets nobody agree with himself, not by another seat either', async () => {
  // He is chair at this board, and sits for the dpo as well.
  await h.grant('Bram Bedacht', 'bram@waterlelie.example', ['chair'], ['dpo'])
  const { incidentId } = await h.report()
  const id = await h.propose('chair', incidentId)
  for (const accept of [true, false])
    expect((await h.decide('chair', incidentId, id, accept)).body).toMatchObject({ status: 409, code: 'outcome.secondPerson' })
  expect((await h.decide('headOfIct', incidentId, id)).status).toBe(200)
  expect((await h.decide('dpo', incidentId, id)).body).toMatchObject({ status: 409, code: 'outcome.over' })
})

it('does not count whoever may not know of it any more as one of the two', async () => {
  const { incidentId } = await h.report()
  const id = await h.propose('handler', incidentId)
  await h.recuse('chair', incidentId, 'handler')
  expect((await h.decide('handler', incidentId, id)).status).toBe(404)
  expect((await h.decide('dpo', incidentId, id)).body).toMatchObject({ code: 'outcome.secondPerson' })
  expect((await h.decide('dpo', incidentId, id, false)).status).toBe(200)
  expect((await h.incident('dpo', incidentId)).outcomes).toMatchObject([{ status: 'rejected', decision: h.reason }])
  expect((await h.decide('chair', incidentId, await h.propose('dpo', incidentId))).status).toBe(200)
})

it('leaves one decision where two people decide at once', async () => {
  const { incidentId } = await h.report()
  const id = await h.propose('dpo', incidentId)
  const both = await Promise.all([h.decide('chair', incidentId, id, true), h.decide('headOfIct', incidentId, id, false)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(await h.events('incident.notRequiredDecided', incidentId)).toHaveLength(1)
  const { outcomes, termOutcome } = await h.incident('dpo', incidentId)
  expect(outcomes![0]!.status).toBe(termOutcome === 'notRequired' ? 'inForce' : 'rejected')
})

it('is overtaken by a notification: it stays to be read, rejected by nobody', async () => {
  const { incidentId } = await h.report()
  const id = await h.propose('chair', incidentId)
  expect((await h.file('dpo', incidentId)).status).toBe(200)
  const { outcomes } = await h.incident('dpo', incidentId)
  expect(outcomes).toHaveLength(2)
  expect(outcomes!.find((one) => one.id === id)).toMatchObject({ status: 'rejected', reason: h.reason, decidedBy: null, decidedAt: h.now(), decision: null })
  expect((await h.decide('headOfIct', incidentId, id)).body).toMatchObject({ code: 'outcome.over' })
  expect((await h.post('dpo', incidentId, 'not-required', { reason: h.reason })).body).toMatchObject({ code: 'deadline.stopped' })
})

it('knows no proposal of another incident, nor of another board', async () => {
  const riet = await otherBoard(h)
  const [here, there] = [await h.report(), await h.report()]
  const id = await h.propose('dpo', there.incidentId)
  expect((await h.decide('chair', here.incidentId, id)).body).toMatchObject({ status: 404, code: 'outcome.notFound' })
  expect((await h.retract('chair', here.incidentId, id)).body).toMatchObject({ status: 404, code: 'outcome.notFound' })
  await h.sql('update authority_outcome set organisation_id = $2 where id = $1', [id, riet.organisationId])
  expect((await h.decide('chair', there.incidentId, id)).body).toMatchObject({ status: 404, code: 'outcome.notFound' })
})

it('is taken back with a reason: the same term runs on as if nothing had stopped it', async () => {
  const { incidentId, deadlineAt } = await h.report()
  const id = await h.propose('dpo', incidentId)
  expect((await h.retract('dpo', incidentId, id)).body).toMatchObject({ code: 'outcome.over' })
  await h.decide('chair', incidentId, id)
  const [term] = await h.authority(incidentId)
  h.outage(hours(2))
  expect((await h.retract('headOfIct', incidentId, id)).status).toBe(403)
  expect((await h.retract('dpo', incidentId, id)).status).toBe(200)
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ termOutcome: null, termEndedAt: null, needsAt: deadlineAt, deadlineAt })
  expect(await h.authority(incidentId)).toMatchObject([{ id: term!.id, openedAt: term!.openedAt, endedAt: null, endedBy: null, outcome: null }])
  expect(view.outcomes).toMatchObject([
    { status: 'retracted', decidedBy: 'Bram Bedacht', decision: h.reason, retracted: { by: 'Frits Fictief', at: h.now(), reason: h.reason } },
  ])
  expect((await h.events('incident.outcomeRetracted', incidentId))[0]!.facts).toMatchObject({ deadlineId: term!.id })
  expect((await h.retract('dpo', incidentId, id)).body).toMatchObject({ code: 'outcome.over' })
  expect((await h.file('dpo', incidentId, { filedAt: plus(h.now(), -1) })).status).toBe(200)
})
