import * as v from 'valibot'
import { reportKinds } from '../incident/report-lists.ts'
import { between, days, hours, type Instant } from '../instant.ts'

/** Who tells the people concerned, as it was agreed with a processor. */
export const communicators = ['board', 'processor', 'notAgreed'] as const
export type Communicator = (typeof communicators)[number]

/** How long the officer's look at what was agreed counts (protocol 7: every year). */
const tickLasts = days(365)

/** Whether the officer has to look at this one again: never looked at, or a year ago. One that ended never. */
export const tickOverdue = ({ tickedAt, endedAt }: { tickedAt: Instant | null; endedAt: Instant | null }, now: Instant): boolean =>
  endedAt === null && (tickedAt === null || between(tickedAt, now) >= tickLasts)

/** What it took a processor to tell, beside what was agreed (GDPR 33(2)). `late` is null where nothing was agreed; all is null where nobody knows when it knew. */
export type Took = { ms: number; late: boolean | null }
export function noticeTook(processorAwareAt: Instant | null, noticeReceivedAt: Instant, noticeHours: number | null): Took | null {
  if (processorAwareAt === null) return null
  const ms = between(processorAwareAt, noticeReceivedAt)
  return { ms, late: noticeHours === null ? null : ms > hours(noticeHours) }
}

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const id7 = v.pipe(v.string(), v.toLowerCase(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
const instant = v.pipe(v.string(), v.isoTimestamp())
const words = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))
const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max))

/** As many files as one notice opens at once. */
export const openAtMost = 25

/** `revision`: the one it was read at, 0 for a new one. */
export const SaveProcessor = v.strictObject({
  organisationId: id,
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  name: words(120),
  product: text(120),
  contact: text(1000),
  noticeHours: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(720))),
  communicates: v.picklist(communicators),
  documented: v.boolean(),
})
export type SaveProcessor = v.InferOutput<typeof SaveProcessor>

export const ProcessorView = v.object({
  id,
  revision: v.number(),
  name: v.string(),
  product: v.string(),
  contact: v.string(),
  noticeHours: v.nullable(v.number()),
  communicates: v.picklist(communicators),
  documented: v.boolean(),
  tickedAt: v.nullable(instant),
  tickedBy: v.nullable(v.string()),
  overdue: v.boolean(),
  endedAt: v.nullable(instant),
})
export type ProcessorView = v.InferOutput<typeof ProcessorView>

/** `id`: of the report this makes, made by the sender, so that sending it twice makes nothing twice. */
const OpenItem = v.strictObject({
  id: id7,
  organisationId: id,
  processorId: id,
  noticeReceivedAt: instant,
  processorAwareAt: v.optional(v.nullable(instant)),
  kind: v.picklist(reportKinds),
  text: words(4000),
})
export type OpenItem = v.InferOutput<typeof OpenItem>
export const OpenAtBoards = v.strictObject({
  items: v.pipe(
    v.array(OpenItem),
    v.minLength(1),
    v.maxLength(openAtMost),
    v.check((items) => new Set(items.map((item) => item.id)).size === items.length),
  ),
})

/** What became of it at each board: one that failed undoes none of the others. */
export const OpenedAt = v.object({
  id,
  organisationId: id,
  status: v.picklist(['opened', 'repeated', 'refused']),
  incidentId: v.nullable(v.string()),
  number: v.nullable(v.string()),
  /** why it was refused, by its code */
  code: v.nullable(v.string()),
  /** the same in words */
  detail: v.nullable(v.string()),
})
export type OpenedAt = v.InferOutput<typeof OpenedAt>
export const OpenedAtBoards = v.object({ items: v.array(OpenedAt) })

/** `insteadOf`: the one that was noted by mistake. */
export const SetProcessor = v.strictObject({
  processorId: id,
  noticeReceivedAt: instant,
  processorAwareAt: v.optional(v.nullable(instant)),
  note: v.optional(v.nullable(text(2000))),
  insteadOf: v.optional(id),
})
export type SetProcessor = v.InferOutput<typeof SetProcessor>

/** `clock`: whether the 72 hours start there now, wait for the chair, or start where they did. */
export const ProcessorSet = v.object({ clock: v.picklist(['inForce', 'proposed', 'unchanged']), awareAt: v.string(), deadlineAt: v.string() })
export type ProcessorSet = v.InferOutput<typeof ProcessorSet>

export const IncidentProcessor = v.object({
  processorId: id,
  name: v.string(),
  product: v.string(),
  noticeHours: v.nullable(v.number()),
  communicates: v.picklist(communicators),
  noticeReceivedAt: instant,
  processorAwareAt: v.nullable(instant),
  note: v.nullable(v.string()),
  /** what telling took, in milliseconds, and whether that was later than agreed */
  took: v.nullable(v.object({ ms: v.number(), late: v.nullable(v.boolean()) })),
})
export type IncidentProcessor = v.InferOutput<typeof IncidentProcessor>
