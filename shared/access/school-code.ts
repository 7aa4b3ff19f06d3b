/** Crockford's alphabet: no I, L, O or U, which look or sound like something else. */
const readable = /^[0-9A-HJKMNP-TV-Z]{8}$/

/** The school's code as it is sent (ABCDEFGH), however it was typed: case, spaces and dashes do not count, O is 0, I and L are 1. Null: it is none. */
export function readSchoolCode(text: string): string | null {
  const code = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return readable.test(code) ? code : null
}

/** The school's code as people read it: ABCD-EFGH. */
export const showSchoolCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`
