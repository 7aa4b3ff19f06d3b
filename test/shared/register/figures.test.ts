import fc from 'fast-check'
import { expect, it } from 'vitest'
import { figuresOf, median, mergeSmall, underFloor, type Counted } from '../../../shared/register/register-figures.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString()
const one = (changes: Partial<Counted> = {}): Counted => ({
  ...{ incidentId: 'a', number: '2026-001', registerKind: 'phishing', schoolId: 's1', classification: 'breach', awareAt: at(0) },
  ...{ decidedAt: null, filedAt: null, anchorAt: null, inTime: null, toldAt: null },
  ...changes,
})
const many = (n: number, changes: Partial<Counted> = {}) => Array.from({ length: n }, () => one(changes))

it('counts by kind and school, and takes the middle of the hours', () => {
  const figures = figuresOf([
    one({ decidedAt: at(4), filedAt: at(50), toldAt: at(60), inTime: 'onTime' }),
    one({ decidedAt: at(8), filedAt: at(100), anchorAt: at(90), inTime: 'late', registerKind: null }),
    one({ classification: 'incidentOnly', schoolId: null }),
  ])
  expect(figures).toMatchObject({ total: 3, breaches: 2, told: 1, toDecision: { count: 2, median: 6 }, toFiling: { count: 2, median: 30, late: 1 } })
  expect(figures.byKind).toEqual([
    { keys: ['phishing'], count: 2 },
    { keys: [null], count: 1 },
  ])
  expect([median([]), median([3]), median([1, 2]), median([5, 1, 9])]).toEqual([null, 3, 1.5, 5])
})

const counts = fc.array(fc.nat({ max: 25 }), { maxLength: 6 })

it('shows no cell below the floor, loses none, and leaves nothing to subtract', () => {
  fc.assert(
    fc.property(counts, (list) => {
      const cells = list.map((count, n) => ({ keys: [String(n)], count }))
      const shown = mergeSmall(cells, 10)
      const total = list.reduce((sum, count) => sum + count, 0)
      const counted = shown.flatMap(({ count }) => count ?? [])
      for (const count of counted) expect(count).toBeGreaterThanOrEqual(10)
      // What is not shown stands alone, and the total is not shown either.
      if (total >= 10) expect(counted.reduce((sum, count) => sum + count, 0)).toBe(total)
      else expect(counted).toEqual([])
      expect(shown.flatMap(({ keys }) => keys).toSorted()).toEqual(cells.flatMap(({ keys, count }) => (count > 0 ? keys : [])).toSorted())
    }),
    { numRuns: 200 },
  )
})

it('says nothing of a part where the part or the rest is one to nine', () => {
  fc.assert(
    fc.property(fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.nat({ max: 30 }), (breaches, told, others) => {
      const entries = [...many(breaches), ...many(told, { toldAt: at(9) }), ...many(others, { classification: 'incidentOnly' })]
      const seen = underFloor(figuresOf(entries))
      const few = (n: number | null, whole: number | null) => n !== null && whole !== null && [n, whole - n].some((part) => part > 0 && part < 10)
      expect(seen.total === null || seen.total >= 10).toBe(true)
      expect(few(seen.breaches, seen.total)).toBe(false)
      expect(seen.told !== null && seen.breaches === null).toBe(false)
      expect(few(seen.told, seen.breaches)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

it('gives a middle only from ten on', () => {
  const filed = { filedAt: at(20), inTime: 'onTime' } as const
  expect(underFloor(figuresOf(many(9, filed))).toFiling).toEqual({ count: null, median: null, late: null })
  expect(underFloor(figuresOf(many(10, filed))).toFiling).toEqual({ count: 10, median: 20, late: 0 })
  expect(underFloor(figuresOf([...many(10, filed), one()])).toFiling).toEqual({ count: null, median: null, late: null })
  expect(underFloor(figuresOf([...many(10, filed), ...many(10, { ...filed, inTime: 'late' })])).toFiling.late).toBe(10)
})
