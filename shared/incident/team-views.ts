import * as v from 'valibot'
import { roles } from '../access/roles.ts'

/** The team around one incident: called together, advised, and of which reports it is. */
const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const orNull = <T extends v.GenericSchema>(schema: T) => v.nullable(schema)

export const conveningKinds = ['convene', 'standBy'] as const
export type ConveningKind = (typeof conveningKinds)[number]
export const conveningAnswers = ['coming', 'cannot'] as const
export type ConveningAnswer = (typeof conveningAnswers)[number]
/** What an adviser of the standing list is asked for (protocol 1). */
export const specialities = ['forensic', 'legal', 'communication'] as const
export type Speciality = (typeof specialities)[number]
/** What an advice is about. */
export const adviceSubjects = ['breach', 'authority', 'subjects', 'general'] as const
export type AdviceSubject = (typeof adviceSubjects)[number]

export const ConveningView = v.object({
  id,
  kind: v.picklist(conveningKinds),
  startsAt: instant,
  /** in the app only: never in a push, a mail or a calendar file */
  place: v.string(),
  by: v.string(),
  at: instant,
  endedAt: orNull(instant),
  members: v.array(
    v.object({ personId: id, name: v.string(), role: v.picklist(roles), answer: orNull(v.picklist(conveningAnswers)), answeredAt: orNull(instant) }),
  ),
  /** whether this reader is asked to say if he comes */
  mayAnswer: v.boolean(),
})
export type ConveningView = v.InferOutput<typeof ConveningView>

export const AdviserView = v.object({
  id,
  personId: id,
  name: v.string(),
  speciality: v.picklist(specialities),
  reason: v.string(),
  by: v.string(),
  at: instant,
  endedAt: orNull(instant),
})
export type AdviserView = v.InferOutput<typeof AdviserView>

export const AdviceView = v.object({
  id,
  role: v.picklist(['dpo', 'adviser']),
  about: v.picklist(adviceSubjects),
  text: v.string(),
  by: v.string(),
  at: instant,
})
export type AdviceView = v.InferOutput<typeof AdviceView>

/** An incident whose reports came here. */
const JoinedView = v.object({ incidentId: id, number: v.string(), at: instant, reports: v.number() })
/** One that might be about the same thing. */
const JoinCandidate = v.object({ incidentId: id, number: v.string(), kind: v.string(), receivedAt: instant })

export const TeamView = v.object({
  convenings: v.array(ConveningView),
  advisers: v.array(AdviserView),
  /** who may be let in, with the number to call; empty for who may not let anybody in */
  standing: v.array(v.object({ personId: id, name: v.string(), phone: orNull(v.string()) })),
  advice: v.array(AdviceView),
  joined: v.array(JoinedView),
  candidates: v.array(JoinCandidate),
  may: v.object({ convene: v.boolean(), letInAdviser: v.boolean(), advise: v.boolean(), join: v.boolean(), recordCall: v.boolean() }),
})
export type TeamView = v.InferOutput<typeof TeamView>

export const Convene = v.strictObject({
  kind: v.picklist(conveningKinds),
  startsAt: instant,
  place: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
})
export const AnswerConvening = v.strictObject({ answer: v.picklist(conveningAnswers) })
export const LetInAdviser = v.strictObject({ personId: id, speciality: v.picklist(specialities), reason })
export const GiveAdvice = v.strictObject({ about: v.picklist(adviceSubjects), text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(8000)) })
export const Join = v.strictObject({ from: v.pipe(id, v.toLowerCase()), reason })
