/** Crockford's letters: without I, L, O and U, which are taken for others or make words. */
export const schoolCodeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Eight letters of five bits: 40 bits, a thousand milliard codes. */
export const schoolCodeLength = 8

/** Longer than anybody would type it, spaces and dashes included: what is longer is not read at all. */
const longestTyped = 40

/** A school's code as a person types or says it: case, spaces and dashes are no matter, O is read as 0, I and L as 1. Null for all else. */
export const readSchoolCode = (text: string): string | null => readLetters(text, schoolCodeLength)

/** So many letters as a person types or says them, or null. */
export function readLetters(text: string, length: number): string | null {
  if (text.length > longestTyped) return null
  const code = text
    .replaceAll(/[\s\p{Pd}\u{200b}-\u{200d}\u{2060}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return code.length === length && [...code].every((letter) => schoolCodeLetters.includes(letter)) ? code : null
}

/** `ABCDEFGH` as it hangs on the wall: `ABCD-EFGH`. */
export const showSchoolCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`
