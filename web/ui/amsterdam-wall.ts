import { amsterdamDay, amsterdamMidnight, hours, minutes, plus, readDay, type Instant } from '../../shared/instant.ts'

const wallClock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A moment as its day and hour on a wall in Amsterdam, for in two inputs. */
export const wallOf = (instant: Instant) => ({ day: amsterdamDay(instant), hour: wallClock.format(new Date(instant)) })

/**
 * The instant of a day and hour read off a wall in Amsterdam. In the hour that comes twice, the first of the two; undefined
 * for what is no day or hour, and for the hour that is skipped in spring.
 */
export function instantOfWall(day: string, hour: string): Instant | undefined {
  const [, h, m] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(hour) ?? []
  if (readDay(day) === undefined || h === undefined || m === undefined) return undefined
  const elapsed = plus(amsterdamMidnight(day), hours(Number(h)) + minutes(Number(m)))
  // On the two days of the year that are not 24 hours long the wall is an hour off from what has elapsed.
  return [plus(elapsed, -hours(1)), elapsed, plus(elapsed, hours(1))].find((at) => wallOf(at).day === day && wallOf(at).hour === hour)
}
