import * as v from 'valibot'
import { meetingKinds } from './meetings.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const kind = v.picklist(meetingKinds)
const day = v.pipe(v.string(), v.isoDate())

/** What is talked about, made from the register when it is asked for. */
export const Agenda = v.object({
  incidents: v.number(),
  breaches: v.number(),
  notified: v.array(v.object({ incidentId: id, number: v.string(), filedAt: instant, inTime: v.nullable(v.picklist(['onTime', 'withinLegalEnd', 'late'])) })),
  told: v.number(),
  openMeasures: v.number(),
  lateMeasures: v.number(),
})
export type Agenda = v.InferOutput<typeof Agenda>

export const MeetingView = v.object({
  kind,
  period: v.string(),
  from: day,
  until: day,
  dueOn: day,
  startsAt: v.nullable(instant),
  heldAt: v.nullable(instant),
  /** who was there and what was said; null while it was not held */
  present: v.nullable(v.string()),
  report: v.nullable(v.string()),
  /** 0 while nobody planned it */
  revision: v.number(),
  agenda: Agenda,
})
export type MeetingView = v.InferOutput<typeof MeetingView>
export const MeetingList = v.object({ organisationId: id, items: v.array(MeetingView), may: v.object({ change: v.boolean(), makeReport: v.boolean() }) })
export type MeetingList = v.InferOutput<typeof MeetingList>

const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
export const PlanMeeting = v.strictObject({ organisationId: id, revision: v.number(), startsAt: instant })
export const HoldMeeting = v.strictObject({ organisationId: id, revision: v.number(), heldAt: instant, present: words(1000), report: words(20_000) })
export const YearReportAsked = v.strictObject({
  organisationId: id,
  year: v.pipe(v.string(), v.regex(/^20\d\d$/)),
  lang: v.picklist(['nl', 'en']),
  format: v.picklist(['pdf', 'docx']),
  /** the officer's own words; not kept: they stand in the report */
  advice: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(10_000))),
})
