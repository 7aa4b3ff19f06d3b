import { describe, expect, it } from 'vitest'
import { days, plus } from '../../../shared/instant.ts'
import { holidaysRunOut, inHolidays, isSchoolDay, knownFrom, knownUntil, schoolYears } from '../../../shared/training/holidays.ts'
import { holidayRegions } from '../../../shared/training/training-settings.ts'
import { isYearlyDay, nextDueOn } from '../../../shared/training/yearly.ts'

const weekday = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay()
const lengthOf = ([first, last]: readonly [string, string]) => (Date.parse(last) - Date.parse(first)) / days(1) + 1
const spans = schoolYears.flatMap(({ year, autumn, christmas, spring, may, mayMore, summer }) =>
  Object.entries({ autumn, christmas, spring, may, mayMore, summer }).flatMap(([name, holiday]) =>
    (Array.isArray(holiday) ? [holiday as readonly [string, string]] : Object.values(holiday)).map((span) => ({ name, year, span })),
  ),
)

describe('the table of school holidays', () => {
  it('has whole weeks from Saturday to Sunday, six in summer and two at Christmas', () => {
    const weeks = { autumn: 1, christmas: 2, spring: 1, may: 1, mayMore: 1, summer: 6 } as Record<string, number>
    for (const { name, year, span } of spans) {
      expect([year, name, weekday(span[0]), weekday(span[1])]).toEqual([year, name, 6, 0])
      expect([year, name, Math.ceil(lengthOf(span) / 7)]).toEqual([year, name, (weeks[name] ?? 0) + 1])
    }
  })

  it('has each holiday within its school year, and says where it was read', () => {
    for (const { year, span } of spans) expect([`${year.slice(0, 4)}-09` < span[0], span[1] < `${year.slice(5)}-09-10`]).toEqual([true, true])
    for (const { year, source } of schoolYears) expect(source).toContain(year)
  })

  it('ends when the last summer holiday it knows is over everywhere', () => {
    expect(knownUntil).toBe(
      spans
        .map(({ span }) => span[1])
        .toSorted()
        .at(-1),
    )
  })
})

describe('a day', () => {
  it.each([
    ['2026-10-13', 'north', true],
    ['2026-10-13', 'middle', false],
    ['2026-10-20', 'north', false],
    ['2026-10-20', 'south', true],
    ['2026-10-13', null, true],
    ['2026-10-20', null, true],
    ['2026-10-27', null, false],
    ['2027-05-05', 'middle', true],
    ['2030-07-20', null, false],
  ] as const)('%s lies in a holiday of %s: %s', (day, region, holiday) => {
    expect(inHolidays(day, region)).toBe(holiday)
  })

  it('of school is none at the weekend, in a holiday, or where nobody knows', () => {
    expect(isSchoolDay('2026-10-27', null)).toBe(true)
    expect(['2026-10-24', '2026-10-25', '2026-10-20'].map((day) => isSchoolDay(day, 'south'))).toEqual([false, false, false])
    expect([plus(`${knownFrom}T00:00:00.000Z`, -days(4)).slice(0, 10), '2029-09-03'].map((day) => isSchoolDay(day, null))).toEqual([false, false])
  })

  it('of a holiday in any region is one for a board that chose none', () => {
    const all = Array.from({ length: 1400 }, (_, n) => plus('2025-09-01T00:00:00.000Z', days(n)).slice(0, 10))
    for (const day of all) expect(inHolidays(day, null)).toBe(holidayRegions.some((region) => inHolidays(day, region)))
  })

  it('is told as one of the last from sixty days before the end', () => {
    expect([holidaysRunOut('2029-07-03'), holidaysRunOut('2029-07-04'), holidaysRunOut('2031-01-01')]).toEqual([false, true, true])
  })
})

describe('the yearly day', () => {
  it('is the next one in Amsterdam, today included', () => {
    expect(nextDueOn('11-01', '2026-10-31T22:30:00.000Z')).toBe('2026-11-01')
    expect(nextDueOn('11-01', '2026-11-01T22:30:00.000Z')).toBe('2026-11-01')
    expect(nextDueOn('11-01', '2026-11-01T23:30:00.000Z')).toBe('2027-11-01')
    expect([nextDueOn(null, '2026-11-01T23:30:00.000Z'), nextDueOn('02-29', '2027-11-01T23:30:00.000Z')]).toEqual([null, null])
  })

  it('exists in every year', () => {
    expect(['02-29', '04-31', '02-28', '12-31'].map(isYearlyDay)).toEqual([false, false, true, true])
  })
})
