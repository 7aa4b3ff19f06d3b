import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schoolCodeLetters } from '../../../shared/access/school-code.ts'
import { certificateCodeLength, printable, printableOr, readCertificateCode, showCertificateCode } from '../../../shared/training/certificate.ts'

const aCode = fc
  .array(fc.constantFrom(...schoolCodeLetters), { minLength: certificateCodeLength, maxLength: certificateCodeLength })
  .map((letters) => letters.join(''))
/** As somebody types it from paper: another case, letters that look like others, and anything between them. */
const typed = (code: string) =>
  fc.array(fc.tuple(fc.constantFrom('', ' ', '-', '–', '\u200b'), fc.boolean(), fc.nat(2)), { minLength: code.length, maxLength: code.length }).map((how) =>
    [...code]
      .map((letter, at) => {
        const [before, small, like] = how[at]!
        const looks = letter === '0' ? ['0', 'O', '0'][like]! : letter === '1' ? ['1', 'I', 'L'][like]! : letter
        return before + (small ? looks.toLowerCase() : looks)
      })
      .join(''),
  )

describe("a certificate's code", () => {
  it('holds eighty bits and is printed four by four', () => {
    expect(certificateCodeLength * Math.log2(schoolCodeLetters.length)).toBe(80)
    expect(showCertificateCode('0123456789ABCDEF')).toBe('0123-4567-89AB-CDEF')
  })

  it('is read however it is typed, and no two codes are ever read as one', () => {
    const two = fc.tuple(aCode, aCode).chain(([one, other]) => fc.tuple(fc.constant(one), typed(one), fc.constant(other), typed(other)))
    fc.assert(
      fc.property(two, ([one, asOne, other, asOther]) => {
        expect(readCertificateCode(asOne)).toBe(one)
        expect(readCertificateCode(showCertificateCode(one))).toBe(one)
        expect(readCertificateCode(asOne) === readCertificateCode(asOther)).toBe(one === other)
      }),
      { numRuns: 200 },
    )
  })

  it.each(['', 'KADE-4827', '0123-4567-89AB-CDEU', '0123-4567-89AB-CDEFG', '0'.repeat(41), '０１２３４５６７８９ＡＢＣＤＥＦ'])(
    'is not read from %j',
    (text) => {
      expect(readCertificateCode(text)).toBeNull()
    },
  )
})

describe('what can be printed', () => {
  it.each([
    ['Noor Fictief', 'Noor Fictief'],
    ['  Zoë\tvan  ’t Veld-Świątek ', 'Zoë van ’t Veld-Świątek'],
    ['Nguyễn Thị Ánh', 'Nguyễn Thị Ánh'],
    ['Ελένη Παπαδοπούλου', 'Ελένη Παπαδοπούλου'],
    ['Їрина Щербакова', 'Їрина Щербакова'],
    ['Zoe\u0308', 'Zoë'],
    ['', ''],
  ])('is %j', (given, printed) => {
    expect(printable(given)).toBe(printed)
  })

  it.each(['نور', 'נועה', '小林', 'Noor 💚', 'Noor\u202eteiF', 'Noor\u0000', 'No\u00ador', '\ud800'])(
    'is not %j, which would be boxes or stand the wrong way round',
    (given) => {
      expect(printable(given)).toBeNull()
      expect(printable(printableOr(given))).toBe(printableOr(given))
    },
  )
})
