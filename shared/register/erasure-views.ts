import * as v from 'valibot'

const instant = v.pipe(v.string(), v.isoTimestamp())
const id = v.pipe(v.string(), v.uuid())

/** Something that was erased: which one and when, nothing of what it said. */
const ErasedIncident = v.object({ incidentId: id, number: v.string(), erasedAt: instant })
const ErasedReport = v.object({ reportId: id, incidentId: id, number: v.string(), erasedAt: instant })

/** What was erased at a board as far as the reader may know of it, newest first; at most 500 of each. */
export const ErasureList = v.object({ incidents: v.array(ErasedIncident), reports: v.array(ErasedReport) })
export type ErasureList = v.InferOutput<typeof ErasureList>
