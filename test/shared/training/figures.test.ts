import { describe, expect, it } from 'vitest'
import { figuresDue, lastPeriod, lastQuarter, schoolYearAt } from '../../../shared/training/figure-calendar.ts'
import { makeLines, type GroupFacts } from '../../../shared/training/figures.ts'
import { reportingLines, withQuarter, type TimedReport } from '../../../shared/training/reporting-figures.ts'
import { hours, minutes } from '../../../shared/instant.ts'

const group = (schoolId: string, size: number, ideas: Record<string, [number, number]> = {}): GroupFacts => ({
  block: { schoolIds: [schoolId], roles: ['teacher'] },
  members: Array.from({ length: size }, (_, i) => `${schoolId}-${i}`),
  here: size,
  floor: 10,
  said: {},
  finished: new Map([['spot-it', Math.floor(size / 2)]]),
  ideas: new Map(Object.entries(ideas).map(([idea, [answered, missed]]) => [idea, { answered, missed }])),
})
const count = { floor: 10, moduleIds: ['spot-it'], missed: { kind: 'count' } } as const

describe('what was missed', () => {
  it('names an idea where the floor answered it, most missed first, five at most', () => {
    const six: Record<string, [number, number]> = {
      phishing: [20, 18],
      paperCounts: [20, 4],
      lockScreen: [20, 10],
      noBlame: [20, 12],
      anyHour: [20, 14],
      clockRuns: [20, 8],
      teamSpeaks: [9, 9],
    }
    const [board] = makeLines([group('a', 40, six)], count)
    expect(board?.missed.map(({ idea }) => idea)).toEqual(['phishing', 'anyHour', 'noBlame', 'lockScreen', 'clockRuns'])
    expect(board?.missed[0]?.share).toBe('over90')
  })

  it('does not name one by which everybody in a small group would be known to have answered', () => {
    expect(makeLines([group('a', 10, { phishing: [10, 5] })], count)[0]?.missed).toEqual([])
    expect(makeLines([group('a', 12, { phishing: [10, 5] })], count)[0]?.missed).toHaveLength(1)
  })

  it('leaves a group with too few answers out of the total as well', () => {
    const [board, a, b] = makeLines([group('a', 20, { phishing: [15, 0] }), group('b', 20, { phishing: [9, 9] })], count)
    expect([board?.missed, a?.missed, b?.missed]).toEqual([a?.missed, a?.missed, []])
  })

  it('stays as it was said until the next four weeks are over, also when the lines change', () => {
    const before = makeLines([group('a', 20, { phishing: [20, 20] }), group('b', 20)], count)
    const after = makeLines([group('a', 20), group('b', 20), group('c', 20)], { ...count, missed: { kind: 'carry', from: before } })
    expect(after.map(({ block, missed }) => [block.schoolIds.join(), missed.length])).toEqual([
      ['a,b,c', 1],
      ['a', 1],
      ['b', 0],
      ['c', 0],
    ])
  })

  it('rounds people down to tens', () => {
    expect(makeLines([group('a', 19)], count)[0]).toMatchObject({ people: 10, completed: [{ moduleId: 'spot-it', share: 'about40' }] })
  })
})

describe('when figures are made', () => {
  it('begins a school year on the first of August in Amsterdam', () => {
    expect(schoolYearAt('2026-07-31T21:59:00.000Z').year).toBe(2025)
    expect(schoolYearAt('2026-07-31T22:00:00.000Z')).toEqual({ year: 2026, from: '2026-07-31T22:00:00.000Z' })
  })

  it('is due each Monday at three at night in Amsterdam, in winter and in summer', () => {
    expect(figuresDue('2026-03-02T01:59:00.000Z')).toEqual({ since: '2026-02-23T02:00:00.000Z', next: '2026-03-02T02:00:00.000Z' })
    expect(figuresDue('2026-03-02T02:00:00.000Z').since).toBe('2026-03-02T02:00:00.000Z')
    expect(figuresDue('2026-06-03T12:00:00.000Z')).toEqual({ since: '2026-06-01T01:00:00.000Z', next: '2026-06-08T01:00:00.000Z' })
  })

  it('counts four weeks from the first Monday of the school year, none of which runs into the next', () => {
    expect(lastPeriod('2026-08-30T21:59:59.999Z')).toBe(null)
    expect(lastPeriod('2026-08-31T01:00:00.000Z')).toEqual({ from: '2026-08-02T22:00:00.000Z', to: '2026-08-30T22:00:00.000Z', until: '2026-08-31' })
    expect(lastPeriod('2026-09-27T22:00:00.000Z')?.until).toBe('2026-09-28')
    expect(lastPeriod('2027-07-31T12:00:00.000Z')?.until).toBe('2027-07-05')
    expect(lastPeriod('2027-08-02T12:00:00.000Z')).toBe(null)
  })

  it('knows the quarter that is over', () => {
    expect(lastQuarter('2026-03-31T21:00:00.000Z').name).toBe('2025-Q4')
    expect(lastQuarter('2026-03-31T22:00:00.000Z')).toEqual({ name: '2026-Q1', from: '2025-12-31T23:00:00.000Z', to: '2026-03-31T22:00:00.000Z' })
  })
})

