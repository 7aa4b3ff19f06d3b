import { between, days, hours, minutes, plus, type Instant } from '../instant.ts'
import type { DeadlineRules } from './rules.ts'

/** The moment the term ends: elapsed time on UTC, whatever weekends and clock changes say. Source: AVG 33(1). */
export const deadlineOf = (awareAt: Instant, rules: DeadlineRules): Instant => plus(awareAt, hours(rules.termHours))

/**
 * First full hour after awareAt plus the term, a note beside the deadline and never instead of it.
 * Source: Regulation 1182/71 art. 3(1), the hour of the event does not count; art. 3(5) is left out on purpose.
 */
export function legalEndOf(awareAt: Instant, rules: DeadlineRules): Instant {
  const deadlineAt = deadlineOf(awareAt, rules)
  // Amsterdam is whole hours from UTC, so a full hour there is a full hour here.
  return plus(deadlineAt, hours(1) - (Date.parse(deadlineAt) % hours(1)))
}

export interface Stage {
  readonly name: 'onTime' | 'hurry' | 'late'
  /** Rounded down and never negative; for `late` it is how long past. */
  readonly left: { readonly days: number; readonly hours: number; readonly minutes: number }
  /** Milliseconds, negative when late. */
  readonly leftMs: number
}

/**
 * How a deadline stands: `hurry` from exactly 24 hours before, `late` only after it,
 * since what is filed at the deadline itself is in time (protocol.md 7).
 */
export function stageAt(now: Instant, deadlineAt: Instant): Stage {
  const leftMs = between(now, deadlineAt)
  const name = leftMs < 0 ? 'late' : leftMs <= hours(24) ? 'hurry' : 'onTime'
  return { name, left: split(Math.abs(leftMs)), leftMs }
}

const split = (ms: number) => ({
  days: Math.floor(ms / days(1)),
  hours: Math.floor((ms % days(1)) / hours(1)),
  minutes: Math.floor((ms % hours(1)) / minutes(1)),
})

/** Stable for ever: the ledger's unique rows (subject, stage) are made of these. */
export type ReminderStageId = `before-${number}h` | 'at' | `after-${number}h`

/** Hours from the deadline for the stages that come once; after the last one they repeat. Source: clock.md "Alarms". */
export const reminderStages = [
  { id: 'before-48h', afterHours: -48 },
  { id: 'before-24h', afterHours: -24 },
  { id: 'before-12h', afterHours: -12 },
  { id: 'before-6h', afterHours: -6 },
  { id: 'before-3h', afterHours: -3 },
  { id: 'before-1h', afterHours: -1 },
  { id: 'at', afterHours: 0 },
] as const satisfies readonly { id: ReminderStageId; afterHours: number }[]

/** After the deadline a reminder falls due every so many hours, without end. */
export const reminderRepeatHours = 12

export interface DueStage {
  readonly id: ReminderStageId
  readonly at: Instant
}

/**
 * The stages of a case that fell due after `from` and up to and including `to`, oldest first; none when `to` is not later.
 * Start `from` at the opening of the case and leave out what the ledger has: then an outage or a moved deadline skips nothing.
 */
export function dueBetween(from: Instant, to: Instant, { deadlineAt }: { deadlineAt: Instant }): DueStage[] {
  const [start, end] = [between(deadlineAt, from), between(deadlineAt, to)]
  return [...reminderStages, ...repeatsBetween(start, end)]
    .filter(({ afterHours }) => hours(afterHours) > start && hours(afterHours) <= end)
    .map(({ id, afterHours }) => ({ id, at: plus(deadlineAt, hours(afterHours)) }))
}

function repeatsBetween(start: number, end: number) {
  const repeats: { id: ReminderStageId; afterHours: number }[] = []
  const every = hours(reminderRepeatHours)
  for (let n = Math.max(1, Math.floor(start / every)); n * every <= end; n += 1) {
    const afterHours = n * reminderRepeatHours
    repeats.push({ id: `after-${afterHours}h`, afterHours })
  }
  return repeats
}
