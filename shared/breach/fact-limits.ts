import { worksheetLimits } from './worksheet.ts'

/** How much of it hangs on one incident. */
export const factLimits = {
  /** of a question, in characters */
  question: 1000,
  /** of what is answered to it, in characters */
  requestAnswer: worksheetLimits.text,
  /** whom a link is for, in characters */
  to: 200,
  /** questions that wait at once */
  requestsOpen: 50,
  /** how long a link works, in hours */
  linkHours: 72,
  /** bytes of one file */
  fileBytes: 10 * 1024 * 1024,
  files: 30,
  /** of the name of a file, in characters */
  fileName: 200,
} as const

/** What a file is for. */
export const filePurposes = ['evidence', 'proof', 'correspondence'] as const
export type FilePurpose = (typeof filePurposes)[number]
