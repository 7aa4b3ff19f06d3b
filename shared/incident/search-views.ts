import * as v from 'valibot'
import { reportKinds } from './report.ts'
import { incidentStates } from './status.ts'

const id = v.pipe(v.string(), v.uuid())

/** One to five words as they were typed; each has to stand in the same incident. In the body of a POST, so that no word gets into an address or a log. */
export const SearchWords = v.strictObject({ words: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)) })

export const SearchHit = v.object({
  id,
  organisationId: id,
  organisationName: v.string(),
  number: v.string(),
  kind: v.picklist(reportKinds),
  state: v.picklist(incidentStates),
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
})
export type SearchHit = v.InferOutput<typeof SearchHit>

/** The newest hits, at most fifty. */
export const SearchHits = v.object({
  items: v.array(SearchHit),
  more: v.boolean(),
  /** boards of this reader that do not have searching on: nothing of them was searched */
  notSearched: v.array(v.string()),
})
export type SearchHits = v.InferOutput<typeof SearchHits>
