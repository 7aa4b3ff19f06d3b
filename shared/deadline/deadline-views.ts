import * as v from 'valibot'
import { roles } from '../access/roles.ts'
import { deadlineKinds, plannedKinds } from './kinds.ts'

/** What the team sees of the terms on an incident, of what stopped the clock, and of who has it in hand. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const role = v.picklist(roles)

export const DeadlineView = v.object({
  id,
  kind: v.picklist(deadlineKinds),
  anchorAt: instant,
  dueAt: instant,
  openedAt: instant,
  /** what was said when it was planned or moved; null where nothing was, or it follows from what happened */
  note: v.nullable(v.string()),
  setBy: v.nullable(v.string()),
  endedAt: v.nullable(instant),
  endedBy: v.nullable(v.string()),
  /** code: what ended the 72 hours (kinds.ts), `done`, `decided`, `reached`, `notReached`, `acknowledged`, `recused`, `step`, `erased` */
  outcome: v.nullable(v.string()),
  /** when it is reminded of next; null where it ended */
  nextAt: v.nullable(instant),
})
export type DeadlineView = v.InferOutput<typeof DeadlineView>

/** What was filed. `notRequired` is of before the team decided that by votes (docs/decisions/0033); it stays to be read. */
export const OutcomeView = v.object({
  id,
  deadlineId: id,
  kind: v.picklist(['filed', 'notRequired']),
  status: v.picklist(['proposed', 'inForce', 'rejected', 'retracted']),
  filedAt: v.nullable(instant),
  inTime: v.nullable(v.picklist(['onTime', 'withinLegalEnd', 'late'])),
  /** of the authority's receipt */
  number: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  setBy: v.nullable(v.string()),
  setAt: instant,
  decidedBy: v.nullable(v.string()),
  decidedAt: v.nullable(instant),
  decision: v.nullable(v.string()),
  /** who took it back, when and why; null while it stands */
  retracted: v.optional(v.nullable(v.object({ by: v.nullable(v.string()), at: instant, reason: v.string() }))),
})
export type OutcomeView = v.InferOutput<typeof OutcomeView>

export const AcknowledgementView = v.object({ name: v.nullable(v.string()), role, at: instant })
export type AcknowledgementView = v.InferOutput<typeof AcknowledgementView>

export const CallView = v.object({ id, role, reached: v.boolean(), at: instant, by: v.nullable(v.string()), note: v.nullable(v.string()) })
export type CallView = v.InferOutput<typeof CallView>

/** A call that still has to be made, for whoever took it up: whom, by when, and the numbers. No contents, so a `device` session sees it. */
export const CallTask = v.object({
  deadlineId: id,
  role,
  dueAt: instant,
  people: v.array(v.object({ name: v.string(), phone: v.nullable(v.string()) })),
})
export type CallTask = v.InferOutput<typeof CallTask>

/** The form at the authority was sent: number and time of its receipt, and reasons where that was after the deadline (GDPR 33(1)). */
export const FileNotification = v.strictObject({
  filedAt: instant,
  number: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  reason: v.optional(reason),
})
export const RetractOutcome = v.strictObject({ reason })
/** A new fact, and when it was noticed (clock.md "A fact that re-opens"). */
export const ReopenIncident = v.strictObject({ noticedAt: instant, reason })
export const PlanDeadline = v.strictObject({ kind: v.picklist(plannedKinds), dueAt: instant, note: reason })
export const MoveDeadline = v.strictObject({ dueAt: instant, note: reason })
export const EndDeadline = v.strictObject({ note: v.optional(reason) })
export const RecordCall = v.strictObject({ role: v.picklist(['chair', 'headOfIct']), reached: v.boolean(), note: v.optional(reason) })
