import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { boardTraining } from '../../api/training/board-training.ts'
import { amsterdamDay, between, days, type Instant } from '../../shared/instant.ts'
import { inHolidays, isWeekend } from '../../shared/training/holidays.ts'
import { modules } from '../../shared/training/modules.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import { alarmHouse, board, type AlarmHouse } from '../support/alarm-house.ts'
import { closeIncident, idsThrowing, largerBoard } from '../support/learning.ts'

const { organisationId } = board
let h: AlarmHouse
beforeAll(async () => void (h = await alarmHouse({ at: '2026-09-07T07:00:00.000Z', board: largerBoard() })))
afterAll(() => h.close())

/** A day passes, and somebody may be reminded. */
const nextDay = () => h.advance(days(1))
/** Day after day until it is so, two months at most. */
async function until(isSo: () => boolean | Promise<boolean>) {
  for (let n = 0; n < 60 && !(await isSo()); n++) await nextDay()
}
const offered = () => h.deps.db.inBoard(board, async (tx) => (await boardTraining(tx, h.now())).offered)

const teacher = () => h.as('teacher')

/** The teacher gets one question wrong, and never practises it. */
async function startsLearning() {
  const [module, question] = [modules[0]!, modules[0]!.questions.find(({ roles }) => roles === 'all')!]
  const answer = { moduleId: module.id, moduleVersion: module.version, questionId: question.id, optionId: question.options.find(({ right }) => !right)!.id }
  const answers = [{ ...answer, id: v7(), role: 'teacher', practice: false, answeredAt: h.now() }]
  expect((await (await teacher()).patch('/training/mine', { organisationId, role: 'teacher' })).status).toBe(200)
  expect((await (await teacher()).post('/training/answers', { organisationId, sentAt: h.now(), answers })).status).toBe(200)
}
const switches = async (nudges: boolean) => expect((await (await teacher()).patch('/training/mine', { organisationId, nudges })).status).toBe(200)

it('reminds once a week through the autumn, keeps quiet in the holidays, and stops when asked to', async () => {
  const phone = await h.device('teacher')
  await startsLearning()
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
  await switches(false)
  for (let n = 0; n < 8; n++) await day()
  expect(at.length).toBe(7)
  expect(h.mailsTo('teacher')).toEqual([])
})

it('offers the module some weeks after a stick was lost, to everyone and with the same words, and never after what was discreet', async () => {
  const [stick, hacked] = [await h.report(), await h.report({ kind: 'accountCompromised' })]
  await switches(true)
  // Nothing comes back any more, so that only the offer is left to remind of.
  await h.sql('delete from training_card')
  await h.sql('delete from training_answer')
  const phone = await h.device('teacher')
  // Both are dealt with, so that no alarm keeps reminders waiting.
  await h.sql('delete from alarm_due')
  // One in three is made: this is one.
  h.deps.newId = idsThrowing('0')
  for (const { incidentId } of [stick, hacked]) await closeIncident(h, incidentId)
  h.deps.newId = () => v7()
  const closedAt = h.now()
  expect(await offered()).toEqual([])
  phone.received.length = 0
  await until(async () => (await offered()).length > 0)
  expect(await offered()).toEqual(['prevent-it'])
  expect([between(closedAt, h.now()) >= days(14), between(closedAt, h.now()) <= days(44)]).toEqual([true, true])
  await until(() => phone.received.length > 0)
  expect(phone.received[0]!.payload.notification).toMatchObject({ title: 'Twee minuten oefenen?', tag: 'practise' })
  await until(async () => (await offered()).length === 0)
  expect(between(closedAt, h.now())).toBeGreaterThan(days(27))
  for (let n = 0; n < 15; n++) await nextDay()
  expect(await offered()).toEqual([])
})
