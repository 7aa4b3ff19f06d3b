import { v7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { makeEngine } from '../../../api/alert/engine.ts'
import { hours, minutes } from '../../../shared/instant.ts'
import { alarmHouse, type AlarmHouse } from '../../support/alarm-house.ts'
import { lostStick } from '../../support/office.ts'

let h: AlarmHouse
afterEach(() => h.close())

const reporters = ['teacher', 'chair', 'headOfIct'] as const

/** A mail server that takes mail for officer and handler, and answers everybody else with this code. */
async function picky(code: number) {
  const got: string[] = []
  const send = ({ to }: { to: string }) => {
    if (!/^(frits|hanna)@/.test(to)) return Promise.reject(new Error(`smtp ${code}`))
    got.push(to.slice(0, 5))
    return Promise.resolve({ answer: 'smtp 250' })
  }
  h = await alarmHouse({ mail: { send, close: () => undefined } })
  const handler = await h.as('handler')
  for (const who of reporters) {
    const id = v7()
    const answer = await (await h.as(who)).put(`/reports/${id}`, lostStick(h.now()), { 'device-now': h.now() })
    const { incidentId } = (await answer.json()) as { incidentId: string }
    await h.engine.tick()
    await handler.post(`/incidents/${incidentId}/acknowledge`)
  }
  for (const wait of [5_000, 30_000, minutes(2), minutes(5), minutes(15)]) await h.advance(wait)
  got.length = 0
  return got
}

it('addresses of reporters that nobody has keep no mail from the officer, and are given up', async () => {
  const got = await picky(550)
  const since = h.now()
  await h.report()
  await h.engine.tick()
  expect(got.toSorted()).toEqual(['frits', 'hanna'])
  await h.advance(minutes(15))
  const refused = (await h.deliveries()).filter(({ answer, createdAt }) => answer === 'smtp 550' && createdAt < since)
  expect(refused.length).toBeGreaterThanOrEqual(6)
  expect(refused.filter(({ state, attempts }) => state !== 'failed' || attempts < 3)).toEqual([])
})

it('mailboxes of reporters that are full keep the officer’s mail up for seconds at most', async () => {
  const got = await picky(452)
  await h.report()
  await h.engine.tick()
  await h.advance(5_000)
  expect(got).toContain('frits')
  expect((await h.deliveries('teacher')).some(({ state }) => state === 'queued')).toBe(true)
})

it('a server that refuses everybody for good is believed for three days, as one that is away', async () => {
  h = await alarmHouse()
  h.smtp.refuse(550, 'nobody today')
  await h.report()
  for (let hour = 0; hour < 4; hour++) await h.advance(hours(1))
  h.smtp.refuse(null)
  await h.advance(hours(1))
  expect(h.mailsTo('teacher')).toHaveLength(1)
})

it('after a restart the first mail that gets through brings along what waited', async () => {
  h = await alarmHouse()
  h.smtp.refuse(421, 'down')
  await h.report()
  for (let tries = 0; tries < 5; tries++) await h.advance(minutes(15))
  h.smtp.refuse(null)
  h.outage(minutes(1))
  await h.report()
  await makeEngine(h.deps).tick()
  expect(h.mailsTo('teacher')).toHaveLength(2)
})
