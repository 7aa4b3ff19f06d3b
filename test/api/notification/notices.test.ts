import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { hours, plus } from '../../../shared/instant.ts'
import { noticeHouse, type NoticeHouse } from '../../support/notice-house.ts'

let h: NoticeHouse
beforeAll(async () => void (h = await noticeHouse({ at: '2026-03-27T13:20:00.000Z' })))
afterAll(() => h.drop())

it('begins with what is known, in one draft, and says what the form still asks', async () => {
  const { incidentId, awareAt } = await h.report()
  expect((await h.notices('dpo', incidentId)).may).toEqual({ start: ['first'], write: true, file: true, correspond: true })
  const [once, twice] = [await h.start('dpo', incidentId, 'first'), await h.start('handler', incidentId, 'first')]
  expect(twice.body).toEqual(once.body)
  const { draft, versions, decided, clockRuns, may } = await h.notices('dpo', incidentId)
  expect(draft).toMatchObject({ kind: 'first', revision: 0, setBy: 'Frits Fictief' })
  expect(draft!.fields).toMatchObject({
    ...{ law: 'gdpr', organisation: 'Stichting De Waterlelie', filerName: 'Frits Fictief', filerFunction: 'Functionaris gegevensbescherming' },
    ...{ contactSame: 'yes', registerKind: 'carrierLost', awareAt, told: 'notYetKnown', discoveredHow: 'Een medewerker ontdekte het en meldde het bij ons.' },
  })
  expect(JSON.stringify(draft!.fields)).not.toContain('Noor')
  expect(draft!.missing.map(({ field }) => field)).toEqual(expect.arrayContaining(['summary', 'nature', 'complete']))
  expect([versions, decided, clockRuns, may.start]).toEqual([[], null, true, []])
  expect((await h.start('dpo', incidentId, 'withdrawal')).body).toMatchObject({ status: 409, code: 'notice.draftOpen' })
  const other = await h.report()
  expect((await h.start('dpo', other.incidentId, 'followUp')).body).toMatchObject({ status: 409, code: 'notice.firstNeeded' })
})

it('saves what is written, and tells whoever had an older one without losing a word of the other', async () => {
  const { incidentId } = await h.report()
  const noticeId = (await h.start('dpo', incidentId, 'first')).body['noticeId'] as string
  expect((await h.save('dpo', incidentId, noticeId, 0, { summary: 'Een stick is kwijt. مرجع ✉️' })).body).toEqual({ revision: 1 })
  expect((await h.save('handler', incidentId, noticeId, 0, { summary: 'Iets anders' })).body).toMatchObject({ status: 409, code: 'notice.changed', limit: 1 })
  expect((await h.notices('handler', incidentId)).draft).toMatchObject({
    revision: 1,
    fields: { summary: 'Een stick is kwijt. مرجع ✉️' },
    setBy: 'Frits Fictief',
  })
  expect((await h.save('dpo', incidentId, noticeId, 1, { nature: ['gone'] as never })).body).toMatchObject({ status: 422, code: 'request.invalid' })
  expect((await h.save('dpo', incidentId, noticeId, 1, { summary: 'x'.repeat(4001) })).status).toBe(200)
  expect((await h.notices('dpo', incidentId)).draft!.missing).toContainEqual({ field: 'summary', why: 'tooLong' })
  expect((await h.save('dpo', incidentId, v7(), 1, {})).body).toMatchObject({ code: 'notice.notFound' })
})

it('freezes the version and stops the clock in one go, and neither can be done over', async () => {
  const { incidentId } = await h.report()
  const { noticeId, body } = await h.files('handler', incidentId, 'first', { summary: 'Een stick is kwijt.', complete: 'complete' }, { number: 'AP-77 ✉️' })
  expect(body).toEqual({ noticeId, inTime: 'onTime' })
  const [{ versions }, incident] = [await h.notices('dpo', incidentId), await h.incident('dpo', incidentId)]
  expect(incident).toMatchObject({ termOutcome: 'filed', termEndedAt: h.now(), outcomes: [{ kind: 'filed', status: 'inForce', number: 'AP-77 ✉️' }] })
  expect(versions).toMatchObject([
    { id: noticeId, kind: 'first', complete: true, number: 'AP-77 ✉️', filedBy: 'Hanna Verzonnen', inTime: 'onTime', retracted: false, proofId: null },
  ])
  expect(versions[0]!.fields).toMatchObject({ summary: 'Een stick is kwijt.' })
  expect((await h.save('handler', incidentId, noticeId, 1, { summary: 'Toch anders' })).body).toMatchObject({ status: 409, code: 'notice.over' })
  expect((await h.fileDraft('handler', incidentId, noticeId, { revision: 1 })).body).toMatchObject({ code: 'notice.over' })
  await expect(h.sql(`update authority_notice set complete = false where id = $1`, [noticeId])).rejects.toThrow()
  const told = [...(await h.events('notice.filed', incidentId)), ...(await h.events('incident.filed', incidentId))]
  expect(told).toHaveLength(2)
  expect(JSON.stringify(told.map(({ facts }) => facts))).not.toContain('AP-77')
})

