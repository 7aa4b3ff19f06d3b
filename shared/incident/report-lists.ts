/** The closed lists and limits of a report, apart from its schema: a phone that fills in the form needs no validator. */

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
  /** what a photo may say it measures: unpacked, a few bytes can be gigabytes */
  attachmentPixels: 100_000_000,
  attachments: 5,
  messageLength: 4_000,
} as const
