import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readSchoolCode, schoolCodeLength, schoolCodeLetters, showSchoolCode } from '../../../shared/access/school-code.ts'

const anyCode = fc.array(fc.constantFrom(...schoolCodeLetters), { minLength: schoolCodeLength, maxLength: schoolCodeLength }).map((letters) => letters.join(''))

it('reads every code as it is shown, in small letters and with spaces anywhere', () => {
  fc.assert(
    fc.property(anyCode, fc.nat(schoolCodeLength), (code, at) => {
      expect(readSchoolCode(showSchoolCode(code))).toBe(code)
      expect(readSchoolCode(` ${code.slice(0, at)} – ${code.slice(at)}\n`.toLowerCase())).toBe(code)
    }),
  )
})

it.each([
  ['KADE-4827', 'KADE4827'],
  ['kade 48 27', 'KADE4827'],
  ['KADE‑4827', 'KADE4827'],
  ['O0oO-ILil', '00001111'],
  ['\u{a0}kade\u{200b}4827 ', 'KADE4827'],
])('reads %j as %s', (typed, code) => {
  expect(readSchoolCode(typed)).toBe(code)
})

it.each(['', '-', 'KADE482', 'KADE48277', 'KADE482U', 'KADE482!', 'KADÉ4827', 'KADE_4827', '𝟜𝟜𝟜𝟜𝟜𝟜𝟜𝟜'])('reads no code in %j', (typed) => {
  expect(readSchoolCode(typed)).toBeNull()
})

it('never gives anything but eight letters of its own, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const code = readSchoolCode(typed)
      expect(code === null || /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code)).toBe(true)
    }),
  )
})

it('does not read what no hand would type', () => {
  expect(readSchoolCode('KADE4827'.repeat(1250))).toBeNull()
  expect(readSchoolCode(`KADE4827${' '.repeat(10_000)}`)).toBeNull()
})
