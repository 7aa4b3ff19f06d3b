import * as v from 'valibot'
import { teamRoles } from '../access/fence.ts'
import { AcknowledgementView, CallTask, CallView, DeadlineView, OutcomeView } from '../deadline/deadline-views.ts'
import { deadlineKinds, termOutcomes } from '../deadline/kinds.ts'
import { FenceView } from './fence-views.ts'
import { addressees, reportKinds } from './report.ts'
import { pathSteps, stepStates } from './path.ts'
import { incidentStates, reportStates } from './status.ts'

/** What each reader gets, never rows. The same schemas make the OpenAPI document. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const orNull = <T extends v.GenericSchema>(schema: T) => v.nullable(schema)

/** The answer to a report: the device compares `id` and `sha256` (of the exact request body) before it calls it received. */
export const Acknowledgement = v.object({
  id,
  sha256: v.string(),
  number: v.string(),
  receivedAt: instant,
  incidentId: id,
  awareAt: instant,
  deadlineAt: instant,
  state: v.picklist(reportStates),
})
export type Acknowledgement = v.InferOutput<typeof Acknowledgement>

export const MessageView = v.object({
  id,
  from: v.picklist(['reporter', 'team']),
  /** the team's member as the reporter may know him: his role; the reporter is never named here */
  authorRole: v.string(),
  mine: v.boolean(),
  text: v.string(),
  /** `discoveredAt`: a correction of a moment; `nothing`: "dit was toch niets" */
  corrects: orNull(v.string()),
  sentAt: instant,
  receivedAt: instant,
  readAt: orNull(instant),
})
export type MessageView = v.InferOutput<typeof MessageView>

export const ReportSummary = v.object({
  id,
  number: v.string(),
  kind: v.picklist(reportKinds),
  state: v.picklist(reportStates),
  reportedAt: instant,
  receivedAt: instant,
  readAt: orNull(instant),
  discreet: v.boolean(),
  unansweredQuestions: v.number(),
  /** of the newest message of either side; an answer and a new question leave the count as it was. Absent: an older server */
  lastMessageAt: v.optional(orNull(instant)),
})
export type ReportSummary = v.InferOutput<typeof ReportSummary>

const AttachmentView = v.object({ id, contentType: v.string(), bytes: v.number(), receivedAt: instant })

/** What the reporter sees of his own report. Discreet: the state only (story null, no messages), and the advice to phone. */
export const ReportForReporter = v.object({
  ...ReportSummary.entries,
  description: orNull(v.string()),
  /** for whom it is, as its reporter chose; absent: an older server, or it is discreet */
  addressee: v.optional(v.picklist(addressees)),
  notTo: v.optional(v.array(v.picklist(teamRoles))),
  discoveredAt: instant,
  attachments: v.array(AttachmentView),
  messages: v.array(MessageView),
  /** who of the team took it up, by role. Absent: an older server, or it is discreet */
  takenUp: v.optional(v.array(v.object({ role: v.string(), at: instant }))),
})
export type ReportForReporter = v.InferOutput<typeof ReportForReporter>

export const DeliveryView = v.object({
  id,
  channel: v.picklist(['push', 'mail', 'sms']),
  stage: v.string(),
  recipient: v.string(),
  recipientRole: v.string(),
  state: v.picklist(['queued', 'sent', 'failed', 'gone', 'skipped']),
  attempts: v.number(),
  /** code of why: `discreet`, `noDevice`, `http 410`, `smtp 451` */
  answer: orNull(v.string()),
  createdAt: instant,
  nextAttemptAt: orNull(instant),
  settledAt: orNull(instant),
  /** when the person opened the app by it. Absent: an older server */
  openedAt: v.optional(orNull(instant)),
})
export type DeliveryView = v.InferOutput<typeof DeliveryView>

export const IncidentSummary = v.object({
  id,
  organisationId: id,
  organisationName: v.string(),
  number: v.string(),
  kind: v.picklist(reportKinds),
  state: v.picklist(incidentStates),
  discreet: v.boolean(),
  schoolId: orNull(id),
  schoolName: orNull(v.string()),
  awareAt: instant,
  deadlineAt: instant,
  receivedAt: instant,
  acknowledgedAt: orNull(instant),
  deliveriesFailed: v.boolean(),
  /** until when this reader sees it because he broke the glass; null: it is for him */
  throughBreakGlass: orNull(instant),
  /** when its contents were erased; the row stays for the figures. Absent: an older server */
  erasedAt: v.optional(orNull(instant)),
  /** when it needs someone soonest; null where nothing runs. Absent, like the three after it: an older server */
  needsAt: v.optional(orNull(instant)),
  /** what that is */
  needsKind: v.optional(orNull(v.picklist(deadlineKinds))),
  /** what stopped the 72 hours, and when; null while they run */
  termEndedAt: v.optional(orNull(instant)),
  termOutcome: v.optional(orNull(v.picklist(termOutcomes))),
})
export type IncidentSummary = v.InferOutput<typeof IncidentSummary>

export const IncidentList = v.object({ items: v.array(IncidentSummary), nextCursor: orNull(v.string()) })
export type IncidentList = v.InferOutput<typeof IncidentList>

