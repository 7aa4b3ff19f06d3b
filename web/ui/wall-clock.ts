import { amsterdamDay, amsterdamMidnight, hours, minutes, plus, previousDay, readDay, type Instant } from '../../shared/instant.ts'

const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/**
 * The instant at which Amsterdam's clocks showed this hour ('16:05') on this day ('2026-03-02'). An hour that came twice is
 * the first; one that was skipped is read as if nobody had set them forward. Undefined when either cannot be read.
 */
export function amsterdamAt(day: string, hour: string): Instant | undefined {
  const [, h, m] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(hour) ?? []
  if (readDay(day) === undefined || h === undefined || m === undefined) return undefined
  const elapsed = hours(Number(h)) + minutes(Number(m))
  const midnight = amsterdamMidnight(day)
  // On two days a year the hours after midnight are not those on the wall.
  const shows = [-hours(1), 0, hours(1)]
    .map((ms) => plus(midnight, elapsed + ms))
    .find((at) => wall.format(new Date(at)) === `${h}:${m}` && amsterdamDay(at) === day)
  return shows ?? plus(midnight, elapsed)
}

/** Today and yesterday by Amsterdam's calendar. */
export const daysAround = (now: Instant) => ({ today: amsterdamDay(now), yesterday: previousDay(amsterdamDay(now)) })
