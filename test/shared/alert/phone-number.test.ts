import { describe, expect, it } from 'vitest'
import { mobileNumber } from '../../../shared/alert/phone-number.ts'

describe('a number one can text', () => {
  it.each([
    '0612345678',
    '06-12345678',
    '06 12 34 56 78',
    '+31612345678',
    '+31 6 12345678',
    '+31 (0)6 12345678',
    '0031612345678',
    '+31 0612345678',
    ' (06) 12.34.56.78 ',
  ])('reads %s as the same Dutch mobile number', (written) => expect(mobileNumber(written)).toBe('+31612345678'))

  it.each([
    ['+32 470 12 34 56', '+32470123456'],
    ['0032 (0)470 123456', '+32470123456'],
    ['+49 151 23456789', '+4915123456789'],
    ['+44 7700 900123', '+447700900123'],
  ])('reads %s, from abroad', (written, number) => expect(mobileNumber(written)).toBe(number))

  it.each([
    ...['', '112', '085-1234567', '088 123 45 67', '020-1234567', '0320 123456', '+31 20 1234567', '0900-1234', '+32 2 123 45 67', '+49 30 123456'],
    ...['06-1234567', '061234567890', '+3161234567890123', '12345678', '06-12345678 (alleen overdag)', 'bel de conciërge', '+', '++31612345678'],
  ])('does not text %s', (written) => expect(mobileNumber(written)).toBeNull())

  it('texts nobody where there is no number', () => expect([mobileNumber(null), mobileNumber(undefined)]).toEqual([null, null]))
})
