import * as v from 'valibot'
import { authorityStates, missingCodes, peopleStates } from './tracks.ts'

/** How far a case is from being closed: its three tracks, and what is still missing. */
export const ClosingView = v.object({
  authority: v.object({ state: v.picklist(authorityStates), final: v.boolean() }),
  people: v.object({ state: v.picklist(peopleStates), final: v.boolean() }),
  measures: v.object({ loose: v.number(), final: v.boolean() }),
  missing: v.array(v.picklist(missingCodes)),
  may: v.object({ close: v.boolean() }),
})
export type ClosingView = v.InferOutput<typeof ClosingView>
export const CloseIncident = v.strictObject({ reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000)) })
