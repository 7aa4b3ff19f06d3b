import { afterEach, beforeEach, expect, it } from 'vitest'
import { minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'
import { personOf } from '../../support/fence-house.ts'

let h: AlarmHouse
beforeEach(async () => void (h = await alarmHouse()))
afterEach(() => h.close())

const recuse = async (incidentId: string) =>
  (await (await h.as('chair')).post(`/incidents/${incidentId}/recusals`, { personId: personOf('dpo'), reason: 'Het gaat over hem.' })).status

it('reaches neither phone nor mailbox of whoever it is not for, while the badge of the others counts it', async () => {
  const [dpo, handler] = [await h.device('dpo'), await h.device('handler')]
  await h.report()
  const { number } = await h.report({ notTo: ['dpo'] })
  await h.advance(minutes(15))
  await h.advance(minutes(50))
  const said = JSON.stringify([dpo.received, h.mailsTo('dpo')])
  expect(said).not.toContain(number)
  expect(new Set(dpo.received.map(({ payload }) => payload.notification.app_badge))).toEqual(new Set(['1']))
  expect(handler.received.some(({ payload }) => payload.notification.app_badge === '2' && payload.notification.title.includes(number))).toBe(true)
  expect(h.mailsTo('handler').some(({ subject }) => subject?.includes(number))).toBe(true)
})

it('leaves what one of his devices got as it is, and does not try the others any more', async () => {
  const [phone, tablet] = [await h.device('dpo'), await h.device('dpo')]
  tablet.answerWith(503)
  const { incidentId } = await h.report()
  await h.engine.tick()
  expect(await recuse(incidentId)).toBe(200)
  tablet.answerWith(201)
  await h.advance(minutes(1))
  const push = (await h.deliveries('dpo')).find(({ channel }) => channel === 'push')
  expect([push?.state, phone.received.length, tablet.received.length]).toEqual(['sent', 1, 0])
})

it('drops at the last moment what was planned before he was kept away, or before it was no longer for his role', async () => {
  const dpo = await h.device('dpo')
  const [one, two] = [await h.report(), await h.report()]
  await h.sql(`update incident set recused = array[$1::uuid] where id = $2`, [personOf('dpo'), one.incidentId])
  await h.sql(`update incident set audience = '{chair,handler}' where id = $1`, [two.incidentId])
  await h.engine.tick()
  expect([dpo.received, h.mailsTo('dpo')]).toEqual([[], []])
  expect((await h.deliveries('dpo')).map(({ state, answer }) => `${state} ${answer}`).toSorted()).toEqual([
    ...['skipped noLongerInRole', 'skipped noLongerInRole', 'skipped recused', 'skipped recused'],
  ])
})
