import { expect, it } from 'vitest'
import { readRecoveryCode, showRecoveryCode } from '../../../shared/access/recovery-code.ts'

it.each(['ABCDE-FGH10', ' abcde fghlO ', 'ABCDEFGHIo'])('reads %s as it was meant', (typed) => {
  expect(readRecoveryCode(typed)).toBe('ABCDEFGH10')
})

it('reads nothing else as a code, and prints one in two halves', () => {
  for (const typed of ['', 'ABCDE', 'ABCDE-FGHJU', 'ABCDE-FGHJKM', 'A'.repeat(10_000)]) expect(readRecoveryCode(typed)).toBeNull()
  expect(showRecoveryCode('ABCDEFGH10')).toBe('ABCDE-FGH10')
})
