import { between, hours, latest, plus, type Instant } from '../instant.ts'
import { dueBetween, reminderRepeatHours, reminderStages, type ReminderStageId } from './deadline.ts'
import { noNeed, type callKinds, type DeadlineKind } from './kinds.ts'
import type { LadderChannel, LadderRole, LadderStep } from './ladder.ts'

/** A deadline as the engine watches it; `revision` counts how often it was moved. */
export type Watched = { readonly kind: DeadlineKind; readonly openedAt: Instant; readonly dueAt: Instant; readonly revision: number }

/** `course`: before, at and after it, without end; `once`: at its moment only. */
export const reminderCourses = {
  authority: { course: 'course', source: 'clock.md "Alarms"' },
  supplement: { course: 'course', source: 'clock.md "What stops it", protocol.md 7' },
  communication: { course: 'course', source: 'protocol.md 8' },
  promise: { course: 'course', source: 'protocol.md 8, 9' },
  postponement: { course: 'course', source: 'protocol.md 8' },
  authorityQuestion: { course: 'course', source: 'protocol.md 7' },
  retryFiling: { course: 'course', source: 'protocol.md 7' },
  callChair: { course: 'once', source: 'protocol.md 2' },
  callHeadOfIct: { course: 'once', source: 'protocol.md 2' },
  progress: { course: 'once', source: 'offline-and-push.md "Alarm engine"' },
} as const satisfies Record<DeadlineKind, { course: 'course' | 'once'; source: string }>

type Reminded = { readonly fromHours: number; readonly roles: readonly LadderRole[]; readonly channels: readonly LadderChannel[] }

/** Who hears of a term, and how, from so many hours from it on (negative: before); what holds adds up. Source: clock.md "Alarms". */
export const remindedFrom: readonly Reminded[] = [
  { fromHours: -Infinity, roles: ['dpo', 'handler'], channels: ['push', 'mail'] },
  { fromHours: -12, roles: ['chair'], channels: [] },
  { fromHours: -3, roles: [], channels: ['sms'] },
]

/** Who hears of a call that was not made: whom it was to, and those who should have called. Source: protocol.md 2. */
export const remindedOfCall = {
  callChair: { roles: ['chair', 'dpo', 'handler'], channels: ['push', 'mail', 'sms'] },
  callHeadOfIct: { roles: ['headOfIct', 'dpo', 'handler'], channels: ['push', 'mail', 'sms'] },
} as const satisfies Record<keyof typeof callKinds, Pick<LadderStep, 'roles' | 'channels'>>

/** One stage that fell due: `stage` is its name in the ledger. */
export type Reminder = { readonly id: ReminderStageId; readonly stage: string; readonly at: Instant }

/** A place that was moved has rows of its own in the ledger. Stable for ever. */
export const stageIn = (id: ReminderStageId, revision: number): string => (revision > 0 ? `${id}.${revision}` : id)

/** Every stage that fell due after the deadline was opened and up to `now`, oldest first; leave out what the ledger has, and nothing comes twice or is skipped. */
export function remindersUntil({ kind, openedAt, dueAt, revision }: Watched, now: Instant): Reminder[] {
  const { course } = reminderCourses[kind]
  const due = dueBetween(openedAt, now, { deadlineAt: dueAt }).filter(({ id }) => course === 'course' || id === 'at')
  return due.map(({ id, at }) => ({ id, at, stage: stageIn(id, revision) }))
}

/** When the next stage after this moment falls due; the end of time where none does. */
export function nextReminderAt({ kind, openedAt, dueAt }: Watched, after: Instant): Instant {
  const from = latest(openedAt, after)
  const past = between(dueAt, from)
  if (reminderCourses[kind].course === 'once') return past < 0 ? dueAt : noNeed
  const ahead = reminderStages.find(({ afterHours }) => hours(afterHours) > past)?.afterHours
  return plus(dueAt, hours(ahead ?? (Math.floor(past / hours(reminderRepeatHours)) + 1) * reminderRepeatHours))
}

/** When the engine looks again: at the first stage that fell due and is not in the ledger, else at the next one. */
export const watchedNextAt = (deadline: Watched, ledger: readonly string[], now: Instant): Instant =>
  remindersUntil(deadline, now).find(({ stage }) => !ledger.includes(stage))?.at ?? nextReminderAt(deadline, now)

/** Whom a stage reminds, as a ladder of one step. `progress` reminds nobody: it starts an alarm. */
export function remindedAt(kind: DeadlineKind, id: ReminderStageId): LadderStep {
  if (kind === 'callChair' || kind === 'callHeadOfIct') return { afterMinutes: 0, ...remindedOfCall[kind] }
  const holding = remindedFrom.filter(({ fromHours }) => hoursOf(id) >= fromHours)
  return { afterMinutes: 0, roles: holding.flatMap(({ roles }) => roles), channels: holding.flatMap(({ channels }) => channels) }
}

function hoursOf(id: ReminderStageId): number {
  const [, side, count = '0'] = /^(before|after)-(\d+)h$/.exec(id) ?? []
  return side === 'before' ? -Number(count) : Number(count)
}
