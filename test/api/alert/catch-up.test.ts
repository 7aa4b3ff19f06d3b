import { afterEach, expect, it } from 'vitest'
import { makeEngine } from '../../../api/alert/engine.ts'
import { minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'

let h: AlarmHouse
afterEach(() => h.close())

const overdue = async () => {
  const due = await h.sql(`select count(*)::int as count from alarm_due where kind = 'alarm' and next_at <= '${h.now()}'`)
  return Number(due[0]!['count'])
}

it('while much that was missed is rung, reports come in between, the engine beats, and what is rung already goes out', async () => {
  let waitingAtFirstMail = -1
  const mail = {
    send: async () => {
      if (waitingAtFirstMail < 0) waitingAtFirstMail = await overdue()
      return { answer: 'smtp 250' }
    },
    close: () => undefined,
  }
  h = await alarmHouse({ mail })
  for (let count = 0; count < 40; count++) {
    if (count % 10 === 9) h.outage(minutes(1))
    await h.report()
  }
  h.outage(minutes(20))
  const engine = makeEngine(h.deps)
  const catchingUp = engine.tick()
  await h.report()
  expect([await overdue(), engine.lastTickAt()]).toEqual([expect.toSatisfy((left: number) => left > 0 && left < 40), h.now()])
  h.outage(minutes(0.1))
  await catchingUp
  expect(waitingAtFirstMail).toBeGreaterThan(0)
  expect(await overdue()).toBe(0)
})
