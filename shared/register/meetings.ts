import { amsterdamDay, days, plus, type Instant } from '../instant.ts'

/** What comes back every year at a board: the team looks back on what was notified, the protocol is evaluated, the officer reports (protocol 11). */
export const meetingKinds = ['halfYear', 'evaluation', 'yearReport'] as const
export type MeetingKind = (typeof meetingKinds)[number]

/** `from` and `until` are days in Amsterdam, `until` exclusive; `dueOn`: by when it should have been held. */
export interface Expected {
  readonly kind: MeetingKind
  /** '2026-1' of a half year, '2026' of a whole one */
  readonly period: string
  readonly from: string
  readonly until: string
  readonly dueOn: string
}

/** How long ahead of its day it shows. */
const ahead = days(60)

const ofYear = (year: number): Expected[] => [
  { kind: 'halfYear', period: `${year}-1`, from: `${year}-01-01`, until: `${year}-07-01`, dueOn: `${year}-07-31` },
  { kind: 'halfYear', period: `${year}-2`, from: `${year}-07-01`, until: `${year + 1}-01-01`, dueOn: `${year + 1}-01-31` },
  { kind: 'evaluation', period: `${year}`, from: `${year}-01-01`, until: `${year + 1}-01-01`, dueOn: `${year + 1}-01-31` },
  { kind: 'yearReport', period: `${year}`, from: `${year}-01-01`, until: `${year + 1}-01-01`, dueOn: `${year + 1}-03-01` },
]

/** One of them by its name; undefined where there is no such period. */
export function expectedOf(kind: string, period: string): Expected | undefined {
  const year = Number(/^(\d{4})(-[12])?$/.exec(period)?.[1] ?? NaN)
  return Number.isNaN(year) ? undefined : ofYear(year).find((one) => one.kind === kind && one.period === period)
}

/** What a board should have held by now, or within sixty days, since it began with us; the oldest first. */
export function expectedUntil(began: Instant, now: Instant): Expected[] {
  const [first, last] = [Number(amsterdamDay(began).slice(0, 4)), Number(amsterdamDay(now).slice(0, 4))]
  const [beganOn, soon] = [amsterdamDay(began), amsterdamDay(plus(now, ahead))]
  const years = Array.from({ length: Math.max(0, last - first) + 1 }, (_, at) => first + at)
  return years
    .flatMap(ofYear)
    .filter(({ until, dueOn }) => until > beganOn && dueOn <= soon)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
}