describe('how a board reported', () => {
  const reports = (schoolId: string | null, ...took: number[]): TimedReport[] => took.map((tookMs) => ({ schoolId, tookMs }))
  const many = (schoolId: string | null, howMany: number) => reports(schoolId, ...Array.from({ length: howMany }, () => minutes(30)))
  const staff = new Map<string | null, number>([
    ['a', 40],
    ['b', 50],
    ['c', 10],
  ])
  const schoolsIn = (all: readonly TimedReport[], people = staff) =>
    reportingLines('2026-Q1', all, people, 10).map(({ schoolIds }) => schoolIds?.join() ?? 'board')

  it('says how many per hundred people, and from three reports on how quickly', () => {
    expect(reportingLines('2026-Q1', reports('a', hours(2), hours(80)), staff, 10)).toEqual([
      { schoolIds: null, quarter: '2026-Q1', perHundred: 2, medianToReport: null },
    ])
    const median = (...took: number[]) => reportingLines('2026-Q1', reports('a', ...took), staff, 10)[0]?.medianToReport
    expect(median(0, hours(1), hours(90))).toBe('withinHour')
    expect(median(0, hours(20), hours(24), hours(90))).toBe('withinDay')
    expect(median(hours(25), hours(72), hours(90))).toBe('withinThreeDays')
    expect(median(hours(80), hours(73), hours(90))).toBe('longer')
  })

  it('names a school from ten reports on, where what is left of the board is ten or none', () => {
    expect(schoolsIn(many('a', 10))).toEqual(['board', 'a'])
    expect(schoolsIn([...many('a', 10), ...many('b', 12)])).toEqual(['board', 'b', 'a'])
    expect(schoolsIn(many('a', 9))).toEqual(['board'])
  })

  it('takes the smallest school with what is left where subtracting would give a few reports', () => {
    expect(schoolsIn([...many('a', 10), ...many('b', 12), ...many('c', 3)])).toEqual(['board', 'b', 'a,c'])
    expect(schoolsIn([...many('a', 10), ...many(null, 1)])).toEqual(['board'])
  })

  it('says nothing about a school, or a board, with fewer people than the floor', () => {
    const few = new Map<string | null, number>([
      ['a', 40],
      ['c', 4],
    ])
    expect(schoolsIn([...many('c', 12), ...many('a', 20)], few)).toEqual(['board'])
    expect(schoolsIn([...many('c', 12), ...many('a', 20)], new Map([...few, ['b', 50]]))).toEqual(['board', 'a'])
    expect(reportingLines('2026-Q1', many('a', 20), new Map([['a', 9]]), 10)).toEqual([])
  })

  it('keeps what was said about a quarter, and forgets it after two years', () => {
    const line = (quarter: string, perHundred: number) => ({ schoolIds: null, quarter, perHundred, medianToReport: null })
    expect(withQuarter([line('2026-Q1', 5)], [line('2026-Q1', 6)])).toEqual([line('2026-Q1', 5)])
    const old = Array.from({ length: 8 }, (_, at) => line(`${2024 + Math.floor(at / 4)}-Q${(at % 4) + 1}`, at)).toReversed()
    expect(withQuarter(old, [line('2026-Q1', 9)]).map(({ quarter }) => quarter)).toEqual(['2026-Q1', ...old.slice(0, 7).map(({ quarter }) => quarter)])
  })
})
