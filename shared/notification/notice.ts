import * as v from 'valibot'
import type { Instant } from '../instant.ts'
import { noticeFieldIds, noticeRow, type NoticeAnswer, type NoticeFieldId, type NoticeFields, type NoticeKind } from './notice-fields.ts'

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

/** `late`: it is filed after the term, or would be now. */
export type AboutNotice = { kind: NoticeKind; late?: boolean }

const said = (fields: NoticeFields, id: string) => fields[id as NoticeFieldId] as NoticeAnswer | undefined

/** Nothing was said yet: an empty text or no choice is no answer. */
export function isBlank(answer: NoticeAnswer | undefined): boolean {
  if (answer === undefined) return true
  if (typeof answer === 'string') return answer.trim() === ''
  return Array.isArray(answer) && answer.length === 0
}

function holds(fields: NoticeFields, id: string, answers: readonly string[]): boolean {
  const answer = said(fields, id)
  return typeof answer === 'string' ? answers.includes(answer) : Array.isArray(answer) && answer.some((one) => answers.includes(one))
}

/** The fields that are asked of this notice, in the order of the form; what was answered to another is left out. */
export function askedOf({ kind, late = false }: AboutNotice, fields: NoticeFields): NoticeFieldId[] {
  const asked: NoticeFieldId[] = []
  for (const id of noticeFieldIds) {
    const row = noticeRow(id)
    const isOfKind = (row.of ?? ['first', 'followUp']).includes(kind)
    const isDue = !row.late || late || !isBlank(said(fields, id))
    const follows = Object.entries(row.when ?? {}).every(([on, answers]) => (asked as string[]).includes(on) && holds(fields, on, answers))
    if (isOfKind && isDue && follows) asked.push(id)
  }
  return asked
}

/** Only what is asked of it: what a version holds when it is filed, and what is put on paper. */
export const answersOf = (about: AboutNotice, fields: NoticeFields): NoticeFields =>
  Object.fromEntries(askedOf(about, fields).flatMap((id) => (isBlank(said(fields, id)) ? [] : [[id, fields[id]]])))

export type Missing = { field: NoticeFieldId; why: 'empty' | 'tooLong' }

/** What the form still asks for, in its order. Never a reason not to file: what is known goes first, the rest follows (GDPR 33(4)). */
export function missingOf(about: AboutNotice, fields: NoticeFields): Missing[] {
  return askedOf(about, fields).flatMap((field): Missing[] => {
    const [answer, { limit, optional }] = [said(fields, field), noticeRow(field)]
    if (isBlank(answer)) return optional ? [] : [{ field, why: 'empty' }]
    return typeof answer === 'string' && limit !== undefined && answer.length > limit ? [{ field, why: 'tooLong' }] : []
  })
}

/** What was promised to the authority: when people will be told, and when the rest follows. Null: nothing. */
export function promisesOf(about: AboutNotice, fields: NoticeFields): { willTellAt: Instant | null; followUpAt: Instant | null } {
  const { willTellAt = null, followUpAt = null } = answersOf(about, fields)
  return { willTellAt, followUpAt }
}

/** Which fields differ: an answer that is not there equals an empty one. */
export const changedFields = (was: NoticeFields, now: NoticeFields): NoticeFieldId[] =>
  noticeFieldIds.filter((id) => JSON.stringify(plain(said(was, id))) !== JSON.stringify(plain(said(now, id))))

const plain = (answer: NoticeAnswer | undefined) => (answer === undefined || isBlank(answer) ? null : answer)

/** What three people know of one draft: what it was, mine, and theirs. `both` is what each changed to something else: theirs stands, mine is shown. */
export function mergeNotices(was: NoticeFields, mine: NoticeFields, theirs: NoticeFields): { fields: NoticeFields; both: NoticeFieldId[] } {
  const [byMe, byThem] = [changedFields(was, mine), changedFields(was, theirs)]
  const both = byMe.filter((id) => byThem.includes(id) && changedFields({ [id]: mine[id] }, { [id]: theirs[id] }).length > 0)
  const own = byMe.filter((id) => !byThem.includes(id))
  return { fields: { ...theirs, ...Object.fromEntries(own.map((id) => [id, mine[id]])) }, both }
}
