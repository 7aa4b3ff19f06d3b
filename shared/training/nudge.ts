import { aheadAtMost, amsterdamDay, amsterdamMidnight, amsterdamTime, between, days, hours, plus, type Instant } from '../instant.ts'
import { isSchoolDay } from './holidays.ts'
import type { HolidayRegion } from './training-settings.ts'

/** Why somebody is reminded, the most pressing first. The message says none of it. */
export type NudgeReason = 'yearlyDay' | 'renewal' | 'offer' | 'due'

/** What counts of one person at one board; module ids without those the board hides. */
export type NudgeFacts = {
  /** whether the board reminds anybody at all */
  boardNudges: boolean
  region: HolidayRegion | null
  /** switched off by himself */
  optedOut: boolean
  left: boolean
  /** at any board: somebody who works for two gets no two reminders */
  nudgedAt: Instant | null
  /** whether he ever began: who did not is only told of the board's yearly day */
  began: boolean
  /** questions that wait to be asked again */
  dueCards: number
  /** modules the board offers him, in any order */
  modules: readonly string[]
  /** modules on offer, and since when */
  offers: readonly { moduleId: string; fromAt: Instant }[]
  /** the newest of each module */
  completions: readonly { moduleId: string; completedAt: Instant; validUntil: Instant }[]
  /** the next yearly day, YYYY-MM-DD */
  dueOn: string | null
}

/** A week between two reminders, whatever they are for. */
export const betweenNudges = days(7)
const ahead = days(30)
const [firstTime, lastTime, lastHour] = ['08:00', '17:00', 17]

/** Whether somebody may be reminded at this moment: on a school day from 08:00 until 17:00 in Amsterdam. */
export function isNudgeTime(now: Instant, region: HolidayRegion | null): boolean {
  const time = amsterdamTime(now)
  return time >= firstTime && time < lastTime && isSchoolDay(amsterdamDay(now), region)
}

/** Milliseconds until 17:00 in Amsterdam, a minute at least: a phone that was off until the evening stays silent. */
export const nudgeLife = (now: Instant): number => Math.max(60_000, between(now, plus(amsterdamMidnight(amsterdamDay(now)), hours(lastHour))))

/** Whoever had a reminder after `since`, and not after `until`, gets none now: one from further ahead is of a clock that was wrong, and counts for nothing. */
export const nudgeWeek = (now: Instant) => ({ since: plus(now, -betweenNudges), until: plus(now, aheadAtMost) })
export type NudgeWeek = ReturnType<typeof nudgeWeek>

/** Whether this person gets a reminder now, and why; null: not now. */
export function nudgeFor(facts: NudgeFacts, now: Instant): NudgeReason | null {
  if (!facts.boardNudges || facts.optedOut || facts.left || !isNudgeTime(now, facts.region)) return null
  const { since, until } = nudgeWeek(now)
  if (facts.nudgedAt !== null && facts.nudgedAt > since && facts.nudgedAt <= until) return null
  if (missesYearlyDay(facts, now)) return 'yearlyDay'
  if (!facts.began) return null
  if (facts.completions.some((done) => facts.modules.includes(done.moduleId) && endsSoon(done.validUntil, now))) return 'renewal'
  if (facts.offers.some((offer) => facts.modules.includes(offer.moduleId) && !takenUp(facts, offer))) return 'offer'
  return facts.dueCards > 0 ? 'due' : null
}

const endsSoon = (at: Instant, now: Instant) => at > now && between(now, at) <= ahead

/** Within 30 days of the yearly day, with a module that he will not have valid on it. */
function missesYearlyDay({ dueOn, modules, completions }: NudgeFacts, now: Instant): boolean {
  if (dueOn === null || between(now, amsterdamMidnight(dueOn)) > ahead) return false
  const valid = (moduleId: string) => completions.some((done) => done.moduleId === moduleId && done.validUntil > amsterdamMidnight(dueOn))
  return modules.some((moduleId) => !valid(moduleId))
}

const takenUp = ({ completions }: NudgeFacts, { moduleId, fromAt }: NudgeFacts['offers'][number]) =>
  completions.some((done) => done.moduleId === moduleId && done.completedAt >= fromAt)
