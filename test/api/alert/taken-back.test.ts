import { afterAll, beforeAll, expect, it } from 'vitest'
import { hours, minutes } from '../../../shared/instant.ts'
import { reminderHouse, type ReminderHouse } from '../../support/reminder-house.ts'

let h: ReminderHouse
beforeAll(async () => {
  h = await reminderHouse()
  // without a phone the mail is all there is
  delete h.deps.demoMessages
})
afterAll(() => h.close())

const reason = 'Verkeerde melding ingediend.'
const post = async (incidentId: string, path: string, body: Record<string, unknown>) => {
  const answer = await (await h.as('dpo')).post(`/incidents/${incidentId}/${path}`, body)
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}
const file = async (incidentId: string) => (await post(incidentId, 'filed', { filedAt: h.now(), number: 'AP-2026-0001' })).body['outcomeId']
const retract = (incidentId: string, outcomeId: string | undefined) => post(incidentId, `outcomes/${outcomeId}/retraction`, { reason })
const aboutTerm = (who: 'dpo' | 'handler', number: string) => h.subjects(who, number).filter((subject) => subject.includes('nog '))

it('reminds at once of a term that runs on, where its last reminder was still to be sent when it was stopped', async () => {
  const { incidentId, number } = await h.report()
  await h.engine.tick()
  await h.takesUp('handler', incidentId)
  await h.called(incidentId)
  await h.advance(hours(47))
  const before = { dpo: aboutTerm('dpo', number).length, handler: aboutTerm('handler', number).length }
  h.smtp.refuse(451)
  await h.advance(hours(1))
  const outcomeId = await file(incidentId)
  h.smtp.refuse(null)
  await h.advance(minutes(30))
  for (const who of ['dpo', 'handler'] as const) expect(aboutTerm(who, number)).toHaveLength(before[who])
  expect((await retract(incidentId, outcomeId)).status).toBe(200)
  for (let i = 0; i < 3; i++) await h.advance(minutes(2))
  for (const who of ['dpo', 'handler'] as const) {
    expect(aboutTerm(who, number)).toHaveLength(before[who] + 1)
    expect(aboutTerm(who, number).at(-1)).toContain('nog 23 uur')
  }
})

it('tells nobody twice who had heard it before the term was stopped', async () => {
  const { incidentId, number } = await h.report()
  await h.engine.tick()
  await h.takesUp('handler', incidentId)
  await h.called(incidentId)
  await h.advance(hours(48))
  const before = aboutTerm('dpo', number).length
  const outcomeId = await file(incidentId)
  expect((await retract(incidentId, outcomeId)).status).toBe(200)
  for (let i = 0; i < 3; i++) await h.advance(minutes(2))
  expect(aboutTerm('dpo', number)).toHaveLength(before)
})
