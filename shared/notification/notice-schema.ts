import * as v from 'valibot'
import { noticeFieldIds, noticeRow, type NoticeFieldId, type NoticeFields } from './notice-fields.ts'

/** A draft may run over a limit of the form while it is written, and loses nothing; it is said until it fits. In characters. */
const stored = { line: 1000, text: 10_000 } as const
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000))
const range = v.union([
  v.literal('unknown'),
  v.pipe(
    v.strictObject({ min: count, max: count }),
    v.check(({ min, max }) => min <= max),
  ),
])

function schemaOf(id: NoticeFieldId): v.GenericSchema {
  const { kind, options = [] } = noticeRow(id)
  if (kind === 'choice') return v.picklist(options)
  if (kind === 'choices') return v.pipe(v.array(v.picklist(options)), v.maxLength(options.length))
  if (kind === 'moment') return v.pipe(v.string(), v.isoTimestamp())
  return kind === 'range' ? range : v.pipe(v.string(), v.maxLength(stored[kind]))
}

/** The answers as they come in: an unknown field or answer is refused, and the refusal names it. */
export const NoticeFieldsSchema = v.strictObject(
  Object.fromEntries(noticeFieldIds.map((id) => [id, v.optional(schemaOf(id))])),
) as unknown as v.GenericSchema<NoticeFields>
