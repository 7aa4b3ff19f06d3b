import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { demoBoard } from '../../../api/demo/board.ts'
import { replayErasures } from '../../../api/register/replay-erasures.ts'
import { days, plus } from '../../../shared/instant.ts'
import type { DueList, RetentionView } from '../../../shared/register/retention-views.ts'
import { yearsAfter } from '../../../shared/register/retention.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

type Browser = Awaited<ReturnType<Office['as']>>
let o: Office
let [dpo, chair, teacher]: Browser[] = []
beforeAll(async () => {
  o = await office()
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
})
afterAll(() => o.drop())

const reason = 'Er loopt een klacht van Verzonnen Ouder'
const codeOf = async (answer: Response | Promise<Response>) => ((await (await answer).json()) as { code: string }).code

async function aReport(): Promise<string> {
  return (await (await teacher!.put(`/reports/${v7()}`, lostStick(o.now()))).json()).incidentId as string
}
const close = (id: string) => o.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [id, o.now()])
async function aClosed() {
  const id = await aReport()
  await close(id)
  return id
}
/** A row of what people decided, as the desk writes it. */
const decided = (id: string, question: string, outcome: string, ground: string | null = null) =>
  o.sql(
    `insert into decision (organisation_id, incident_id, id, question, path, status, deadline_id, advised, outcome, ground, incomplete, rules_version, facts_sealed, opened_by, opened_at, ended_at)
     select organisation_id, id, $2, $3, 'team', 'taken', $2, 'undecided', $4, $5, false, 'x', '\\x00', $2, $6, $6 from incident where id = $1`,
    [id, v7(), question, outcome, ground, o.now()],
  )
const view = async (id: string): Promise<RetentionView> => (await dpo!.get(`/incidents/${id}/retention`)).json()
const rows = (table: string, id: string) => o.sql(`select * from ${table} where incident_id = $1`, [id])
const due = async (): Promise<DueList['items']> => ((await (await dpo!.get('/register/due')).json()) as DueList).items

it('proposes nothing while a file is open, and the longest term where nobody decided anything', async () => {
  const id = await aReport()
  expect((await view(id)).proposed).toBeNull()
  expect(await codeOf(dpo!.post(`/incidents/${id}/retention`, { outcome: 'oneYear' }))).toBe('incident.notClosed')
  await close(id)
  expect((await view(id)).proposed).toMatchObject({ outcome: 'threeYearsReview', rows: ['keepLookAgain'], keptUntil: yearsAfter(o.now(), 3) })
})

it.each([
  ['notify', 'communicate', null, 'oneYearAfterLastMessage'],
  ['notify', 'notRequired', 'encryption', 'threeYearsReview'],
  ['notify', 'notRequired', 'overriding', 'threeYearsReview'],
  ['notify', 'notRequired', 'notHighRisk', 'oneYear'],
  ['notRequired', 'notRequired', 'notHighRisk', 'boardTerm'],
] as const)('proposes by how people settled it: %s, %s on %s', async (authority, subjects, ground, outcome) => {
  const id = await aReport()
  await decided(id, 'breach', 'breach')
  await decided(id, 'authority', authority)
  await decided(id, 'subjects', subjects, ground)
  await close(id)
  expect((await view(id)).proposed?.outcome).toBe(outcome)
})

it('counts nobody as told who was only asked to delete what he got', async () => {
  const id = await aReport()
  await decided(id, 'breach', 'breach')
  await decided(id, 'authority', 'notify')
  await decided(id, 'subjects', 'notRequired', 'overriding')
  const text = v7()
  await o.sql(
    `insert into communication (organisation_id, incident_id, id, kind, template, lang, revision, text_sealed, set_by, set_at)
     select organisation_id, id, $2, 'recall', 'other', 'nl', 1, '\\x00', $2, $3 from incident where id = $1`,
    [id, text, o.now()],
  )
  await o.sql(
    `insert into communication_sending (organisation_id, incident_id, id, communication_id, channel, count, sent_at, set_by, set_at)
     select organisation_id, id, $2, $2, 'mail', 1, $3, $2, $3 from incident where id = $1`,
    [id, text, o.now()],
  )
  await close(id)
  expect((await view(id)).proposed).toMatchObject({ outcome: 'threeYearsReview', rows: ['keepOverriding'] })
})

it('lets a person confirm a longer term, never a shorter one, and keeps what was said before', async () => {
  const id = await aReport()
  await decided(id, 'breach', 'breach')
  await decided(id, 'authority', 'notify')
  await decided(id, 'subjects', 'notRequired', 'notHighRisk')
  await close(id)
  expect((await dpo!.post(`/incidents/${id}/retention`, { outcome: 'threeYearsReview' })).status).toBe(200)
  expect(await codeOf(dpo!.post(`/incidents/${await aClosed()}/retention`, { outcome: 'boardTerm' }))).toBe('retention.tooShort')
  const answer = (await (await chair!.post(`/incidents/${id}/retention`, { outcome: 'oneYear' })).json()) as RetentionView
  expect(answer.confirmed).toMatchObject({ outcome: 'oneYear', reviewAt: null })
  expect(await rows('retention', id)).toHaveLength(2)
})

