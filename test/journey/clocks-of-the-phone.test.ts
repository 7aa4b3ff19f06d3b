import { afterEach, expect, it } from 'vitest'
import { days, hours, minutes, plus } from '../../shared/instant.ts'
import type { Report } from '../../shared/incident/report.ts'
import { office, type Office } from '../support/office.ts'
import { dossierOf, pocket, type Pocket } from '../support/pocket.ts'
import { write } from '../support/real-device.ts'

let o: Office
afterEach(() => o.drop())

async function offlinePhone(at: string, ahead = 0): Promise<Pocket> {
  o = await office({ at })
  return pocket(o, { ahead })
}

/** Sends what was written, whatever the session became meanwhile, and gives what the FG sees. */
async function sent(phone: Pocket, id: string) {
  await phone.signIn('teacher')
  await phone.tab.drain('start')
  const { awareAt, deadlineAt, reports } = await dossierOf(o, id)
  return { awareAt, deadlineAt, ...reports[0]! }
}

const monday = '2026-03-02T09:15:00.000Z'

it.each([days(2), -days(2)])('never refuses a report of a phone that is %d ms off, and counts from when it really was', async (ahead) => {
  const phone = await offlinePhone(monday, ahead)
  const { id } = await write(phone.tab)
  o.outage(hours(3))
  const seen = await sent(phone, id)
  expect(seen).toMatchObject({ awareAt: monday, deadlineAt: plus(monday, hours(72)), skewMs: -ahead, flags: ['clockOff'] })
  expect(seen.raw.discoveredAt).toBe(plus(monday, ahead))
})

it('lets the earlier moment count when the clock was two days fast and is put right while the report waits', async () => {
  const phone = await offlinePhone(monday, days(2))
  const { id } = await write(phone.tab, { draftSkewMs: -days(2) })
  phone.clock.ahead = 0
  o.outage(hours(3))
  const seen = await sent(phone, id)
  expect(seen.awareAt).toBe(monday)
  expect(seen.flags).toContain('skewChanged')
  expect(seen.receivedAt).toBe(plus(monday, hours(3)))
})

it('lets the earlier moment count, flagged, when the clock was two days slow and is put right while the report waits', async () => {
  const phone = await offlinePhone(monday, -days(2))
  const { id } = await write(phone.tab, { draftSkewMs: days(2) })
  phone.clock.ahead = 0
  o.outage(minutes(30))
  const seen = await sent(phone, id)
  expect(seen.awareAt).toBe(plus(monday, -days(2)))
  expect(seen.flags).toEqual(['skewChanged'])
})

it('keeps the first result when the clock changes between two sendings of the same report', async () => {
  const phone = await offlinePhone(monday)
  const { id } = await write(phone.tab)
  phone.line.writes = ['lostAfter']
  await phone.tab.drain('save')
  phone.clock.ahead = days(40)
  const seen = await sent(phone, id)
  expect(seen).toMatchObject({ awareAt: monday, flags: [], skewMs: 0 })
})

/** Written the evening before, sent the morning after: the hour that is skipped or repeated lies in between. */
const switches = [
  { to: 'summer', written: '2026-03-28T21:30:00.000Z', sentAfter: hours(12), yesterday: '2026-03-26T23:00:00.000Z', today: '2026-03-27T23:00:00.000Z' },
  { to: 'winter', written: '2026-10-24T21:30:00.000Z', sentAfter: hours(12), yesterday: '2026-10-22T22:00:00.000Z', today: '2026-10-23T22:00:00.000Z' },
] as const

it.each(switches)('counts 72 elapsed hours across the change to $to time, in a phone whose clock goes along', async ({ written, sentAfter }) => {
  const phone = await offlinePhone(written)
  const { id } = await write(phone.tab)
  o.outage(sentAfter)
  expect(await sent(phone, id)).toMatchObject({ awareAt: written, deadlineAt: plus(written, hours(72)), flags: [] })
})

it.each(switches)('flags the hour that a clock set by hand stays behind or ahead after the change to $to time, and counts the earlier', async (change) => {
  const phone = await offlinePhone(change.written)
  const { id } = await write(phone.tab, { draftSkewMs: 0 })
  // The hands were not moved: in summer the phone is an hour slow by now, in winter an hour fast.
  phone.clock.ahead = change.to === 'summer' ? -hours(1) : hours(1)
  o.outage(change.sentAfter)
  const seen = await sent(phone, id)
  expect(seen.flags).toEqual(['clockOff', 'skewChanged'])
  expect(seen.awareAt).toBe(change.to === 'summer' ? change.written : plus(change.written, -hours(1)))
})

it.each(switches)('reads "yesterday" and "today" without an hour as midnight in Amsterdam, also when $to time begins while it waits', async (change) => {
  const phone = await offlinePhone(change.written)
  const written: { id: string; at: string }[] = []
  for (const basis of ['yesterday', 'today'] as const) {
    const one = await write(phone.tab, { discoveredBasis: basis, discoveredAt: undefined } as unknown as Partial<Report>)
    written.push({ id: one.id, at: change[basis] })
  }
  o.outage(change.sentAfter)
  for (const { id, at } of written) {
    const seen = await sent(phone, id)
    expect(seen.awareAt).toBe(at)
    expect(seen.flags).toContain('withoutHour')
  }
})
