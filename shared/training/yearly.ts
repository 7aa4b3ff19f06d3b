import { amsterdamDay, readDay, type Instant } from '../instant.ts'

/** Whether MM-DD is a day of every year: 29 February and 31 April are not. */
export const isYearlyDay = (monthDay: string): boolean => readDay(`2027-${monthDay}`) !== undefined

/** The next time this MM-DD comes, as YYYY-MM-DD in Amsterdam; today counts. Null where there is no such day. */
export function nextDueOn(monthDay: string | null, now: Instant): string | null {
  if (monthDay === null || !isYearlyDay(monthDay)) return null
  const today = amsterdamDay(now)
  const year = Number(today.slice(0, 4))
  const thisYear = `${year}-${monthDay}`
  return thisYear >= today ? thisYear : `${year + 1}-${monthDay}`
}
