import { readLetters } from './school-code.ts'

/** Ten letters of five bits: 50 bits, and five wrong ones an hour. */
export const recoveryCodeLength = 10
/** How many somebody gets, on paper. */
export const recoveryCodes = 10

/** A recovery code as a person types it from paper, read as forgivingly as the school's code. Null for all else. */
export const readRecoveryCode = (text: string): string | null => readLetters(text, recoveryCodeLength)

/** `ABCDEFGHJK` as it is printed: `ABCDE-FGHJK`. */
export const showRecoveryCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`