it('counts on the wall of the clock change: in time to the deadline, with reasons to the full hour after it, then late', async () => {
  const made = [await h.report(), await h.report(), await h.report()]
  const [onTime, within, late] = made.map(({ incidentId }) => incidentId) as [string, string, string]
  const { deadlineAt, legalEndAt } = await h.row(onTime)
  const drafts: string[] = []
  for (const id of [onTime, within, late]) drafts.push((await h.start('dpo', id, 'first')).body['noticeId'] as string)
  h.outage(hours(80))
  expect((await h.fileDraft('dpo', onTime, drafts[0]!, { filedAt: deadlineAt })).body).toMatchObject({ inTime: 'onTime' })
  expect((await h.fileDraft('dpo', within, drafts[1]!, { filedAt: plus(deadlineAt!, 1) })).body).toMatchObject({ status: 422, code: 'filed.reasonsNeeded' })
  expect((await h.fileDraft('dpo', within, drafts[1]!, { filedAt: legalEndAt, reason: h.reason })).body).toMatchObject({ inTime: 'withinLegalEnd' })
  expect((await h.fileDraft('dpo', late, drafts[2]!, { filedAt: plus(legalEndAt!, 1), reason: h.reason })).body).toMatchObject({ inTime: 'late' })
  const { versions } = await h.notices('dpo', late)
  expect(versions).toMatchObject([{ inTime: 'late', fields: { delayReason: h.reason } }])
  expect((await h.notices('dpo', onTime)).versions[0]!.fields.delayReason).toBeUndefined()
})

it('lets the attempts that failed tell why it is late, and asks for another one within the hour', async () => {
  const { incidentId, deadlineAt } = await h.report()
  h.outage(hours(71.5))
  expect((await h.attempt('dpo', incidentId, { at: plus(h.now(), 1) })).body).toMatchObject({ status: 422, code: 'notice.inFuture', field: 'at' })
  expect((await h.attempt('dpo', incidentId, { note: 'Foutmelding 503' })).body).toEqual({ retryAt: plus(h.now(), hours(1)) })
  expect((await h.notices('dpo', incidentId)).retryAt).toBe(plus(h.now(), hours(1)))
  await h.advance(hours(1))
  expect((await h.deliveriesTo('dpo', incidentId)).some(({ stage }) => stage.startsWith('due-'))).toBe(true)
  await h.attempt('dpo', incidentId)
  expect((await h.running(incidentId)).filter(({ kind }) => kind === 'retryFiling')).toMatchObject([{ dueAt: plus(h.now(), hours(1)), setBy: null }])
  const noticeId = (await h.start('dpo', incidentId, 'first')).body['noticeId'] as string
  const filed = await h.fileDraft('dpo', incidentId, noticeId)
  expect(filed.body).toMatchObject({ inTime: h.now() <= (await h.row(incidentId)).legalEndAt! ? 'withinLegalEnd' : 'late' })
  const view = await h.notices('dpo', incidentId)
  expect(view.versions[0]!.fields.delayReason).toMatch(
    /^Het meldformulier van de AP was niet bereikbaar:\n- .*: poging mislukt\. Foutmelding 503\n- .*: poging mislukt\.$/,
  )
  expect([view.retryAt, view.attempts.length, deadlineAt < h.now()]).toEqual([null, 2, true])
  expect((await h.incident('dpo', incidentId)).outcomes).toMatchObject([{ reason: view.reasons }])
})

