import * as v from 'valibot'
import { trainingRoles } from './module.ts'
import { OwnQuestionContent } from './own-question.ts'
import { TrainingSettings } from './training-settings.ts'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())
const role = v.picklist(trainingRoles)
/** Ids of modules and questions: nobody can write a story in one. */
const key = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))

/** How many answers travel together; the rest follows in the next request. */
export const mostAnswers = 100

/** One answer as the phone froze it. `id` is a UUIDv7 made with it: the same one again changes nothing. */
export const AnswerIn = v.strictObject({
  id,
  moduleId: key,
  moduleVersion: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  questionId: key,
  optionId: v.picklist(['a', 'b', 'c']),
  role,
  practice: v.boolean(),
  /** by the phone's own clock */
  answeredAt: instant,
})
export type AnswerIn = v.InferOutput<typeof AnswerIn>

/** `sentAt`: what the phone's clock says now, so that a clock that is wrong can be put right. */
export const AnswersIn = v.strictObject({
  organisationId: id,
  sentAt: instant,
  answers: v.pipe(v.array(AnswerIn), v.minLength(1), v.maxLength(mostAnswers)),
})
export type AnswersIn = v.InferOutput<typeof AnswersIn>

export const CardView = v.object({
  questionId: v.string(),
  card: v.object({
    due: instant,
    stability: v.number(),
    difficulty: v.number(),
    scheduledDays: v.number(),
    learningSteps: v.number(),
    reps: v.number(),
    lapses: v.number(),
    state: v.picklist([0, 1, 2, 3]),
    lastReview: v.nullable(instant),
  }),
})

/** A list of names that is open, or was asked for, as every member of staff sees it. */
export const ListNotice = v.object({
  id,
  moduleId: v.string(),
  schoolId: v.nullable(id),
  /** null: nobody agreed to it (yet), so it is nobody's to read but theirs who decide */
  reason: v.nullable(v.string()),
  askedBy: v.nullable(v.string()),
  askedAt: instant,
  agreedBy: v.nullable(v.string()),
  openUntil: v.nullable(instant),
  endedAt: v.nullable(instant),
  readCount: v.number(),
  lastReadAt: v.nullable(instant),
})
export type ListNotice = v.InferOutput<typeof ListNotice>

/** That the council agreed to lists of names, and who wrote that down. */
const ConsentNotice = v.object({ consentedOn: v.string(), document: v.string(), recordedBy: v.nullable(v.string()), recordedAt: instant })
const PastConsent = v.object({ ...ConsentNotice.entries, withdrawnBy: v.nullable(v.string()), withdrawnAt: instant })

/** All a phone needs to teach one person at one board, also offline. */
export const MyTraining = v.object({
  organisationId: id,
  role: v.nullable(role),
  /** where he says he works, or else where the board does */
  schoolId: v.nullable(id),
  /** where the board's file says he works; null: it does not say */
  boardSchoolId: v.nullable(id),
  nudges: v.boolean(),
  /** whether this board reminds anybody */
  boardNudges: v.boolean(),
  hidden: v.array(v.string()),
  /** the next yearly day, YYYY-MM-DD */
  dueOn: v.nullable(v.string()),
  /** modules that are offered now, without saying why */
  offered: v.array(v.string()),
  ownQuestions: v.array(v.object({ id: v.string(), moduleId: v.string(), content: OwnQuestionContent })),
  /** the newest of each module; `validUntil` may be past */
  completions: v.array(v.object({ id, moduleId: v.string(), moduleVersion: v.number(), completedAt: instant, validUntil: instant })),
  /** which questions were answered since then, so that a second device goes on where the first one stopped */
  progress: v.array(v.object({ moduleId: v.string(), questionIds: v.array(v.string()) })),
  /** when each of those was answered, and as whom: for the last sixty days it counts for finishing the module */
  sat: v.array(v.object({ moduleId: v.string(), questionId: v.string(), role, answeredAt: instant })),
  cards: v.array(CardView),
  /** a list of names of whom finished a module: those that are asked for, open, or ended in the last year */
  lists: v.array(ListNotice),
  /** when the staff's part of the council agreed to such lists, and in which document; null: it did not */
  consent: v.nullable(ConsentNotice),
  /** consents that were withdrawn in the last year, the newest withdrawal first */
  pastConsents: v.array(PastConsent),
  /** the smallest group in the figures that are shown now */
  floor: v.number(),
})
export type MyTraining = v.InferOutput<typeof MyTraining>

