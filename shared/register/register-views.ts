import * as v from 'valibot'
import { classifications, importColumns, registerOutcomes } from './columns.ts'
import { EntrySchema } from './entry.ts'
import { importLimits, rowErrors, rowNotes, type Mapping } from './import-rows.ts'
import { registerKinds } from './register-kinds.ts'

const id = v.pipe(v.string(), v.uuid())
const instant = v.pipe(v.string(), v.isoTimestamp())
const day = v.pipe(v.string(), v.isoDate())
const inTime = v.nullable(v.picklist(['onTime', 'withinLegalEnd', 'late']))

/** What of an entry follows from what was decided, filed and sent; nobody types it. */
const settled = {
  classification: v.picklist(classifications),
  authority: v.nullable(v.string()),
  filedAt: v.nullable(instant),
  inTime,
  subjects: v.nullable(v.string()),
  toldAt: v.nullable(instant),
  toldCount: v.nullable(v.number()),
}

/** One line of the list. */
export const RegisterItem = v.object({
  incidentId: id,
  organisationId: id,
  organisationName: v.string(),
  number: v.string(),
  origin: v.picklist(['app', 'imported']),
  registerKind: v.nullable(v.picklist(registerKinds)),
  schoolName: v.nullable(v.string()),
  /** the beginning of it; empty where nobody wrote one yet */
  description: v.string(),
  awareAt: instant,
  ...settled,
  complete: v.boolean(),
  closedAt: v.nullable(instant),
  keepUntil: v.nullable(instant),
  /** the file itself was erased: this is all there is */
  fileErased: v.boolean(),
})
export type RegisterItem = v.InferOutput<typeof RegisterItem>
export const RegisterPage = v.object({ items: v.array(RegisterItem), nextCursor: v.nullable(v.string()) })
export type RegisterPage = v.InferOutput<typeof RegisterPage>

/** One entry: what was written down, what the file proposes for the rest, and what is missing. */
export const EntryView = v.object({
  incidentId: id,
  number: v.string(),
  origin: v.picklist(['app', 'imported']),
  revision: v.number(),
  complete: v.boolean(),
  entry: EntrySchema,
  /** what the file says of what nobody wrote down yet */
  proposed: EntrySchema,
  missing: v.array(v.string()),
  awareAt: instant,
  ...settled,
  closedAt: v.nullable(instant),
  keepUntil: v.nullable(instant),
  savedAt: v.nullable(instant),
  savedBy: v.nullable(v.string()),
  mayEdit: v.boolean(),
})
export type EntryView = v.InferOutput<typeof EntryView>

/** `fields`: those that were changed, and no other. `noNames`: whoever completes it says that it names nobody. */
export const SaveEntry = v.strictObject({
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  fields: EntrySchema,
  complete: v.optional(v.boolean()),
  noNames: v.optional(v.boolean()),
})

const period = { from: v.optional(day), to: v.optional(day) }
export const RegisterQuery = v.strictObject({
  organisationId: v.optional(id),
  kind: v.optional(v.picklist(registerKinds)),
  school: v.optional(id),
  outcome: v.optional(v.picklist(registerOutcomes)),
  ...period,
  cursor: v.optional(v.pipe(v.string(), v.maxLength(500))),
})
export const registerFormats = ['pdf', 'csv', 'xlsx', 'json'] as const
export type RegisterFormat = (typeof registerFormats)[number]
export const ExportQuery = v.strictObject({ organisationId: id, format: v.picklist(registerFormats), ...period })

const year = v.pipe(v.string(), v.regex(/^20\d{2}$/))
export const FiguresQuery = v.strictObject({ organisationId: id, year })

const count = v.nullable(v.number())
const cells = v.array(v.object({ keys: v.array(v.nullable(v.string())), count }))
export const RegisterFiguresView = v.object({
  organisationId: id,
  year: v.number(),
  /** the smallest group that is said something about; null where they are exact */
  floor: count,
  schools: v.array(v.object({ id, name: v.string() })),
  figures: v.object({
    total: count,
    byKind: cells,
    bySchool: cells,
    breaches: count,
    told: count,
    toDecision: v.object({ count, median: count }),
    toFiling: v.object({ count, median: count, late: count }),
  }),
  /** for dpo and handler alone */
  perIncident: v.nullable(
    v.array(v.object({ incidentId: id, number: v.string(), toDecision: count, toFiling: count, inTime, reason: v.nullable(v.string()) })),
  ),
})
export type RegisterFiguresView = v.InferOutput<typeof RegisterFiguresView>

const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(importLimits.columns))
export const MappingSchema = v.strictObject(
  Object.fromEntries(importColumns.map((column) => [column, v.optional(place)])) as Record<
    (typeof importColumns)[number],
    v.OptionalSchema<typeof place, undefined>
  >,
)
/** The whole file in base64: it is read anew each time and kept nowhere. */
const file = {
  organisationId: id,
  format: v.picklist(['csv', 'xlsx']),
  file: v.pipe(v.string(), v.base64(), v.maxLength(Math.ceil(importLimits.bytes / 3) * 4)),
}
export const PreviewImport = v.strictObject({ ...file, mapping: v.optional(MappingSchema) })
/** `importId`: made by the screen, so that a second press takes nothing over twice. */
export const ConfirmImport = v.strictObject({ ...file, mapping: MappingSchema, importId: id, skipErrors: v.optional(v.boolean()) })

const said = v.array(v.object({ column: v.picklist(importColumns), code: v.picklist([...rowErrors, ...rowNotes]) }))
export const ImportPreview = v.object({
  headings: v.array(v.string()),
  mapping: v.record(v.string(), v.number()),
  rows: v.number(),
  wrong: v.number(),
  /** `row`: as the sheet numbers it, the headings being row 1; at most a hundred */
  errors: v.array(v.object({ row: v.number(), said })),
  notes: v.array(v.object({ row: v.number(), said })),
  /** the first few as they would be taken over */
  sample: v.array(
    v.object({ row: v.number(), description: v.string(), awareAt: instant, registerKind: v.nullable(v.string()), classification: v.picklist(classifications) }),
  ),
})
export type ImportPreview = Omit<v.InferOutput<typeof ImportPreview>, 'mapping'> & { mapping: Mapping }
export const ImportDone = v.object({ taken: v.number(), skipped: v.number(), already: v.boolean() })
export type ImportDone = v.InferOutput<typeof ImportDone>
