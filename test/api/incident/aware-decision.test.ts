import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, plus } from '../../../shared/instant.ts'
import { termHouse, type TermHouse } from '../../support/term-house.ts'

let h: TermHouse
beforeAll(async () => void (h = await termHouse()))
afterAll(() => h.drop())

/** A report of now, and a later moment that the dpo proposes for it. */
async function proposed(after = 1) {
  const made = await h.report()
  h.outage(hours(5))
  return { ...made, awareAt: await propose(made, after) }
}
async function propose({ incidentId, awareAt }: { incidentId: string; awareAt: string }, after: number): Promise<string> {
  const later = plus(awareAt, hours(after))
  const put = await h.send('dpo', 'PUT', `/incidents/${incidentId}/aware-at`, { awareAt: later, reason: h.reason })
  expect(put.body).toMatchObject({ status: 'proposed' })
  return later
}
const decide = (incidentId: string, awareAt: string, accept = true) =>
  h.send('chair', 'POST', `/incidents/${incidentId}/aware-at/decision`, { awareAt, accept, reason: h.reason })

it('lets the chair agree only to the moment he saw, not to one that took its place', async () => {
  const made = await h.report()
  h.outage(hours(5))
  const [seen, newer] = [await propose(made, 1), await propose(made, 4)]
  for (const accept of [true, false]) expect((await decide(made.incidentId, seen, accept)).body).toMatchObject({ status: 409, code: 'incident.awareReplaced' })
  expect((await h.incident('dpo', made.incidentId)).awareAt).toBe(made.awareAt)
  expect((await decide(made.incidentId, newer)).body).toMatchObject({ status: 'inForce', awareAt: newer })
  expect((await decide(made.incidentId, newer)).body).toMatchObject({ code: 'incident.awareNeedsChair' })
})

it('has no second person where the first may not know of it any more, or is not known: it can only be refused', async () => {
  const kept = await proposed()
  await h.recuse('chair', kept.incidentId, 'dpo')
  expect((await decide(kept.incidentId, kept.awareAt)).body).toMatchObject({ status: 409, code: 'incident.awareNeedsChair' })
  expect((await decide(kept.incidentId, kept.awareAt, false)).status).toBe(200)
  const nobodys = await proposed()
  await h.sql(`update aware_moment set set_by = null where incident_id = $1 and status = 'proposed'`, [nobodys.incidentId])
  expect((await decide(nobodys.incidentId, nobodys.awareAt)).body).toMatchObject({ code: 'incident.awareNeedsChair' })
})

it('decides nothing on what is closed', async () => {
  const { incidentId, awareAt } = await proposed()
  await h.sql(`update incident set state = 'closed', closed_at = now() where id = $1`, [incidentId])
  expect((await decide(incidentId, awareAt)).body).toMatchObject({ status: 409, code: 'incident.closed' })
})
