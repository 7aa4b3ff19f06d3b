import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCsv, harmless, parseCsv, writeCsv } from '../../../shared/notification/csv.ts'
import { guessMapping, readBirthDate, readRecipients } from '../../../shared/notification/recipient-import.ts'
import { addresseeOf, ageOn, letterFor, mailingGroups, recipientLimits, type RecipientRow } from '../../../shared/notification/recipients.ts'

const today = '2026-03-02'

describe('age', () => {
  it.each([
    ['2010-03-02', '2026-03-01', 15],
    ['2010-03-02', '2026-03-02', 16],
    ['2008-02-29', '2024-02-28', 15],
    ['2008-02-29', '2024-02-29', 16],
    ['2012-02-29', '2028-02-29', 16],
    ['2009-02-28', '2025-02-28', 16],
    // A leap day's child is a year older on 1 March where there is no leap day.
    ['2004-02-29', '2022-02-28', 17],
    ['2004-02-29', '2022-03-01', 18],
  ])('of who was born on %s is on %s %i', (born, day, age) => expect(ageOn(born, day)).toBe(age))

  it('says whom a letter is for: parents until sixteen, then the pupil and the parents as the board chose, from eighteen nobody else', () => {
    expect([0, 15].map((age) => addresseeOf(age, 'self'))).toEqual(['representatives', 'representatives'])
    expect([16, 17].map((age) => addresseeOf(age, 'both'))).toEqual(['both', 'both'])
    expect([16, 17].map((age) => addresseeOf(age, 'self'))).toEqual(['self', 'self'])
    expect([18, 44].map((age) => addresseeOf(age, 'both'))).toEqual(['self', 'self'])
    expect(addresseeOf(null, 'self')).toBeNull()
  })

  it('is looked at on the day itself, and gives way to what was set by hand', () => {
    const row: RecipientRow = { name: 'Sem Bedacht', birthDate: '2010-03-03', addresses: [], protectedAddress: false }
    expect(letterFor(row, '2026-03-02', 'self')).toBe('representatives')
    expect(letterFor(row, '2026-03-03', 'self')).toBe('self')
    expect(letterFor({ ...row, addressee: 'both' }, '2026-03-03', 'self')).toBe('both')
    expect(letterFor({ ...row, birthDate: undefined }, today, 'self')).toBe('both')
  })
})

const street = fc.constantFrom('Dorpsstraat 1', 'dorpsstraat 1 ', 'Kade 2', 'Kade 3', 'ouder@voorbeeld.example', 'Plein 4')
const anyone = fc.record({
  name: fc.constantFrom('Ada', 'Bo', 'Cas'),
  birthDate: fc.option(fc.constantFrom('2012-05-05', '2009-06-06', '1980-01-01'), { nil: undefined }),
  addresses: fc.array(street, { maxLength: 2 }),
  protectedAddress: fc.boolean(),
  addressee: fc.option(fc.constantFrom('self' as const, 'representatives' as const, 'both' as const), { nil: undefined }),
})

