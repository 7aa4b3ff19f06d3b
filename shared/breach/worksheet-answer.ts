import * as v from 'valibot'
import { isInstant } from '../instant.ts'
import { worksheetLimits } from './worksheet.ts'

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

/** An answer as it comes in: of one of the kinds, and within the limits. Whether it is one to this field is another question (worksheet.ts). */
export const AnswerSchema = v.union([Unknown, Text, Exact, Between, On, Period, Several, One])
