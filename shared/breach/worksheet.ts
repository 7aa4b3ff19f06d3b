import * as v from 'valibot'
import { isInstant } from '../instant.ts'
import { factIds, factRow, weightOf, type FactId } from './facts.ts'

/** How much fits, by name. */
export const worksheetLimits = {
  /** of a text, in characters */
  text: 4000,
  /** of "which?", in characters */
  namely: 500,
  /** people concerned */
  people: 20_000_000,
} as const

interface FieldRow {
  readonly kind: 'text' | 'number' | 'moment' | 'several' | 'one'
  /** what may be chosen; `unknown` is a value of its own */
  readonly options?: readonly string[]
  /** options that ask which */
  readonly namely?: readonly string[]
}

/** The worksheet of the handbook (VII-C), in its order. */
export const worksheet = {
  summary: { kind: 'text' },
  people: { kind: 'number' },
  groups: { kind: 'several', options: ['pupils', 'formerPupils', 'parents', 'staff', 'formerStaff', 'applicants', 'other', 'unknown'], namely: ['other'] },
  occurred: { kind: 'moment' },
  nature: { kind: 'several', options: ['read', 'copied', 'changed', 'destroyed', 'stolen', 'unknown'] },
  data: {
    kind: 'several',
    options: [
      ...['nameAddress', 'phone', 'electronicAddress', 'login', 'financial', 'bsn', 'idCopy', 'sexBirthAge', 'specialCategory', 'schoolPerformance'],
      ...['other', 'unknown'],
    ],
    namely: ['specialCategory', 'other'],
  },
  consequences: { kind: 'several', options: ['stigma', 'health', 'fraud', 'spam', 'other', 'unknown'], namely: ['other'] },
  measures: { kind: 'text' },
  unintelligible: { kind: 'one', options: ['yes', 'no', 'partly', 'unknown'], namely: ['partly'] },
  protection: { kind: 'text' },
} as const satisfies Record<string, FieldRow>
export type WorksheetId = keyof typeof worksheet
export const worksheetIds = Object.keys(worksheet) as WorksheetId[]

/** The row of a field, read without its exact type. */
export const worksheetRow = (id: WorksheetId): FieldRow => worksheet[id]

const Moment = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => isInstant(text)),
)
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(worksheetLimits.people))
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most))
const namely = v.optional(text(worksheetLimits.namely))
const word = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,40}$/))

const Unknown = v.strictObject({ unknown: v.literal(true) })
const Text = v.strictObject({ text: text(worksheetLimits.text) })
const Exact = v.strictObject({ exact: count })
const Between = v.pipe(
  v.strictObject({ min: count, max: count }),
  v.check(({ min, max }) => min <= max),
)
const On = v.strictObject({ at: Moment })
const Period = v.pipe(
  v.strictObject({ from: Moment, until: Moment }),
  v.check(({ from, until }) => from <= until),
)
const Several = v.strictObject({
  chosen: v.pipe(
    v.array(word),
    v.minLength(1),
    v.maxLength(20),
    v.check((all) => new Set(all).size === all.length),
  ),
  namely,
})
const One = v.strictObject({ choice: word, namely })

/** An answer to one field: what is known, or that it is not known. */
export const Answer = v.union([Unknown, Text, Exact, Between, On, Period, Several, One])
export type Answer = v.InferOutput<typeof Answer>

export type TextAnswer = v.InferOutput<typeof Text> | v.InferOutput<typeof Unknown>
export type NumberAnswer = v.InferOutput<typeof Exact> | v.InferOutput<typeof Between> | v.InferOutput<typeof Unknown>
export type MomentAnswer = v.InferOutput<typeof On> | v.InferOutput<typeof Period> | v.InferOutput<typeof Unknown>
export type SeveralAnswer = v.InferOutput<typeof Several>
export type OneAnswer = v.InferOutput<typeof One>
interface OfKind {
  text: TextAnswer
  number: NumberAnswer
  moment: MomentAnswer
  several: SeveralAnswer
  one: OneAnswer
}
export type WorksheetAnswer<Id extends WorksheetId> = OfKind[(typeof worksheet)[Id]['kind']]
/** The worksheet as far as it was filled in. What nobody answered is not there; that it is unknown is an answer. */
export type Worksheet = { [Id in WorksheetId]?: WorksheetAnswer<Id> }

/** A fact of the engine stands beside the fields of the worksheet, under this name. */
export type FieldId = WorksheetId | `fact.${FactId}`
export const fieldIds: readonly FieldId[] = [...worksheetIds, ...factIds.map((id) => `fact.${id}` as const)]
export const isField = (id: string): id is FieldId => (fieldIds as readonly string[]).includes(id)

/** The fact a field holds; undefined for a field of the worksheet. */
export const factOf = (field: FieldId): FactId | undefined => (field.startsWith('fact.') ? (field.slice('fact.'.length) as FactId) : undefined)

const fits = {
  text: (answer: Answer) => 'unknown' in answer || 'text' in answer,
  number: (answer: Answer) => 'unknown' in answer || 'exact' in answer || 'min' in answer,
  moment: (answer: Answer) => 'unknown' in answer || 'at' in answer || 'from' in answer,
  several: (answer: Answer, { options = [], namely: asks = [] }: FieldRow) =>
    'chosen' in answer &&
    answer.chosen.every((one) => options.includes(one)) &&
    (answer.namely === undefined || answer.chosen.some((one) => asks.includes(one))),
  one: (answer: Answer, { options = [], namely: asks = [] }: FieldRow) =>
    'choice' in answer && options.includes(answer.choice) && (answer.namely === undefined || asks.includes(answer.choice)),
}

/** Whether this is an answer to this field: of its kind, and out of its list. */
export function answers(field: FieldId, answer: Answer): boolean {
  const fact = factOf(field)
  if (fact) return 'choice' in answer && answer.namely === undefined && weightOf(fact, answer.choice) >= 0
  const row = worksheetRow(field as WorksheetId)
  return fits[row.kind](answer, row)
}

/** What may be chosen for a field; empty where it is written or counted. */
export const optionsOf = (field: FieldId): readonly string[] => {
  const fact = factOf(field)
  return fact ? factRow(fact).answers : (worksheetRow(field as WorksheetId).options ?? [])
}
