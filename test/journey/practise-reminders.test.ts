import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { learner, trainingCard } from '../../api/db/schema.ts'
import { boardTraining } from '../../api/training/board-training.ts'
import { amsterdamDay, between, days, hours, plus, type Instant } from '../../shared/instant.ts'
import { inHolidays, isWeekend } from '../../shared/training/holidays.ts'
import { modules } from '../../shared/training/modules.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import { afterAnswer } from '../../shared/training/schedule.ts'
import { alarmHouse, board, type AlarmHouse } from '../support/alarm-house.ts'
import { closeIncident, largerBoard, personIdOf } from '../support/learning.ts'

const { organisationId } = board
let h: AlarmHouse
beforeAll(async () => void (h = await alarmHouse({ at: '2026-09-07T07:00:00.000Z', board: largerBoard() })))
afterAll(() => h.close())

/** A day passes, and somebody may be reminded. */
const nextDay = () => h.advance(days(1))
const offered = () => h.deps.db.inBoard(board, async (tx) => (await boardTraining(tx, h.now())).offered)

/** The teacher got a question wrong in August, and never practised since. */
async function startsLearning(): Promise<string> {
  const [id, question] = [v7(), modules[0]!.questions.find(({ roles }) => roles === 'all')!]
  await h.deps.db.inBoard(board, async (tx) => {
    await tx.sql.insert(learner).values({ organisationId, id, personId: personIdOf('teacher'), role: 'teacher', createdAt: h.now() })
    const card = afterAnswer(undefined, false, plus(h.now(), -days(20)))
    await tx.sql.insert(trainingCard).values({ organisationId, learnerId: id, questionId: question.id, card })
  })
  return id
}

it('reminds once a week through the autumn, keeps quiet in the holidays, and stops when asked to', async () => {
  const phone = await h.device('teacher')
  const id = await startsLearning()
  await (await h.as('chair')).put('/training/settings', { organisationId, settings: { ...defaultTraining, region: 'north' } })
  const at: Instant[] = []
  const day = async () => {
    const before = phone.received.length
    await nextDay()
    if (phone.received.length > before) at.push(h.now())
  }
  while (h.now() < '2026-10-31T00:00:00.000Z') await day()
  const gaps = at.slice(1).map((next, n) => Math.round(between(at[n]!, next) / days(1)))
  expect(Math.min(...gaps)).toBe(7)
  expect(at.length).toBe(7)
  for (const one of at) expect([isWeekend(amsterdamDay(one)), inHolidays(amsterdamDay(one), 'north')]).toEqual([false, false])
  expect(at.map(amsterdamDay).filter((one) => one > '2026-10-09' && one < '2026-10-19')).toEqual([])
  await h.sql('update learner set nudges = false where id = $1', [id])
  for (let n = 0; n < 15; n++) await day()
  expect(at.length).toBe(7)
  expect(h.mailsTo('teacher')).toEqual([])
})

it('offers the module some weeks after a stick was lost, to everyone and with the same words, and never after what was discreet', async () => {
  const [stick, hacked] = [await h.report(), await h.report({ kind: 'accountCompromised' })]
  await h.sql(`update learner set nudges = true, nudged_at = null`)
  await h.sql('delete from training_card')
  const phone = await h.device('teacher')
  // Both are dealt with, so that no alarm keeps reminders waiting.
  await h.sql('delete from alarm_due')
  for (const { incidentId } of [stick, hacked]) await closeIncident(h, incidentId)
  const closedAt = h.now()
  expect(await offered()).toEqual([])
  phone.received.length = 0
  while ((await offered()).length === 0) await nextDay()
  expect(await offered()).toEqual(['prevent-it'])
  expect([between(closedAt, h.now()) >= days(14), between(closedAt, h.now()) <= days(44)]).toEqual([true, true])
  await h.advance(hours(1))
  while (phone.received.length === 0) await nextDay()
  expect(phone.received[0]!.payload.notification).toMatchObject({ title: 'Twee minuten oefenen?', tag: 'practise' })
  while ((await offered()).length > 0) await nextDay()
  expect(between(closedAt, h.now())).toBeGreaterThan(days(27))
  for (let n = 0; n < 40; n++) await nextDay()
  expect(await offered()).toEqual([])
})