it('erases a file only once its term is over and nothing holds it, and leaves nothing of the dossier', async () => {
  const id = await aClosed()
  await decided(id, 'breach', 'breach')
  const execute = () => dpo!.post(`/incidents/${id}/retention/executed`, { reason: 'De termijn is om' })
  expect(await codeOf(execute())).toBe('retention.notConfirmed')
  await dpo!.post(`/incidents/${id}/retention`, { outcome: 'threeYearsReview' })
  expect(await codeOf(execute())).toBe('retention.notDue')
  const until = plus(o.now(), days(4 * 365))
  expect((await chair!.post(`/incidents/${id}/hold`, { until, reason })).status).toBe(200)
  o.outage(days(3 * 366))
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
  expect((await due()).filter((item) => item.incidentId === id).map(({ kind }) => kind)).toEqual(['review', 'retention'])
  expect(await codeOf(execute())).toBe('hold.active')
  expect(await codeOf(dpo.post(`/incidents/${id}/erasure`, { reason }))).toBe('hold.active')
  const { hold } = await view(id)
  expect(hold?.reason).toBe(reason)
  expect((await chair.post(`/incidents/${id}/hold/lifted`, { holdId: hold!.id })).status).toBe(200)
  expect((await execute()).status).toBe(204)
  expect(await rows('decision', id)).toEqual([])
  expect((await rows('legal_hold', id)).every((row) => (row['reason_sealed'] as Uint8Array).length === 0)).toBe(true)
  expect((await rows('retention', id))[0]!['executed_at']).not.toBeNull()
  expect((await rows('event', id)).map((row) => row['type'])).toContain('retention.executed')
  expect(await codeOf(execute())).toBe('incident.erased')
  expect((await due()).some((item) => item.incidentId === id)).toBe(false)
})

it('asks anew how long a file is kept that was opened and closed again', async () => {
  const id = await aClosed()
  await dpo!.post(`/incidents/${id}/retention`, { outcome: 'threeYearsReview' })
  o.outage(days(366))
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
  await close(id)
  o.outage(days(3 * 366))
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
  expect(await codeOf(dpo.post(`/incidents/${id}/retention/executed`, { reason }))).toBe('retention.notConfirmed')
  expect((await due()).filter((item) => item.incidentId === id).map(({ kind }) => kind)).toContain('confirm')
})

it('asks every year whether people must still be told, and says when it comes back', async () => {
  const id = await aClosed()
  expect(await codeOf(dpo!.post(`/incidents/${id}/telling-reviews`, { outcome: 'stillNot', reason }))).toBe('review.notAsked')
  await dpo!.post(`/incidents/${id}/retention`, { outcome: 'threeYearsReview' })
  o.outage(days(350))
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
  expect((await due()).filter((item) => item.incidentId === id).map(({ kind }) => kind)).toEqual(['review'])
  const told = (await (await chair.post(`/incidents/${id}/telling-reviews`, { outcome: 'stillNot', reason })).json()) as RetentionView
  expect(told.reviews).toMatchObject([{ outcome: 'stillNot', reason }])
  expect(told.confirmed?.reviewAt).toBe(yearsAfter(o.now(), 1))
  expect((await due()).some((item) => item.incidentId === id)).toBe(false)
})

it.each([0, 6 * 366])('refuses a hold that ends in %i days', async (n) => {
  const id = await aClosed()
  expect(await codeOf(dpo!.post(`/incidents/${id}/hold`, { until: plus(o.now(), days(n)), reason }))).toBe('hold.period')
})

it('shows none of it to somebody who is recused, and lets nobody of another board near it', async () => {
  const id = await aClosed()
  const { id: chairId } = (await o.sql<{ id: string }>(`select person_id as id from role_grant where role = 'chair' and not deputy`))[0]!
  await o.sql('update incident set recused = array[$2]::uuid[] where id = $1', [id, chairId])
  expect((await chair!.get(`/incidents/${id}/retention`)).status).toBe(404)
  expect((await chair!.post(`/incidents/${id}/hold`, { until: plus(o.now(), days(9)), reason })).status).toBe(404)
  expect((await teacher!.get(`/incidents/${id}/retention`)).status).toBe(403)
})

it('keeps the entry without names five years, then erases its words, also after an older back-up was put back', async () => {
  const id = await aClosed()
  await o.sql(
    `insert into register_entry (organisation_id, incident_id, origin, wrapped_key, entry_sealed, aware_at, complete, revision, set_at, closed_at, keep_until)
     select organisation_id, id, 'app', '\\x01', '\\x02', aware_at, true, 1, now(), closed_at, closed_at + interval '5 years' from incident where id = $1`,
    [id],
  )
  const erase = () => dpo!.post(`/incidents/${id}/entry/erased`, {})
  expect(await codeOf(erase())).toBe('incident.notErased')
  expect((await dpo!.post(`/incidents/${id}/erasure`, { reason })).status).toBe(204)
  expect((await rows('register_entry', id))[0]!['wrapped_key']).not.toBeNull()
  expect(await codeOf(erase())).toBe('entry.notDue')
  o.outage(days(5 * 366))
  ;[dpo, chair, teacher] = [await o.as('dpo'), await o.as('chair'), await o.as('teacher')]
  expect((await due()).filter((item) => item.incidentId === id).map(({ kind }) => kind)).toEqual(['entry'])
  expect((await erase()).status).toBe(204)
  await o.sql(`update register_entry set wrapped_key = '\\x01', erased_at = null where incident_id = $1`, [id])
  await replayErasures(o.deps)
  expect((await rows('register_entry', id))[0]).toMatchObject({ wrapped_key: null })
})

it('counts with the own term of the board, which the chair changes for what is confirmed from then on', async () => {
  expect(await codeOf(teacher!.put('/register/term', { organisationId: demoBoard.organisationId, years: 4 }))).toBe('access.denied')
  expect((await chair!.put('/register/term', { organisationId: demoBoard.organisationId, years: 4 })).status).toBe(200)
  expect((await chair!.put('/register/term', { organisationId: demoBoard.organisationId, years: 0 })).status).toBe(422)
  const id = await aReport()
  await decided(id, 'breach', 'incidentOnly')
  await close(id)
  expect((await view(id)).proposed).toMatchObject({ outcome: 'boardTerm', keptUntil: yearsAfter(o.now(), 4) })
})
