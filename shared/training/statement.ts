import * as v from 'valibot'

/** The id of a module, as it may stand in an address. */
export const ModuleKey = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/))

/** That somebody finished a module, as an xAPI 1.0.3 statement: no name, school, role or day. */
export const Statement = v.object({
  id: v.pipe(v.string(), v.uuid()),
  version: v.literal('1.0.3'),
  /** `name`: a pseudonym of one learner in one module; it stays the same from export to export and stands nowhere else */
  actor: v.object({ objectType: v.literal('Agent'), account: v.object({ homePage: v.string(), name: v.string() }) }),
  verb: v.object({ id: v.string(), display: v.record(v.string(), v.string()) }),
  object: v.object({
    objectType: v.literal('Activity'),
    id: v.string(),
    definition: v.object({ type: v.string(), name: v.object({ nl: v.string(), en: v.string() }) }),
  }),
  result: v.object({ completion: v.literal(true) }),
  /** 00:00 UTC of the first day of the month (Amsterdam) in which it was finished */
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
})
export type Statement = v.InferOutput<typeof Statement>