/** `kept`: what is on disk now, these or earlier copies; the phone may forget them once it has `mine`. */
export const AnswersKept = v.object({ kept: v.array(id), mine: MyTraining })
export type AnswersKept = v.InferOutput<typeof AnswersKept>

/** What somebody says of himself; what is left out stays as it was. */
export const MyTrainingChange = v.strictObject({
  organisationId: id,
  role: v.optional(v.nullable(role)),
  schoolId: v.optional(v.nullable(id)),
  nudges: v.optional(v.boolean()),
})
export type MyTrainingChange = v.InferOutput<typeof MyTrainingChange>

/** The name is printed and not kept; without one the line stays empty. */
export const CertificateAsked = v.strictObject({
  organisationId: id,
  moduleId: key,
  name: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(120))),
  lang: v.picklist(['nl', 'en']),
})
export type CertificateAsked = v.InferOutput<typeof CertificateAsked>

/** All the public page says. An unknown code and a withdrawn one give the same answer. */
export const CertificateCheck = v.variant('outcome', [
  v.object({ outcome: v.literal('valid'), moduleId: v.string(), completedAt: instant, validUntil: instant }),
  v.object({ outcome: v.literal('expired'), moduleId: v.string(), completedAt: instant, validUntil: instant }),
  v.object({ outcome: v.literal('invalid') }),
])
export type CertificateCheck = v.InferOutput<typeof CertificateCheck>

export const BoardTraining = v.object({ organisationId: id, settings: TrainingSettings })
export type BoardTraining = v.InferOutput<typeof BoardTraining>

export const BoardQuestionView = v.object({
  id,
  moduleId: v.string(),
  content: OwnQuestionContent,
  state: v.picklist(['proposed', 'live', 'rejected', 'withdrawn']),
  proposedBy: v.nullable(v.string()),
  proposedAt: instant,
  decidedBy: v.nullable(v.string()),
  decidedAt: v.nullable(instant),
  decision: v.nullable(v.string()),
  /** whether this reader may decide about it: whoever proposed it may not */
  mayDecide: v.boolean(),
})
export type BoardQuestionView = v.InferOutput<typeof BoardQuestionView>

export const ConsentIn = v.strictObject({
  organisationId: id,
  consentedOn: v.pipe(v.string(), v.isoDate()),
  document: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(200)),
})
export type ConsentIn = v.InferOutput<typeof ConsentIn>

export const listDays = [1, 3, 7, 14] as const
export const ListAsked = v.strictObject({
  organisationId: id,
  moduleId: key,
  schoolId: v.nullable(id),
  reason: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(500)),
  days: v.picklist(listDays),
})
export type ListAsked = v.InferOutput<typeof ListAsked>

/** `mayDecide`: this reader may open it for others; whoever asked may not. */
export const NamedListView = v.object({ ...ListNotice.entries, mayDecide: v.boolean(), isOpen: v.boolean() })
export type NamedListView = v.InferOutput<typeof NamedListView>

export const NamedLists = v.object({
  organisationId: id,
  consent: v.nullable(v.object({ id, ...ConsentNotice.entries })),
  lists: v.array(NamedListView),
})
export type NamedLists = v.InferOutput<typeof NamedLists>

/** Yes or no per person, and nothing else. */
export const NamedListRows = v.object({ list: NamedListView, rows: v.array(v.object({ name: v.string(), done: v.boolean() })) })
export type NamedListRows = v.InferOutput<typeof NamedListRows>
