import * as v from 'valibot'
import { AssessmentView } from './assessment-views.ts'
import { factLimits, filePurposes } from './fact-limits.ts'
import { AnswerSchema } from './worksheet-answer.ts'

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))

/** One answer with who gave it and when. `answer` null: it was taken back, and counts as not answered. */
export const FieldAnswer = v.object({ id: v.string(), answer: v.nullable(AnswerSchema), by: v.string(), at: v.string() })
export type FieldAnswer = v.InferOutput<typeof FieldAnswer>

/** The newest answer to a field, and how many came before it. */
export const FieldView = v.object({ ...FieldAnswer.entries, before: v.number() })
export type FieldView = v.InferOutput<typeof FieldView>

/** `id` is made by who answers: a second try is the same answer. `basedOn`: the answer he saw, null where he saw none. */
export const SaveFact = v.strictObject({ id, basedOn: v.nullable(id), answer: v.nullable(AnswerSchema) })
export type SaveFact = v.InferOutput<typeof SaveFact>

export const requestStates = ['open', 'answered', 'withdrawn', 'expired'] as const
export const RequestView = v.object({
  id: v.string(),
  question: v.string(),
  /** the person asked, or whom the link was for */
  /** null: who reported it, for a reader who may not know that */
  to: v.nullable(v.string()),
  byLink: v.boolean(),
  state: v.picklist(requestStates),
  /** when the link ends */
  until: v.nullable(v.string()),
  askedBy: v.string(),
  askedAt: v.string(),
  answer: v.nullable(v.string()),
  answeredAt: v.nullable(v.string()),
})
export type RequestView = v.InferOutput<typeof RequestView>

/** `personId`: in the app. `to`: by a link, for whom; `email`: mailed to him, else the link is shown once to hand over. */
export const AskRequest = v.union([
  v.strictObject({ id, question: text(factLimits.question), personId: id }),
  v.strictObject({
    ...{ id, question: text(factLimits.question), to: text(factLimits.to), lang: v.optional(v.picklist(['nl', 'en']), 'nl') },
    email: v.optional(v.pipe(v.string(), v.trim(), v.email(), v.maxLength(200))),
  }),
])
export type AskRequest = v.InferOutput<typeof AskRequest>
/** `link` is shown this once, and nowhere again; null where it was mailed or nobody needs one. `mailed`: whether the mail server took it. */
export const AskedView = v.object({ id: v.string(), link: v.nullable(v.string()), mailed: v.nullable(v.boolean()) })

export const FileView = v.object({
  ...{ id: v.string(), name: v.string(), purpose: v.picklist(filePurposes), contentType: v.string(), bytes: v.number() },
  ...{ by: v.string(), at: v.string() },
})
export type FileView = v.InferOutput<typeof FileView>

/** Everything that is known, with who said so; what the engine makes of it; and what this reader may do. */
export const FactsOfIncident = v.object({
  /** by field: those of the worksheet, and `fact.` + the name of a fact of the engine */
  fields: v.record(v.string(), FieldView),
  assessment: AssessmentView,
  requests: v.array(RequestView),
  files: v.array(FileView),
  may: v.object({ answer: v.boolean(), ask: v.boolean(), addFile: v.boolean() }),
  discreet: v.boolean(),
})
export type FactsOfIncident = v.InferOutput<typeof FactsOfIncident>

export const AskablePerson = v.object({ personId: v.string(), name: v.string() })
export type AskablePerson = v.InferOutput<typeof AskablePerson>

/** A question as the person asked reads it: nothing of the incident. */
export const QuestionView = v.object({
  ...{ id: v.string(), boardName: v.string(), question: v.string(), askedAt: v.string() },
  answeredAt: v.nullable(v.string()),
})
export type QuestionView = v.InferOutput<typeof QuestionView>
export const AnswerQuestion = v.strictObject({ answer: text(factLimits.requestAnswer) })

export const LinkToken = v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)) })
export const LinkAnswer = v.strictObject({ ...LinkToken.entries, ...AnswerQuestion.entries })
/** What a link shows: whose board it is, the one question, and until when. */
export const LinkQuestion = v.object({ boardName: v.string(), question: v.string(), until: v.string() })
export type LinkQuestion = v.InferOutput<typeof LinkQuestion>
