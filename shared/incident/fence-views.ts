import * as v from 'valibot'
import { teamRoles } from '../access/fence.ts'
import { roles } from '../access/roles.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const seat = v.pipe(v.string(), v.regex(/^[a-zA-Z]+(:deputy)?$/))
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))

/** What stands around an incident, for who sees it: whom it is for, who may not know, who broke the glass, and who could be named as somebody who may not know. */
export const FenceView = v.object({
  /** roles, or roles with `:deputy` */
  audience: v.array(seat),
  /** `mayLift`: whether this reader may let him back in */
  recused: v.array(v.object({ personId: id, name: v.string(), why: v.picklist(['notTo', 'byHand']), setAt: instant, mayLift: v.boolean() })),
  breakGlass: v.array(v.object({ id, personName: v.string(), reason: v.string(), openedAt: instant, untilAt: instant, revokedAt: v.nullable(instant) })),
  candidates: v.array(v.object({ personId: id, name: v.string(), roles: v.array(v.picklist(roles)) })),
  /** since when the team knows who reported it; null: only who had to */
  reporterToldAt: v.nullable(instant),
})
export type FenceView = v.InferOutput<typeof FenceView>

/** That there is an incident which this reader does not see: all he needs to know to break the glass. */
export const ClosedIncident = v.object({
  id,
  organisationId: id,
  organisationName: v.string(),
  number: v.string(),
  receivedAt: instant,
  deadlineAt: instant,
})
export type ClosedIncident = v.InferOutput<typeof ClosedIncident>

export const Recuse = v.strictObject({ personId: id, reason })
export const WithReason = v.strictObject({ reason })
/** Of the chair, about what came straight to him. */
export const SetAudience = v.strictObject({ role: v.picklist(teamRoles), opened: v.boolean(), reason })
export const BreakGlassAnswer = v.object({ untilAt: instant })
