import * as v from 'valibot'

/** The reporter's eight tiles (handbook VII-B art. 6); none of them presumes a breach. */
export const reportKinds = [
  'wrongRecipient',
  'deviceLost',
  'paperLost',
  'unauthorisedView',
  'suspiciousMessage',
  'accountCompromised',
  'dataUnavailable',
  'other',
] as const
export type ReportKind = (typeof reportKinds)[number]

export const discoveredBases = ['now', 'today', 'yesterday', 'picked', 'unknown'] as const
export type DiscoveredBasis = (typeof discoveredBases)[number]

/** Kinds where an e-mail could tell an attacker that he is discovered (protocol VII-B); `other` until a handler has read it. */
export const discreetKinds = ['accountCompromised', 'suspiciousMessage', 'dataUnavailable', 'other'] as const

export const addressees = ['dpo', 'chair'] as const
export const yesNoUnknown = ['yes', 'no', 'unknown'] as const
export const dataCategories = ['name', 'contact', 'login', 'financial', 'bsn', 'idCopy', 'birthDate', 'health', 'results', 'other', 'unknown'] as const
export const peopleCounts = ['one', 'few', 'class', 'school', 'more', 'unknown'] as const

/** Version of the form. A phone may hold a report for weeks: the server keeps a reader for every shape ever published. */
export const currentShape = 1

export const reportLimits = {
  /** bytes of the whole JSON body */
  bodyBytes: 64 * 1024,
  /** characters the form lets a reporter type: with the rest it stays well under the body limit, whatever the script */
  descriptionLength: 10_000,
  attachmentBytes: 8 * 1024 * 1024,
  attachments: 5,
  messageLength: 4_000,
} as const

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
  atProcessor: v.optional(text(200)),
  stillGoingOn: v.optional(v.picklist(yesNoUnknown)),
  dataCategories: v.optional(v.array(v.picklist(dataCategories))),
  peopleCount: v.optional(v.picklist(peopleCounts)),
  callBackNumber: v.optional(text(40)),
  /** ids of the advice items of `advice.ts` that the reporter ticked */
  alreadyDone: v.optional(v.array(text(60))),
  /** how many photos the phone will send after the report */
  attachments: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(reportLimits.attachments))),
  /** a report taken by phone: who called */
  takenFrom: v.optional(v.object({ name: text(120), phone: v.optional(text(40)), email: v.optional(text(200)) })),
})
export type Report = v.InferOutput<typeof Report>
