import { amsterdamDay, amsterdamMidnight, hours, minutes, plus, previousDay, readDay, type Instant } from '../../shared/instant.ts'

const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/**
 * The instants at which Amsterdam's clocks showed this hour ('16:05') on this day ('2026-03-02'): two of an hour that came twice. One that
 * was skipped is read as if nobody had set them forward. None when either cannot be read.
 */
export function amsterdamMoments(day: string, hour: string): Instant[] {
  const [, h, m] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(hour) ?? []
  if (readDay(day) === undefined || h === undefined || m === undefined) return []
  const elapsed = hours(Number(h)) + minutes(Number(m))
  const midnight = amsterdamMidnight(day)
  // On two days a year the hours after midnight are not those on the wall.
  const shows = [-hours(1), 0, hours(1)]
    .map((ms) => plus(midnight, elapsed + ms))
    .filter((at) => wall.format(new Date(at)) === `${h}:${m}` && amsterdamDay(at) === day)
  return shows.length > 0 ? shows : [plus(midnight, elapsed)]
}

/** The first of them. */
export const amsterdamAt = (day: string, hour: string): Instant | undefined => amsterdamMoments(day, hour)[0]

/** Today and yesterday by Amsterdam's calendar. */
export const daysAround = (now: Instant) => ({ today: amsterdamDay(now), yesterday: previousDay(amsterdamDay(now)) })
