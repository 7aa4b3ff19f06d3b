import * as v from 'valibot'
import { noticeFieldIds, noticeKinds } from './notice-fields.ts'
import { NoticeFieldsSchema } from './notice.ts'

/** What the team sees of the notification to the authority, and what it sends. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const name = v.nullable(v.string())
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const fileId = v.optional(id)

export const inTimes = ['onTime', 'withinLegalEnd', 'late'] as const

/** A version as it was filed; it never changes. */
export const NoticeVersion = v.object({
  id,
  kind: v.picklist(noticeKinds),
  fields: NoticeFieldsSchema,
  complete: v.boolean(),
  filedAt: instant,
  number: name,
  proofId: v.nullable(id),
  filedBy: name,
  savedAt: instant,
  /** null where no clock ran: a follow-up, a withdrawal, or one to be safe */
  inTime: v.nullable(v.picklist(inTimes)),
  /** it was taken back that this stopped the clock */
  retracted: v.boolean(),
})
export type NoticeVersion = v.InferOutput<typeof NoticeVersion>

export const NoticeDraft = v.object({
  id,
  kind: v.picklist(noticeKinds),
  revision: v.number(),
  fields: NoticeFieldsSchema,
  /** what the facts, decisions and measures say now, to set beside what is written */
  known: NoticeFieldsSchema,
  setBy: name,
  setAt: instant,
  missing: v.array(v.object({ field: v.picklist(noticeFieldIds), why: v.picklist(['empty', 'tooLong']) })),
})
export type NoticeDraft = v.InferOutput<typeof NoticeDraft>

export const AttemptView = v.object({ id, at: instant, note: name, fileId: v.nullable(id), setBy: name })
export type AttemptView = v.InferOutput<typeof AttemptView>

export const letterKinds = ['confirmation', 'question', 'order', 'decision', 'answer', 'other'] as const
export const LetterView = v.object({
  id,
  direction: v.picklist(['in', 'out']),
  kind: v.picklist(letterKinds),
  ordersTelling: v.boolean(),
  at: instant,
  text: v.string(),
  fileId: v.nullable(id),
  /** until when an answer is due; null: no term */
  dueAt: v.nullable(instant),
  /** when that term ended */
  dueEndedAt: v.nullable(instant),
  answers: v.nullable(id),
  setBy: name,
})
export type LetterView = v.InferOutput<typeof LetterView>

export const NoticesView = v.object({
  versions: v.array(NoticeVersion),
  draft: v.nullable(NoticeDraft),
  attempts: v.array(AttemptView),
  /** when to try again; null where nothing is waited for */
  retryAt: v.nullable(instant),
  letters: v.array(LetterView),
  /** what was decided about notifying; null: nothing yet */
  decided: v.nullable(v.string()),
  /** the 72 hours run */
  clockRuns: v.boolean(),
  deadlineAt: instant,
  /** why it is late, as the attempts tell it; null without any */
  reasons: name,
  may: v.object({ start: v.array(v.picklist(noticeKinds)), write: v.boolean(), file: v.boolean(), correspond: v.boolean() }),
})
export type NoticesView = v.InferOutput<typeof NoticesView>

export const StartNotice = v.strictObject({ kind: v.picklist(noticeKinds) })
export const SaveNotice = v.strictObject({ revision: v.pipe(v.number(), v.integer(), v.minValue(0)), fields: NoticeFieldsSchema })
/** The form was sent: number and time of the authority's receipt; reasons where that was after the deadline and no attempts tell them. */
export const FileNotice = v.strictObject({
  filedAt: instant,
  number: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  /** which draft was seen: another one is told that it changed meanwhile */
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  reason: v.optional(words),
  proofFileId: fileId,
})
export const AddAttempt = v.strictObject({ at: instant, note: v.optional(words), fileId })
export const AddLetter = v.strictObject({
  direction: v.picklist(['in', 'out']),
  kind: v.picklist(letterKinds),
  at: instant,
  text: words,
  fileId,
  dueAt: v.optional(instant),
  answers: v.optional(id),
  ordersTelling: v.optional(v.boolean()),
})
export const PaperAsked = v.object({ lang: v.picklist(['nl', 'en']) })