const ReporterView = v.object({
  /** who it is; of a report that is not verified the name as it was given, empty where none was */
  name: v.string(),
  phone: orNull(v.string()),
  callBackNumber: orNull(v.string()),
  takenByPhone: v.boolean(),
  /** false: handed in with the school's code, and nobody signed in confirmed it since */
  verified: v.boolean(),
  /** the name that was given with it, which nobody checked */
  writtenBy: orNull(v.string()),
  /** who signed in later and sent the same report; null where that was not needed or has not happened */
  confirmedBy: orNull(v.string()),
})

export const ReportForHandler = v.object({
  id,
  shortCode: v.string(),
  kind: v.picklist(reportKinds),
  description: v.string(),
  addressee: v.picklist(addressees),
  /** sealed for dpo, handler and addressee; null for every other reader, who reads "een medewerker" */
  reporter: orNull(ReporterView),
  /** the optional answers that were readable, by field name of the form */
  details: v.record(v.string(), v.unknown()),
  /** odd or unknown fields of the body, kept as they came and never applied */
  oddFields: v.record(v.string(), v.unknown()),
  flags: v.array(v.string()),
  occurredAt: orNull(v.string()),
  discoveredAt: instant,
  discoveredBasis: v.string(),
  reportedAt: instant,
  receivedAt: instant,
  /** as the device gave them, before correction */
  raw: v.object({ discoveredAt: orNull(v.string()), reportedAt: orNull(v.string()), deviceNow: orNull(v.string()) }),
  skewMs: orNull(v.number()),
  attachmentsExpected: v.number(),
  attachments: v.array(AttachmentView),
  messages: v.array(MessageView),
})
export type ReportForHandler = v.InferOutput<typeof ReportForHandler>

/** One moment on which the school is said to have become aware: the first, and each one set later. */
export const AwareMoment = v.object({
  awareAt: instant,
  reason: orNull(v.string()),
  setBy: orNull(v.string()),
  setAt: instant,
  /** `proposed`: later than discovery, waits for the chair; the earlier moment counts until then */
  status: v.picklist(['first', 'inForce', 'superseded', 'proposed', 'rejected']),
})
export type AwareMoment = v.InferOutput<typeof AwareMoment>

export const IncidentForHandler = v.object({
  ...IncidentSummary.entries,
  legalEndAt: instant,
  rulesVersion: v.string(),
  /** whether an alarm about it has not ended. Absent: an older server */
  ringing: v.optional(v.boolean()),
  acknowledgedBy: orNull(v.string()),
  reports: v.array(ReportForHandler),
  /** the incident its reports were joined to; an id without a number: one that this reader does not see. Absent: an older server */
  joinedTo: v.optional(orNull(v.object({ id, number: orNull(v.string()) }))),
  /** how many of its reports were erased. Absent: an older server */
  erasedReports: v.optional(v.number()),
  awareMoments: v.array(AwareMoment),
  deliveries: v.array(DeliveryView),
  /** these four absent: an older server */
  deadlines: v.optional(v.array(DeadlineView)),
  outcomes: v.optional(v.array(OutcomeView)),
  acknowledgements: v.optional(v.array(AcknowledgementView)),
  calls: v.optional(v.array(CallView)),
  /** how far it is on its path. Absent: an older server */
  path: v.optional(v.record(v.picklist(pathSteps), v.picklist(stepStates))),
  /** what this reader may do here, so that no screen offers what the server refuses */
  may: v.object({
    acknowledge: v.boolean(),
    setAware: v.boolean(),
    confirmAware: v.boolean(),
    message: v.boolean(),
    setDiscreet: v.boolean(),
    recuse: v.boolean(),
    setAudience: v.boolean(),
    revokeBreakGlass: v.boolean(),
    tellReporter: v.boolean(),
    file: v.optional(v.boolean()),
    retractOutcome: v.optional(v.boolean()),
    reopen: v.optional(v.boolean()),
    planDeadline: v.optional(v.boolean()),
    recordCall: v.optional(v.boolean()),
  }),
  fence: FenceView,
})
export type IncidentForHandler = v.InferOutput<typeof IncidentForHandler>

export const ReconcileAnswer = v.object({
  missing: v.array(id),
  gone: v.array(id),
  states: v.record(id, v.picklist(reportStates)),
  /** of the actor's own reports the photos, and his messages, that are here: what a phone sent and does not find goes again */
  parts: v.record(id, v.array(id)),
})
export type ReconcileAnswer = v.InferOutput<typeof ReconcileAnswer>

/** What a `device` session may know of an alarm that rings: which one and how long, no contents. */
export const AlarmView = v.object({
  incidentId: id,
  organisationName: v.string(),
  number: v.string(),
  awareAt: instant,
  deadlineAt: instant,
  receivedAt: instant,
  acknowledgedAt: orNull(instant),
  /** what stopped the 72 hours, and when; null while they run. Absent: an older server */
  termEndedAt: v.optional(orNull(instant)),
  termOutcome: v.optional(orNull(v.picklist(termOutcomes))),
  /** calls that still have to be made, once somebody took it up. Absent: an older server */
  calls: v.optional(v.array(CallTask)),
  /** who took it up. Absent: an older server */
  acknowledgements: v.optional(v.array(AcknowledgementView)),
})
export type AlarmView = v.InferOutput<typeof AlarmView>
