import * as v from 'valibot'
import { isInstant } from '../instant.ts'
import { standsOutKinds } from './stands-out.ts'

/** What the auditor sees of the log: who, what, when and which number; never contents, never who reported. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const Fact = v.nullable(v.union([v.string(), v.number(), v.boolean()]))

/** Who reported is nobody's to see in the log: each row of a reporter bears this instead of a pseudonym. */
export const someReporter = 'reporter'
/** Signing in and the like of people who sit at no desk: the moment beside that of a report would tell. */
export const someEmployee = 'employee'

export const LogRow = v.object({
  /** of the row, for lists; it says nothing about how many rows there are */
  id: v.string(),
  at: instant,
  /** pseudonym; `reporter` for whoever reported, `employee` for the sign-ins of whoever sits at no desk, `elsewhere` for another board, `import` for the board's file, `retention` for what cuts the oldest rows, `handIn` for a report with the school's code */
  actor: v.string(),
  /** null for a reporter and an employee, and for who left more than a year ago */
  actorName: v.nullable(v.string()),
  /** the person it was done to, where that is somebody else */
  about: v.nullable(v.string()),
  aboutName: v.nullable(v.string()),
  type: v.string(),
  number: v.nullable(v.string()),
  /** false: it is so new that the chain does not hold it yet */
  linked: v.boolean(),
  facts: v.record(v.string(), Fact),
})
export type LogRow = v.InferOutput<typeof LogRow>

export const LogPage = v.object({
  items: v.array(LogRow),
  /** the reader's own rows in this period: counted, never shown, for nobody reviews his own */
  own: v.number(),
  nextCursor: v.nullable(v.string()),
})
export type LogPage = v.InferOutput<typeof LogPage>

/** What stands out in a period, the gravest kind first; the newest rows of each, at most fifty. */
export const StandsOut = v.object({
  items: v.array(v.object({ kind: v.picklist(standsOutKinds), count: v.number(), rows: v.array(LogRow) })),
  /** how many rows were looked at */
  rows: v.number(),
})
export type StandsOut = v.InferOutput<typeof StandsOut>

export const LogReview = v.object({
  id,
  at: instant,
  reviewer: v.string(),
  reviewerName: v.nullable(v.string()),
  mine: v.boolean(),
  from: instant,
  to: instant,
  /** both null for whoever did not make this review: it may tell of an incident he may not know of */
  findings: v.nullable(v.string()),
  counts: v.nullable(v.record(v.string(), v.number())),
  /** whose rows it did not cover: the reviewer's own */
  notCovered: v.array(v.string()),
})
export type LogReview = v.InferOutput<typeof LogReview>
export const LogReviews = v.object({ items: v.array(LogReview) })

/** As we write them, so that two of them compare. */
const moment = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text: string) => isInstant(text)),
)

export const WriteLogReview = v.strictObject({
  organisationId: id,
  from: moment,
  to: moment,
  findings: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(8000)),
})

/** When this auditor has to look again, for each of his boards. */
export const ReviewDue = v.object({
  organisationId: id,
  organisationName: v.string(),
  /** of the last review of this board by anyone */
  lastReviewAt: v.nullable(instant),
  dueAt: instant,
  due: v.boolean(),
  /** other auditors whose own rows nobody looked at for two months: it is this one's turn */
  turnFor: v.array(v.string()),
})
export type ReviewDue = v.InferOutput<typeof ReviewDue>
export const ReviewsDue = v.object({ items: v.array(ReviewDue) })
