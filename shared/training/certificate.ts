import { readLetters } from '../access/school-code.ts'

/** Sixteen letters of five bits: 80 bits, which nobody guesses. */
export const certificateCodeLength = 16

/** A certificate's code as a person types it from paper: case, spaces and dashes are no matter, O is read as 0, I and L as 1. Null for all else. */
export const readCertificateCode = (text: string): string | null => readLetters(text, certificateCodeLength)

/** The sixteen letters as they are printed: four by four. */
export const showCertificateCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? ''

/** Latin with all that stands on and under it, Greek, Cyrillic, and the marks between words: what the typeface of the papers has, from left to right. */
const printed: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x24f],
  [0x300, 0x341],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x1e00, 0x1eff],
  [0x1f00, 0x1fff],
  [0x2010, 0x2014],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x20ac, 0x20ac],
]
const isPrinted = (letter: string) => {
  const code = letter.codePointAt(0) ?? 0
  return printed.some(([from, to]) => code >= from && code <= to) && /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/u.test(letter)
}

const tidy = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

/** The words as they can be printed: in one form, with single spaces. Null when a letter is not in our typeface, such as Arabic, Chinese or an emoji. */
export function printable(text: string): string | null {
  const whole = tidy(text)
  return [...whole].every(isPrinted) ? whole : null
}

/** For words that are not somebody's name: what cannot be printed becomes a question mark. */
export const printableOr = (text: string): string => [...tidy(text)].map((letter) => (isPrinted(letter) ? letter : '?')).join('')
