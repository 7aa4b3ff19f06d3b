import { afterEach, expect, it, vi } from 'vitest'
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

it('the next handful of mail follows the last at once, without a cycle in between', async () => {
  let sent = 0
  const mail = {
    send: () => {
      sent += 1
      return Promise.resolve({ answer: 'smtp 250' })
    },
    close: () => undefined,
  }
  h = await alarmHouse({ mail })
  for (let count = 0; count < 20; count++) await h.report()
  const waiting = (await h.deliveries()).filter(({ channel, state }) => channel === 'mail' && state === 'queued').length
  expect(waiting).toBeGreaterThan(48)
  let beats = 0
  const stop = h.engine.run((_, work) => {
    if (beats++ === 0) queueMicrotask(work)
    return () => {}
  })
  await vi.waitFor(() => expect(sent).toBe(waiting), { timeout: 5_000, interval: 20 })
  await stop()
  expect((await h.deliveries()).filter(({ state }) => state === 'queued')).toEqual([])
})
