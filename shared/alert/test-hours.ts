import { amsterdamDay, amsterdamMidnight, between, hours, type Instant } from '../instant.ts'

const [firstHour, lastHour] = [10, 16]
/** 1 January 1970 was a Thursday. */
const weekday = (day: string) => (Math.floor(Date.parse(day) / hours(24)) + 4) % 7

/** Whether a test may sound now: a weekday between 10:00 and 16:00 in Amsterdam, when nobody is woken by it. */
export function isTestHour(now: Instant): boolean {
  const day = amsterdamDay(now)
  const since = between(amsterdamMidnight(day), now)
  return weekday(day) % 6 !== 0 && since >= hours(firstHour) && since < hours(lastHour)
}
