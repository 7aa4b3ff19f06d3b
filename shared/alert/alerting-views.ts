import * as v from 'valibot'
import { teamRoles } from '../access/fence.ts'
import { limits } from './alerting.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))

export const LadderStepInput = v.strictObject({
  afterMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.afterMinutes)),
  roles: v.pipe(v.array(v.picklist(teamRoles)), v.maxLength(4)),
  people: v.optional(v.pipe(v.array(id), v.maxLength(limits.people))),
  channels: v.pipe(v.array(v.picklist(['push', 'mail', 'sms'])), v.minLength(1), v.maxLength(3)),
})
const LadderInput = v.pipe(v.array(LadderStepInput), v.minLength(1), v.maxLength(limits.steps))

export const ChangeAlerting = v.strictObject({
  day: LadderInput,
  night: v.nullable(LadderInput),
  nightFrom: clock,
  nightUntil: clock,
  progressMinutes: v.pipe(v.number(), v.integer(), v.minValue(limits.progressMinutes.least), v.maxValue(limits.progressMinutes.most)),
})
export type ChangeAlerting = v.InferOutput<typeof ChangeAlerting>

export const AbsenceView = v.object({ id, personId: id, fromAt: instant, untilAt: instant })
export type AbsenceView = v.InferOutput<typeof AbsenceView>

/** Whether somebody can be rung now. `yes`: a device took its last message, or a text message can go; `mailOnly`: only mail, which wakes nobody; `no`: nothing. */
export const reaches = ['yes', 'mailOnly', 'no'] as const
export type Reach = (typeof reaches)[number]

/** One person of the team as the ladder sees him: which seats, what would ring him, and until when he is away. */
export const TeamPerson = v.object({
  personId: id,
  name: v.string(),
  /** roles, or roles with `:deputy` */
  seats: v.array(v.string()),
  reach: v.picklist(reaches),
  devices: v.number(),
  /** one of them took its last message, not long ago */
  push: v.boolean(),
  /** when a message last reached one of his devices */
  lastOkAt: v.nullable(instant),
  mail: v.boolean(),
  sms: v.boolean(),
  absences: v.array(AbsenceView),
  /** whether this reader may say when he is away */
  mayChange: v.boolean(),
})
export type TeamPerson = v.InferOutput<typeof TeamPerson>

export const AlertingView = v.object({
  organisationId: id,
  organisationName: v.string(),
  alerting: ChangeAlerting,
  /** whether the board chose any of it: otherwise it is the default */
  own: v.boolean(),
  /** whether text messages can go at all: the operator of the server sets them up */
  smsAvailable: v.boolean(),
  team: v.array(TeamPerson),
  /** the roles of the first step, of which nobody can be rung now */
  unreachable: v.array(v.picklist(teamRoles)),
  mayChange: v.boolean(),
})
export type AlertingView = v.InferOutput<typeof AlertingView>

export const SetAbsence = v.strictObject({ personId: id, fromAt: instant, untilAt: instant })

/** What rings me, at one board. */
export const MyAlerts = v.object({
  organisationId: id,
  organisationName: v.string(),
  seats: v.array(v.string()),
  mail: v.boolean(),
  sms: v.boolean(),
  /** where text messages go, all but the last three digits hidden; null: no number */
  smsNumber: v.nullable(v.string()),
  smsAvailable: v.boolean(),
  reach: v.picklist(reaches),
  absences: v.array(AbsenceView),
  /** false in a `device` session of somebody of the team: whoever holds a mailbox must not silence an alarm */
  mayChange: v.boolean(),
})
export type MyAlerts = v.InferOutput<typeof MyAlerts>

export const ChangeMyAlerts = v.strictObject({
  mail: v.boolean(),
  sms: v.boolean(),
  /** absent: as it is; null: back to the number the board knows */
  smsNumber: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(30)))),
})
export type ChangeMyAlerts = v.InferOutput<typeof ChangeMyAlerts>
export const TestMyAlerts = v.strictObject({ channel: v.picklist(['mail', 'sms']) })
export const AlertTest = v.object({ outcome: v.picklist(['sent', 'retry', 'failed']), answer: v.string() })
export type AlertTest = v.InferOutput<typeof AlertTest>
