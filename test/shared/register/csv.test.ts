import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asWritten, harmless, readCsv, separatorOf, writeCsv } from '../../../shared/register/csv.ts'

const cell = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ';', ',', '\t', '\r', '\n', ' ', 'a', '1', '＝', 'é'), maxLength: 8 })

it('reads back every cell as it was, however hostile', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
      expect(readCsv(writeCsv(rows), { separator: ';' })).toEqual(rows)
    }),
    { numRuns: 200 },
  )
})

it('leaves no cell that a spreadsheet would run', () => {
  fc.assert(
    fc.property(cell, (text) => {
      expect(harmless(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(asWritten(harmless(text))).toBe(text)
    }),
    { numRuns: 200 },
  )
  expect(['=1+1', '+31', '-5', '@x', "'=x", 'gewoon'].map(harmless)).toEqual(["'=1+1", "'+31", "'-5", "'@x", "''=x", 'gewoon'])
})

it('knows what stands between the cells, and reads what others write', () => {
  expect([separatorOf('a;b;"c,d,e"\n1,2,3,4'), separatorOf('a,b\n'), separatorOf('a\tb')]).toEqual([';', ',', '\t'])
  expect(readCsv('a,b\n"x\ny","say ""hi"""\n,\n')).toEqual([
    ['a', 'b'],
    ['x\ny', 'say "hi"'],
    ['', ''],
  ])
  expect(readCsv('a;"open\nb;c')).toEqual([
    ['a', '"open'],
    ['b', 'c'],
  ])
  expect(readCsv('1\n2\n3\n4', { most: 2 })).toEqual([['1'], ['2']])
})

it('is not held up by quotes that never close', () => {
  const started = performance.now()
  expect(readCsv('"a"b;'.repeat(100_000)).length).toBe(1)
  expect(readCsv('"\n'.repeat(100_001)).length).toBeGreaterThan(1)
  expect(performance.now() - started).toBeLessThan(1_500)
})
