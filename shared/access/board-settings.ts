import * as v from 'valibot'

/** What a board chose for itself. */
export const BoardSettings = v.object({
  organisationId: v.pipe(v.string(), v.uuid()),
  /** searching by words of a story; off until the board says so */
  search: v.boolean(),
  /** while it is being switched on: not everything is searchable yet. No number: it would count what its reader may not see. */
  preparing: v.boolean(),
  /** whether the officer has the third vote (handbook), or the handler, after the officer's advice (norm of the sector). Absent: an older server */
  fgVotes: v.optional(v.boolean()),
  /** whom a letter about a pupil of sixteen or seventeen goes to: the pupil alone, or the parents too. Absent: an older server */
  from16: v.optional(v.picklist(['self', 'both'])),
})
export type BoardSettings = v.InferOutput<typeof BoardSettings>

export const ChangeBoardSettings = v.strictObject({
  search: v.optional(v.boolean()),
  fgVotes: v.optional(v.boolean()),
  from16: v.optional(v.picklist(['self', 'both'])),
})
