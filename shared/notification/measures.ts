import * as v from 'valibot'
import { readDay } from '../instant.ts'

/** Against harm to people now, or against its happening again (GDPR 33(3)(d), 33(5); forms.md VII-E). */
export const measureAims = ['harm', 'repetition'] as const
export type MeasureAim = (typeof measureAims)[number]
export const measureStates = ['open', 'done', 'dropped'] as const
export type MeasureState = (typeof measureStates)[number]

const id = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const instant = v.pipe(v.string(), v.isoTimestamp())
const words = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max))
const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((text) => readDay(text) !== undefined),
)

/** As many as one incident has. */
export const measuresAtMost = 60

/** `revision`: the one it was read at, 0 for a new one. `reason`: why it was dropped. */
export const ChangeMeasure = v.strictObject({
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  aim: v.picklist(measureAims),
  text: words(4000),
  ownerId: v.optional(v.nullable(id)),
  dueOn: v.optional(v.nullable(day)),
  state: v.picklist(measureStates),
  reason: v.optional(v.nullable(words(2000))),
})
export type ChangeMeasure = v.InferOutput<typeof ChangeMeasure>

export const MeasureView = v.object({
  id,
  revision: v.number(),
  aim: v.picklist(measureAims),
  text: v.string(),
  state: v.picklist(measureStates),
  ownerId: v.nullable(v.string()),
  owner: v.nullable(v.string()),
  /** YYYY-MM-DD */
  dueOn: v.nullable(v.string()),
  doneAt: v.nullable(instant),
  doneBy: v.nullable(v.string()),
  droppedAt: v.nullable(instant),
  reason: v.nullable(v.string()),
})
export type MeasureView = v.InferOutput<typeof MeasureView>

/** One of the list over all incidents. `mine`: the reader does it. */
export const ListedMeasure = v.object({
  ...MeasureView.entries,
  incidentId: id,
  organisationId: id,
  organisationName: v.string(),
  number: v.string(),
  kind: v.string(),
  closed: v.boolean(),
  mine: v.boolean(),
  may: v.boolean(),
})
export type ListedMeasure = v.InferOutput<typeof ListedMeasure>
/** `more`: there are further ones that this list does not hold. */
export const MeasureList = v.object({ items: v.array(ListedMeasure), more: v.boolean() })
export type MeasureList = v.InferOutput<typeof MeasureList>
/** Also those that were done or dropped. */
export const MeasureFilter = v.strictObject({ all: v.optional(v.picklist(['true'])) })
