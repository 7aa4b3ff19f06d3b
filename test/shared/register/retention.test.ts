import fc from 'fast-check'
import { expect, it } from 'vitest'
import { amsterdamDay, between, days } from '../../../shared/instant.ts'
import { expectedOf, expectedUntil } from '../../../shared/register/meetings.ts'
import { keptUntil, longerOf, nextReview, retentionOutcomes, yearsAfter, type Kept } from '../../../shared/register/retention.ts'

const kept: Kept = { closedAt: '2026-03-10T09:00:00.000Z', lastMessageAt: '2026-04-01T10:00:00.000Z', ownYears: 2 }
const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }).map((date) => date.toISOString())
const anyKept = fc.record({ closedAt: moment, lastMessageAt: fc.option(moment), ownYears: fc.integer({ min: 1, max: 10 }) })

it.each([
  ['threeYearsReview', '2029-03-10T09:00:00.000Z'],
  ['oneYear', '2027-03-10T09:00:00.000Z'],
  ['oneYearAfterLastMessage', '2027-04-01T10:00:00.000Z'],
  ['boardTerm', '2028-03-10T09:00:00.000Z'],
] as const)('keeps a file of %s until %s', (outcome, until) => {
  expect(keptUntil(outcome, kept)).toBe(until)
})

it('counts from the closing where nobody was told, and never ends before the file was closed', () => {
  expect(keptUntil('oneYearAfterLastMessage', { ...kept, lastMessageAt: null })).toBe('2027-03-10T09:00:00.000Z')
  expect(keptUntil('oneYearAfterLastMessage', { ...kept, lastMessageAt: '2024-01-01T00:00:00.000Z' })).toBe(kept.closedAt)
})

it('takes a leap day as the day after it, never too short', () => {
  expect(yearsAfter('2028-02-29T12:00:00.000Z', 1)).toBe('2029-03-01T12:00:00.000Z')
  expect(yearsAfter('2028-02-29T12:00:00.000Z', 4)).toBe('2032-02-29T12:00:00.000Z')
})

it('looks again every year only where the table asks it', () => {
  expect(retentionOutcomes.filter((outcome) => nextReview(outcome, kept.closedAt) !== null)).toEqual(['threeYearsReview'])
  expect(nextReview('threeYearsReview', kept.closedAt)).toBe('2027-03-10T09:00:00.000Z')
})

it('never keeps a file shorter than a year after it was closed, but for a message long ago', () => {
  fc.assert(
    fc.property(anyKept, fc.constantFrom('threeYearsReview', 'oneYear', 'boardTerm'), (one, outcome) => {
      expect(between(one.closedAt, keptUntil(outcome as 'oneYear', one))).toBeGreaterThanOrEqual(days(365))
    }),
    { numRuns: 100 },
  )
})

it('takes the longer of two terms, whichever comes first', () => {
  const one = fc.constantFrom(...retentionOutcomes)
  fc.assert(
    fc.property(anyKept, one, one, (of, a, b) => {
      const longer = longerOf(a, b, of)
      expect(longer).toBe(longerOf(b, a, of))
      for (const outcome of [a, b]) expect(keptUntil(longer, of) >= keptUntil(outcome, of)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

it('asks for two meetings, an evaluation and a report a year, from the period in which a board began', () => {
  const began = '2026-03-02T09:00:00.000Z'
  const named = (now: string) => expectedUntil(began, now).map(({ kind, period }) => `${kind} ${period}`)
  expect(named('2026-03-02T09:00:00.000Z')).toEqual([])
  expect(named('2026-06-15T09:00:00.000Z')).toEqual(['halfYear 2026-1'])
  expect(named('2027-02-15T09:00:00.000Z')).toEqual(['halfYear 2026-1', 'halfYear 2026-2', 'evaluation 2026', 'yearReport 2026'])
  expect(expectedUntil('2026-08-01T09:00:00.000Z', '2027-02-15T09:00:00.000Z').map(({ period }) => period)).not.toContain('2026-1')
})

it('asks once for each of them, with a day to have it held by after the period is over', () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [began, now] = a < b ? [a, b] : [b, a]
      const all = expectedUntil(began, now)
      expect(new Set(all.map(({ kind, period }) => `${kind} ${period}`)).size).toBe(all.length)
      for (const one of all) {
        expect(one.dueOn > one.until).toBe(true)
        expect(one.until > amsterdamDay(began)).toBe(true)
        expect(expectedOf(one.kind, one.period)).toEqual(one)
      }
    }),
    { numRuns: 100 },
  )
})

it('knows no meeting of a period that is none', () => {
  for (const [kind, period] of [
    ['halfYear', '2026'],
    ['halfYear', '2026-3'],
    ['evaluation', '2026-1'],
    ['yearReport', 'x'],
    ['party', '2026'],
  ] as const)
    expect(expectedOf(kind, period)).toBeUndefined()
})