describe('splitting a list', () => {
  it('never puts a protected address into a shared mailing, also not by way of somebody else who lives there', () => {
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 12 }), fc.constantFrom('self' as const, 'both' as const), (rows, from16) => {
        const secret = new Set(rows.filter((row) => row.protectedAddress).flatMap((row) => row.addresses.map((one) => one.trim().toLowerCase())))
        const { shared } = mailingGroups(rows, today, from16)
        expect(shared.filter(({ row, address }) => row.protectedAddress || secret.has(address.trim().toLowerCase()))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('loses nobody, and writes to both addresses of parents who live apart', () => {
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 12 }), (rows) => {
        const { shared, alone, withoutAddress } = mailingGroups(rows, today, 'self')
        const reached = [...shared, ...alone]
        for (const row of rows) {
          const his = reached.filter((one) => one.row === row)
          if (row.addresses.length === 0) expect([his.length, withoutAddress.includes(row)]).toEqual([0, true])
          else if (letterFor(row, today, 'self') !== 'self')
            expect(his.filter(({ to }) => to === 'representatives').map(({ address }) => address)).toEqual(row.addresses)
          else expect(his.map(({ to, address }) => [to, address])).toEqual([['self', row.addresses[0]]])
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('a file of people', () => {
  const file = [
    'Roepnaam;Tussenvoegsel;Achternaam;Geboortedatum;E-mailadres;E-mailadres 2;Geheim adres',
    'Ada;van;Voorbeeld;3-4-2012;a@voorbeeld.example;b@voorbeeld.example;nee',
    'Bo;;Fictief;2009-12-31;"Kade 2; boven";;JA',
    ';;;1-1-2010;x@y.example;;',
    'Cas;;Bedacht;31-2-2010;x@y.example;;',
    'Dex;;Verzonnen;;x@y.example;;',
    'Eva;;Verzonnen;1-1-2011;x@y.example;;misschien',
    'Fay;;Toekomst;1-1-2027;x@y.example;;',
  ].join('\r\n')

  it('is read by the names of its columns, and says of each line that cannot be read what is wrong with it', () => {
    const { rows, errors, total } = readRecipients(file, { today })
    expect(rows).toEqual([
      {
        ...{ name: 'Ada van Voorbeeld', birthDate: '2012-04-03', protectedAddress: false },
        addresses: ['a@voorbeeld.example', 'b@voorbeeld.example'],
      },
      { name: 'Bo Fictief', birthDate: '2009-12-31', addresses: ['Kade 2; boven'], protectedAddress: true },
    ])
    expect(errors).toEqual([
      { line: 4, code: 'nameMissing', cell: '' },
      { line: 5, code: 'birthDate', cell: '31-2-2010' },
      { line: 6, code: 'addresseeMissing', cell: '' },
      { line: 7, code: 'protectedAddress', cell: 'misschien' },
      { line: 8, code: 'birthDate', cell: '1-1-2027' },
    ])
    expect(total).toBe(7)
  })

  it('takes who gets the letter from whoever imports it where the file does not say', () => {
    expect(readRecipients('name,address\nFrits Fictief,f@x.example', { today, everyone: 'self' }).rows).toEqual([
      { name: 'Frits Fictief', addressee: 'self', addresses: ['f@x.example'], protectedAddress: false },
    ])
    const { rows } = readRecipients('naam;leeftijd;aan wie\nAda;12;zelf\nBo;12;', { today, everyone: 'both' })
    expect(rows.map(({ addressee, age }) => [addressee, age])).toEqual([
      ['self', 12],
      [undefined, 12],
    ])
  })

  it('is read by the columns somebody points at, and stops at five thousand lines', () => {
    const mapping = { name: 1, age: 0 }
    const lines = Array.from({ length: recipientLimits.rows + 1 }, () => '12;Ada')
    const { rows, tooMany } = readRecipients(['x;y', ...lines].join('\n'), { mapping, today })
    expect([rows.length, tooMany]).toEqual([recipientLimits.rows, true])
    expect(guessMapping(['Name', 'Date of birth', 'E-mail address', 'Protected address', 'Send to', 'Iets'])).toEqual({
      ...{ name: 0, birthDate: 1, address: 2, protectedAddress: 3, addressee: 4 },
    })
  })

  it.each([
    ['3-4-2012', '2012-04-03'],
    ['03/04/2012', '2012-04-03'],
    ['2012-04-03T00:00:00', '2012-04-03'],
    ['3-4-12', undefined],
    ['29-2-2011', undefined],
    ['', undefined],
  ])('reads %s as %s', (text, day) => expect(readBirthDate(text)).toBe(day))

  it('is read in UTF-8, with or without its mark, and as Excel writes it by itself', () => {
    const name = 'naam\nChloë Ðœr'
    expect(parseCsv(decodeCsv(new TextEncoder().encode(`\uFEFF${name}`)))).toEqual([['naam'], ['Chloë Ðœr']])
    expect(parseCsv(decodeCsv(new Uint8Array([...'naam\nChlo'].map((sign) => sign.charCodeAt(0)).concat(0xeb))))).toEqual([['naam'], ['Chloë']])
  })

  it('comes back as it was written, whatever stands in it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ';', ',', '"', '\n', ' ', '=', '-', "'", '1'), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        expect(parseCsv(writeCsv(rows))).toEqual(rows.map((row) => row.map(harmless)))
      }),
      { numRuns: 200 },
    )
  })

  it.each(['=1+1', '+31', '-2', '@SUM(A1)', '\t=1', ' =1'])('leaves %j no formula in a file that goes out, and takes the mark off again', (cell) => {
    expect(parseCsv(writeCsv([['x', cell]]))[0]![1]).toBe(`'${cell}`)
    expect(
      readRecipients(
        writeCsv([
          ['naam', 'aan wie'],
          [cell, 'zelf'],
        ]),
        { today },
      ).rows[0]!.name,
    ).toBe(cell.trim().replaceAll(/\s+/g, ' '))
  })
})