it('adds to what was filed without touching the clock, and withdraws with a reason and restarts nothing', async () => {
  const { incidentId } = await h.report()
  await h.files('dpo', incidentId, 'first', { summary: 'Een stick is kwijt.' })
  const stopped = await h.row(incidentId)
  expect((await h.start('dpo', incidentId, 'first')).body).toMatchObject({ status: 409, code: 'notice.firstFiled' })
  const more = await h.files('dpo', incidentId, 'followUp', { people: { min: 20, max: 24 } }, { number: 'AP-2' })
  expect(more.body).toMatchObject({ inTime: null })
  expect((await h.notices('dpo', incidentId)).versions[1]).toMatchObject({
    kind: 'followUp',
    fields: { summary: 'Een stick is kwijt.', earlierNumber: 'AP-2026-0001' },
  })
  const back = await h.files('dpo', incidentId, 'withdrawal', { withdrawalReason: 'De stick is terug.' }, { number: 'AP-3' })
  expect(back.body).toMatchObject({ inTime: null })
  const { versions, may } = await h.notices('dpo', incidentId)
  expect(versions.map(({ kind }) => kind)).toEqual(['first', 'followUp', 'withdrawal'])
  expect(versions[2]!.fields).toMatchObject({ earlierNumber: 'AP-2', withdrawalReason: 'De stick is terug.' })
  expect(versions[2]!.fields.summary).toBeUndefined()
  expect(await h.row(incidentId)).toEqual(stopped)
  expect(may.start).toEqual(['first'])
})

it('keeps what was filed outside a draft as a version too, and what was taken back leaves room for another first one', async () => {
  const { incidentId } = await h.report()
  const { body } = await h.file('dpo', incidentId, { number: 'AP-9' })
  expect((await h.notices('dpo', incidentId)).versions).toMatchObject([
    { kind: 'first', number: 'AP-9', inTime: 'onTime', complete: false, filedBy: 'Frits Fictief' },
  ])
  await h.retract('handler', incidentId, body['outcomeId'] as string)
  const view = await h.notices('dpo', incidentId)
  expect([view.versions[0]!.retracted, view.may.start, view.clockRuns]).toEqual([true, ['first'], true])
  expect((await h.files('dpo', incidentId, 'first')).body).toMatchObject({ inTime: 'onTime' })
})

it('files to be safe after it was decided that it is not required, and leaves that decision as it stands', async () => {
  const { incidentId } = await h.report()
  await h.decide('handler', incidentId, await h.propose('dpo', incidentId))
  expect((await h.files('dpo', incidentId, 'first')).body).toMatchObject({ inTime: null })
  expect(await h.incident('dpo', incidentId)).toMatchObject({ termOutcome: 'notRequired', outcomes: [{ kind: 'notRequired', status: 'inForce' }] })
})

it('stops a second clock with whatever tells the authority of the new fact', async () => {
  const { incidentId } = await h.report()
  await h.decide('handler', incidentId, await h.propose('dpo', incidentId))
  await h.files('dpo', incidentId, 'first')
  await h.reopen('dpo', incidentId, h.now())
  expect((await h.files('dpo', incidentId, 'followUp', {}, { number: 'AP-2' })).body).toMatchObject({ inTime: 'onTime' })
  expect((await h.incident('dpo', incidentId)).termOutcome).toBe('filed')
})

it('throws a draft away and never what was filed', async () => {
  const { incidentId } = await h.report()
  const noticeId = (await h.start('dpo', incidentId, 'first')).body['noticeId'] as string
  expect((await h.send('dpo', 'DELETE', `/incidents/${incidentId}/notices/${noticeId}`)).status).toBe(200)
  expect((await h.notices('dpo', incidentId)).draft).toBeNull()
  const { noticeId: filed } = await h.files('dpo', incidentId, 'first')
  expect((await h.send('dpo', 'DELETE', `/incidents/${incidentId}/notices/${filed}`)).body).toMatchObject({ code: 'notice.over' })
})

it('takes nothing on a closed file, and no proof that is not with the incident', async () => {
  const { incidentId } = await h.report()
  const noticeId = (await h.start('dpo', incidentId, 'first')).body['noticeId'] as string
  expect((await h.fileDraft('dpo', incidentId, noticeId, { proofFileId: v7() })).body).toMatchObject({
    status: 422,
    code: 'notice.fileMissing',
    field: 'proofFileId',
  })
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, h.now()])
  const tries = [await h.fileDraft('dpo', incidentId, noticeId), await h.save('dpo', incidentId, noticeId, 0, {}), await h.attempt('dpo', incidentId)]
  expect([...tries, await h.letter('dpo', incidentId)].map(({ body }) => body['code'])).toEqual(Array(4).fill('incident.closed'))
  expect((await h.notices('dpo', incidentId)).may).toEqual({ start: [], write: false, file: false, correspond: false })
})
