import * as v from 'valibot'
import { teamRoles } from '../access/fence.ts'
import { addressees, currentShape, dataCategories, discoveredBases, peopleCounts, reportKinds, reportLimits, yesNoUnknown } from './report-lists.ts'

export * from './report-lists.ts'

const text = (max: number) => v.pipe(v.string(), v.maxLength(max))

/** What the form of today writes, shape 1. The server reads more widely: see api/incident/read-report.ts. */
export const Report = v.object({
  shape: v.literal(currentShape),
  kind: v.picklist(reportKinds),
  description: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(reportLimits.descriptionLength)),
  /** UTC instant, or absent: `today` and `yesterday` without an hour, `unknown` */
  discoveredAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  discoveredBasis: v.picklist(discoveredBases),
  reportedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** server minus device in milliseconds, as last measured when the draft was made */
  draftSkewMs: v.optional(v.pipe(v.number(), v.integer())),
  organisationId: v.optional(v.pipe(v.string(), v.uuid())),
  schoolId: v.optional(v.pipe(v.string(), v.uuid())),
  addressee: v.optional(v.picklist(addressees)),
  /** roles that must not know of it: whoever holds one, his deputy steps in */
  notTo: v.optional(v.array(v.picklist(teamRoles))),
  atProcessor: v.optional(text(200)),
  stillGoingOn: v.optional(v.picklist(yesNoUnknown)),
  dataCategories: v.optional(v.array(v.picklist(dataCategories))),
  peopleCount: v.optional(v.picklist(peopleCounts)),
  callBackNumber: v.optional(text(40)),
  /** the name the sender gives, where the report may be handed in with the school's code; nobody checks it */
  writtenBy: v.optional(text(100)),
  /** ids of the advice items of `advice.ts` that the reporter ticked */
  alreadyDone: v.optional(v.array(text(60))),
  /** how many photos the phone will send after the report */
  attachments: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(reportLimits.attachments))),
  /** a report taken by phone: who called */
  takenFrom: v.optional(v.object({ name: text(120), phone: v.optional(text(40)), email: v.optional(text(200)) })),
})
export type Report = v.InferOutput<typeof Report>
