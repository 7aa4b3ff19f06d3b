import { amsterdamDay, amsterdamMidnight, days, hours, plus, type Instant } from '../instant.ts'

/** A day so many days later, YYYY-MM-DD. */
const dayAfter = (day: string, count: number): string => plus(`${day}T00:00:00.000Z`, days(count)).slice(0, 10)
/** 0: Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7

/** The school year a moment falls in, by the calendar year in which it began, and when that was (1 August, Amsterdam). */
export function schoolYearAt(now: Instant): { year: number; from: Instant } {
  const day = amsterdamDay(now)
  const year = Number(day.slice(0, 4)) - (day.slice(5) < '08-01' ? 1 : 0)
  return { year, from: amsterdamMidnight(`${year}-08-01`) }
}

/** Since when figures of this week are due, and when the next ones are: Mondays at three at night, Amsterdam. */
export function figuresDue(now: Instant): { since: Instant; next: Instant } {
  const day = amsterdamDay(plus(now, -hours(3)))
  const monday = dayAfter(day, -weekdayOf(day))
  return { since: plus(amsterdamMidnight(monday), hours(3)), next: plus(amsterdamMidnight(dayAfter(monday, 7)), hours(3)) }
}

/**
 * The last four weeks that are over, counted from the first Monday of the school year; none of them runs on into the next year.
 * `until` is the first day after. Null: none is over yet.
 */
export function lastPeriod(now: Instant): { from: Instant; to: Instant; until: string } | null {
  const { year } = schoolYearAt(now)
  const august = `${year}-08-01`
  const first = dayAfter(august, (7 - weekdayOf(august)) % 7)
  for (let until = dayAfter(first, 13 * 28); until > first; until = dayAfter(until, -28)) {
    const to = amsterdamMidnight(until)
    if (to <= now && until <= `${year + 1}-08-01`) return { from: amsterdamMidnight(dayAfter(until, -28)), to, until }
  }
  return null
}

/** The last quarter that is over, by the calendar in Amsterdam: `2026-Q3`. */
export function lastQuarter(now: Instant): { name: string; from: Instant; to: Instant } {
  const day = amsterdamDay(now)
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3)
  const year = Number(day.slice(0, 4))
  const [lastYear, last] = quarter === 1 ? [year - 1, 4] : [year, quarter - 1]
  return { name: `${lastYear}-Q${last}`, from: startOf(lastYear, last), to: startOf(year, quarter) }
}

const startOf = (year: number, quarter: number): Instant => amsterdamMidnight(`${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`)
