import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, plus } from '../../../shared/instant.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse({ at: '2026-03-27T13:20:00.000Z' })))
afterAll(() => h.drop())

it('stops the 72 hours with the number and the moment of the receipt, and nothing else', async () => {
  const { incidentId, deadlineAt } = await h.report()
  const promised = plus(h.now(), hours(5))
  await h.plan('dpo', incidentId, { kind: 'promise', dueAt: promised })
  expect((await h.row(incidentId)).needsAt).toBe(promised)
  expect(await h.file('handler', incidentId, { number: 'AP-77 ✉️ مرجع' })).toMatchObject({ status: 200, body: { inTime: 'onTime' } })
  const view = await h.incident('dpo', incidentId)
  expect(view).toMatchObject({ termOutcome: 'filed', termEndedAt: h.now(), needsAt: promised, needsKind: 'promise', deadlineAt, state: 'new' })
  expect(view.deadlines).toMatchObject([
    { kind: 'authority', outcome: 'filed', endedAt: h.now(), endedBy: 'Hanna Verzonnen', nextAt: null, note: null },
    { kind: 'promise', outcome: null, endedAt: null, setBy: 'Frits Fictief', note: h.reason },
  ])
  expect(view.outcomes).toMatchObject([
    { kind: 'filed', status: 'inForce', filedAt: h.now(), inTime: 'onTime', number: 'AP-77 ✉️ مرجع', reason: null, setBy: 'Hanna Verzonnen', retracted: null },
  ])
  expect(view.may).toMatchObject({ file: false, retractOutcome: true, reopen: true, planDeadline: true })
  const dpo = await h.as('dpo')
  const shown = { termOutcome: 'filed', termEndedAt: h.now() }
  expect(await (await dpo.get('/incidents')).json()).toMatchObject({ items: [{ id: incidentId, ...shown, needsAt: promised, needsKind: 'promise' }] })
  expect(await (await dpo.get('/alarms')).json()).toMatchObject({ items: [{ incidentId, ...shown }] })
  const [event] = await h.events('incident.filed', incidentId)
  expect(event!.facts).toMatchObject({ late: false, deadlineId: view.deadlines![0]!.id })
  expect(JSON.stringify(event!.facts)).not.toContain('AP-77')
})

it('counts up to the deadline as in time, up to the full hour after it as in time with a reason, and later as late', async () => {
  // The clock went forward in between: 72 hours are 72 hours.
  const made = []
  for (let i = 0; i < 3; i++) made.push(await h.report())
  const [onTime, within, late] = made.map(({ incidentId }) => incidentId) as [string, string, string]
  const { deadlineAt, legalEndAt } = await h.row(onTime)
  expect([deadlineAt, legalEndAt]).toEqual(['2026-03-30T13:20:00.000Z', '2026-03-30T14:00:00.000Z'])
  h.outage(hours(80))
  expect(await h.file('dpo', onTime, { filedAt: deadlineAt })).toMatchObject({ status: 200, body: { inTime: 'onTime' } })

  const after = plus(deadlineAt!, 1)
  expect(await h.file('dpo', within, { filedAt: after })).toMatchObject({ status: 422, body: { code: 'filed.reasonsNeeded', field: 'reason' } })
  expect(await h.file('dpo', within, { filedAt: after, reason: ' \n ' })).toMatchObject({ status: 422, body: { code: 'request.invalid', field: 'reason' } })
  expect(await h.file('dpo', within, { filedAt: legalEndAt, reason: h.reason })).toMatchObject({ status: 200, body: { inTime: 'withinLegalEnd' } })
  expect((await h.incident('dpo', within)).termOutcome).toBe('filed')

  const long = '👩‍🏫 שלום '.repeat(300).trim()
  expect(await h.file('dpo', late, { filedAt: plus(legalEndAt!, 1), reason: `${long}${'x'.repeat(4001 - long.length)}` })).toMatchObject({ status: 422 })
  const reason = `${long}${'x'.repeat(4000 - long.length)}`
  expect(await h.file('dpo', late, { filedAt: plus(legalEndAt!, 1), reason })).toMatchObject({ status: 200, body: { inTime: 'late' } })
  const view = await h.incident('dpo', late)
  expect(view).toMatchObject({ termOutcome: 'filedLate', outcomes: [{ inTime: 'late', reason }] })
  expect(view.deadlines![0]).toMatchObject({ outcome: 'filedLate' })
  expect((await h.events('incident.filed', late))[0]!.facts).toMatchObject({ late: true })
})

it('is refused for a moment that has not come, or before the school knew', async () => {
  const { incidentId, awareAt } = await h.report()
  expect((await h.file('dpo', incidentId, { filedAt: plus(h.now(), 1) })).body).toMatchObject({ status: 422, code: 'filed.inFuture', field: 'filedAt' })
  expect((await h.file('dpo', incidentId, { filedAt: plus(awareAt, -1) })).body).toMatchObject({ status: 422, code: 'filed.beforeAware', field: 'filedAt' })
  expect((await h.file('dpo', incidentId, { filedAt: '2026-03-27' })).status).toBe(422)
  expect((await h.file('dpo', incidentId, { number: '' })).status).toBe(422)
  expect(await h.events('incident.filed', incidentId)).toEqual([])
  expect(await h.row(incidentId)).toMatchObject({ termEndedAt: null })
})

