import * as v from 'valibot'
import { boardYears, retentionOutcomes } from './retention.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const outcome = v.picklist(retentionOutcomes)

/** How long a file is kept: what the table says, what people confirmed, and what holds it back. */
export const RetentionView = v.object({
  /** null while it is not closed: nothing is counted yet */
  proposed: v.nullable(v.object({ outcome, keptUntil: instant, rows: v.array(v.string()) })),
  confirmed: v.nullable(v.object({ outcome, keptUntil: instant, by: v.nullable(v.string()), at: instant, reviewAt: v.nullable(instant) })),
  hold: v.nullable(v.object({ id, reason: v.string(), until: instant, by: v.nullable(v.string()), at: instant })),
  reviews: v.array(v.object({ id, outcome: v.picklist(['stillNot', 'tell']), reason: v.string(), by: v.nullable(v.string()), at: instant })),
  may: v.object({ confirm: v.boolean(), hold: v.boolean(), review: v.boolean(), execute: v.boolean() }),
})
export type RetentionView = v.InferOutput<typeof RetentionView>

export const ConfirmRetention = v.strictObject({ outcome })
/** A hold ends by itself, so that nothing is kept for ever because somebody forgot. */
export const SetHold = v.strictObject({ until: instant, reason })
export const LiftHold = v.strictObject({ holdId: id })
export const ReviewTelling = v.strictObject({ outcome: v.picklist(['stillNot', 'tell']), reason })
export const ExecuteRetention = v.strictObject({ reason })

/** What of the register waits for somebody, soonest first. `number` where it is about one incident. */
export const dueKinds = ['confirm', 'retention', 'review', 'halfYear', 'evaluation', 'yearReport', 'entry'] as const
export const DueList = v.object({
  items: v.array(
    v.object({
      kind: v.picklist(dueKinds),
      organisationId: id,
      organisationName: v.string(),
      incidentId: v.nullable(id),
      number: v.nullable(v.string()),
      period: v.nullable(v.string()),
      dueAt: instant,
    }),
  ),
  ownYears: v.nullable(v.number()),
})
export type DueList = v.InferOutput<typeof DueList>

export const SetTerm = v.strictObject({ organisationId: id, years: v.pipe(v.number(), v.integer(), v.minValue(boardYears.least), v.maxValue(boardYears.most)) })
