import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importColumns } from '../../../shared/register/columns.ts'
import { plainWord, proposeMapping, readMoment, readRow, type Known, type Mapping } from '../../../shared/register/import-rows.ts'

const words = (list: Record<string, string>) => new Map(Object.entries(list))
const known: Known = {
  columns: new Map(importColumns.map((column) => [plainWord(column), column])),
  ...{ kinds: words({ phishing: 'phishing' }), schools: words({ regenboog: 's1' }), happened: words({ kwijt: 'lost' }) },
  ...{
    classifications: words({ datalek: 'breach', buiten: 'outOfScope' }),
    subjects: words({ apart: 'communicate' }),
    answers: words({ ja: 'yes', nee: 'no' }),
  },
}
const now = '2026-03-02T09:15:00.000Z'
const read = (row: Partial<Record<(typeof importColumns)[number], string>>) =>
  readRow(Object.values(row), Object.fromEntries(Object.keys(row).map((column, at) => [column, at])) as Mapping, known, now)

it('reads a moment however people write it, on the wall in Amsterdam', () => {
  expect(['2026-03-05', '5-3-2026', '05/03/2026 10:15', '2026-07-05 10.15 uur', '5.3.2026'].map((text) => readMoment(text)?.at)).toEqual([
    ...['2026-03-04T23:00:00.000Z', '2026-03-04T23:00:00.000Z', '2026-03-05T09:15:00.000Z', '2026-07-05T08:15:00.000Z', '2026-03-04T23:00:00.000Z'],
  ])
  expect(readMoment('2026-03-29 10:00')?.at).toBe('2026-03-29T08:00:00.000Z')
  expect(['30-2-2026', '5-3', 'gisteren', '2026-03-05 25:00', ''].map(readMoment)).toEqual([undefined, undefined, undefined, undefined, undefined])
})

it('takes over what it understands and says what it does not', () => {
  const { row, errors, notes } = read({
    description: 'Post',
    occurredFrom: '1-2-2026',
    registerKind: 'kabouter',
    school: 'elders',
    classification: 'DATALEK',
    authority: 'Ja',
    happened: 'kwijt, raar',
    peopleMax: '1.200',
  })
  expect(errors).toEqual([])
  expect(notes.map(({ code }) => code)).toEqual(['kindBecomesOther', 'happenedUnknown', 'schoolUnknown'])
  expect(row).toMatchObject({
    registerKind: 'other',
    schoolId: null,
    breach: 'breach',
    scope: 'inScope',
    authority: 'notify',
    awareAt: '2026-01-31T23:00:00.000Z',
  })
  expect(row?.entry).toMatchObject({ happened: ['lost'], people: { known: 'range', min: 1200, max: 1200 }, occurred: { known: 'on', from: '2026-02-01' } })
})

it('gives either a row or an error for any cells at all', () => {
  const cells = fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 })
  const mapping = fc.dictionary(fc.constantFrom(...importColumns), fc.nat({ max: 35 }))
  fc.assert(
    fc.property(cells, mapping, (row, chosen) => {
      const found = readRow(row, chosen, known, now)
      expect(found.row === null).toBe(found.errors.length > 0)
    }),
    { numRuns: 200 },
  )
})

it('proposes each column once, by the first heading that fits', () => {
  expect(proposeMapping(['School', 'Awareat', 'awareAt', '?'], known.columns)).toEqual({ school: 0, awareAt: 1 })
})