it('is taken once: the same again, or by somebody else at the same moment, is told that the clock stands', async () => {
  const { incidentId } = await h.report()
  const both = await Promise.all([h.file('dpo', incidentId), h.file('handler', incidentId)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect((await h.file('dpo', incidentId)).body).toMatchObject({ code: 'deadline.stopped' })
  expect((await h.incident('dpo', incidentId)).outcomes).toHaveLength(1)
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, h.now()])
  expect((await h.file('dpo', incidentId)).body).toMatchObject({ code: 'incident.closed' })
})

it('is the dpo’s and the handler’s, and the chair’s where it came straight to him', async () => {
  const [plain, straight] = [await h.report(), await h.report({ addressee: 'chair' })]
  expect((await h.file('chair', plain.incidentId)).status).toBe(403)
  expect((await h.incident('chair', plain.incidentId)).may.file).toBe(false)
  expect((await h.file('dpo', straight.incidentId)).status).toBe(404)
  expect((await h.incident('chair', straight.incidentId)).may.file).toBe(true)
  expect((await h.file('chair', straight.incidentId)).status).toBe(200)
  expect((await h.file('headOfIct', plain.incidentId)).status).toBe(403)
})

it('lets nobody do anything who is recused, or sees it through broken glass', async () => {
  const { incidentId } = await h.report()
  await h.recuse('dpo', incidentId, 'handler')
  expect((await h.file('handler', incidentId)).body).toMatchObject({ status: 404, code: 'incident.notFound' })
  const hidden = await h.report({ addressee: 'chair' })
  expect((await h.send('dpo', 'POST', `/incidents/${hidden.incidentId}/break-glass`, { reason: h.reason })).status).toBe(200)
  const { may } = await h.incident('dpo', hidden.incidentId)
  expect([may.file, may.retractOutcome, may.reopen, may.planDeadline, may.recordCall]).toEqual(Array(5).fill(false))
  const due = { kind: 'promise', dueAt: plus(h.now(), hours(5)) }
  const tries = [
    await h.file('dpo', hidden.incidentId),
    await h.post('dpo', hidden.incidentId, 'decisions', { question: 'authority' }),
    await h.plan('dpo', hidden.incidentId, due),
    await h.reopen('dpo', hidden.incidentId, h.now()),
    await h.post('dpo', hidden.incidentId, 'calls', { role: 'chair', reached: true }),
  ]
  expect(tries.map(({ status, body }) => [status, body['code']])).toEqual(tries.map(() => [403, 'access.denied']))
})

it('keeps the moment of becoming aware from under a notification that was judged by it', async () => {
  const { incidentId, awareAt } = await h.report({ discoveredAt: plus(h.now(), -hours(1)), discoveredBasis: 'picked' })
  const aware = (at: string) => h.send('dpo', 'PUT', `/incidents/${incidentId}/aware-at`, { awareAt: at, reason: h.reason })
  const { body } = await h.file('dpo', incidentId)
  expect((await aware(plus(awareAt, -hours(90)))).body).toMatchObject({ status: 409, code: 'deadline.stopped' })
  // What waits for the chair moves nothing, and he cannot make it do so either.
  expect((await aware(h.now())).body).toMatchObject({ status: 'proposed' })
  expect(
    (await h.send('chair', 'POST', `/incidents/${incidentId}/aware-at/decision`, { awareAt: h.now(), accept: true, reason: h.reason })).body,
  ).toMatchObject({
    code: 'deadline.stopped',
  })
  expect((await h.retract('dpo', incidentId, body['outcomeId'] as string)).status).toBe(200)
  const earlier = plus(awareAt, -hours(90))
  expect((await aware(earlier)).body).toMatchObject({ status: 'inForce', deadlineAt: plus(earlier, hours(72)) })
  expect(await h.file('dpo', incidentId, { reason: h.reason })).toMatchObject({ body: { inTime: 'late' } })
})

it('is never put better by one person alone: late, taken back and in time after all takes another one than did either', async () => {
  const { incidentId, awareAt } = await h.report({ discoveredAt: plus(h.now(), -hours(80)), discoveredBasis: 'picked' })
  const early = { filedAt: plus(awareAt, hours(70)) }
  const { body } = await h.file('dpo', incidentId, { reason: h.reason })
  expect(body).toMatchObject({ inTime: 'late' })
  expect((await h.retract('handler', incidentId, body['outcomeId'] as string)).status).toBe(200)
  for (const who of ['dpo', 'handler'] as const)
    expect((await h.file(who, incidentId, early)).body).toMatchObject({ status: 409, code: 'outcome.secondPerson' })
  // As late as it was, or by another one, it goes.
  const again = await h.file('dpo', incidentId, { reason: h.reason })
  expect(again.body).toMatchObject({ inTime: 'late' })
  expect((await h.retract('dpo', incidentId, again.body['outcomeId'] as string)).status).toBe(200)
  await h.grant('Vincent Vervang', 'vincent@waterlelie.example', ['handler'], ['chair'])
  expect(await h.file('deputyChair', incidentId, early)).toMatchObject({ status: 200, body: { inTime: 'onTime' } })
})
