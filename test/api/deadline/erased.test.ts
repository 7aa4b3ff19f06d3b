import { afterAll, beforeAll, expect, it } from 'vitest'
import { replayErasures } from '../../../api/register/replay-erasures.ts'
import { days, plus } from '../../../shared/instant.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

const sealedOrNamed = [
  ...['deadline note_sealed', 'deadline set_by', 'deadline ended_by', 'phone_call note_sealed', 'phone_call set_by', 'acknowledgement person_id'],
  ...['number_sealed', 'reason_sealed', 'decision_sealed', 'set_by', 'decided_by'].map((column) => `authority_outcome ${column}`),
]
const left = async (incidentId: string) => {
  const found: string[] = []
  for (const [table, column] of sealedOrNamed.map((one) => one.split(' ')))
    if ((await h.sql(`select 1 from ${table} where incident_id = $1 and ${column} is not null`, [incidentId])).length > 0) found.push(`${table} ${column}`)
  return found
}
const copyOf = async (table: string, incidentId: string) => h.sql<Record<string, unknown>>(`select * from ${table} where incident_id = $1`, [incidentId])

/** Something in every column that is sealed or names a person. */
async function fullOne() {
  const { incidentId } = await h.report()
  await h.post('handler', incidentId, 'acknowledge', {})
  const dueAt = plus(h.now(), days(3))
  const { deadlineId } = (await h.plan('dpo', incidentId, { kind: 'promise', dueAt })).body
  await h.plan('dpo', incidentId, { kind: 'communication', dueAt })
  await h.post('dpo', incidentId, `deadlines/${String(deadlineId)}/end`, {})
  await h.post('dpo', incidentId, 'calls', { role: 'chair', reached: true, note: h.reason })
  const { outcomeId } = (await h.file('dpo', incidentId, { reason: h.reason })).body
  await h.retract('dpo', incidentId, String(outcomeId))
  // As it was when one person proposed not to notify and another decided.
  await h.sql(`update authority_outcome set decided_by = $2 where id = $1`, [outcomeId, h.person('chair')])
  return incidentId
}

it('forgets the words, the receipt and the people with the rest; that it was filed or called stays as a figure, and again after an older back-up', async () => {
  const incidentId = await fullOne()
  expect((await left(incidentId)).toSorted()).toEqual(sealedOrNamed.toSorted())
  const before = { calls: (await copyOf('phone_call', incidentId)).length, outcomes: (await copyOf('authority_outcome', incidentId)).length }
  const [key] = await h.sql('select wrapped_key from incident where id = $1', [incidentId])
  const [note] = await h.sql(`select note_sealed from phone_call where incident_id = $1`, [incidentId])
  await h.sql(`update incident set state = 'closed', closed_at = $2 where id = $1`, [incidentId, h.now()])
  expect((await erase(incidentId)).status).toBe(204)
  expect(await left(incidentId)).toEqual([])
  expect({ calls: (await copyOf('phone_call', incidentId)).length, outcomes: (await copyOf('authority_outcome', incidentId)).length }).toEqual(before)
  expect(await h.sql('select 1 from deadline where incident_id = $1 and ended_at is null', [incidentId])).toEqual([])
  expect(await h.sql('select term_outcome from incident where id = $1', [incidentId])).toEqual([{ term_outcome: 'erased' }])
  expect((await h.row(incidentId)).needsAt).toBeNull()
  for (const answer of [await h.file('dpo', incidentId), await h.plan('dpo', incidentId, { kind: 'promise', dueAt: plus(h.now(), days(1)) })])
    expect(answer.body).toMatchObject({ code: 'incident.closed' })
  expect((await h.reopen('dpo', incidentId, h.now())).body).toMatchObject({ code: 'incident.erased' })

  // An older back-up has it whole, open and running.
  await h.sql(
    `update incident set wrapped_key = $2, erased_at = null, closed_at = null, state = 'acknowledged', term_ended_at = null, term_outcome = null where id = $1`,
    [incidentId, key!['wrapped_key']],
  )
  await h.sql(`update deadline set ended_at = null, outcome = null where incident_id = $1`, [incidentId])
  await h.sql(`update phone_call set note_sealed = $2, set_by = organisation_id where incident_id = $1`, [incidentId, note!['note_sealed']])
  await replayErasures(h.deps)
  expect(await left(incidentId)).toEqual([])
  expect(await h.sql('select 1 from deadline where incident_id = $1 and ended_at is null', [incidentId])).toEqual([])
})

async function erase(incidentId: string) {
  const { cookie } = await h.as('dpo', true)
  const headers = { cookie, 'content-type': 'application/json' }
  return h.request(`/api/v1/incidents/${incidentId}/erasure`, { method: 'POST', headers, body: JSON.stringify({ reason: h.reason }) })
}
