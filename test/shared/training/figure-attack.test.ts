import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../shared/training/figure-groups.ts'
import { bandOf, blurredShare } from '../../../shared/training/figures.ts'
import { reportingLines } from '../../../shared/training/reporting-figures.ts'
import { histories, naive, play, published, reportOf, singledOut, stillHere, type Finished } from './figure-world.ts'

const runs = { numRuns: 150 }
const isUnion = (line: ReadonlySet<string>, groups: readonly (readonly string[])[]) =>
  [...line].every((id) => groups.some((members) => members.includes(id))) &&
  groups.every((members) => members.every((id) => line.has(id)) || members.every((id) => !line.has(id)))

describe('whoever has every report of every week and knows who is where', () => {
  it('finds only lines that are whole groups, so that nothing added or subtracted ever falls within one', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const weeks = play(history)
        const last = weeks.at(-1)!.groups.map(({ members }) => members)
        // The groups of the last week are those of every earlier one, and what came in since.
        for (const { groups } of weeks) for (const { members } of groups) expect(last.filter((later) => later.includes(members[0]!))).toEqual([members])
        expect(new Set(last.flat()).size).toBe(last.flat().length)
        const lowest = Math.min(...weeks.map(({ floor }) => floor))
        for (const members of last) expect(members.length).toBeGreaterThanOrEqual(lowest)
        for (const { members } of published(weeks)) expect(isUnion(members, last)).toBe(true)
      }),
      runs,
    )
  })

  it('finds no two lines, of one week or of several, that differ by fewer people than the floor', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const weeks = play(history)
        expect(singledOut(published(weeks), weeks)).toEqual([])
      }),
      runs,
    )
  })

  it('finds no two lines of one week between which fewer people than the floor can have changed anything', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const weeks = play(history)
        const lines = stillHere(published(weeks), weeks)
        for (const [week] of weeks.entries()) {
          const now = lines.filter((line) => line.week === week)
          expect(singledOut(now, weeks)).toEqual([])
        }
      }),
      runs,
    )
  })

  it('shows nothing about fewer people than the floor, counting only who still works here: the others change nothing from week to week', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const weeks = play(history)
        for (const { week, members } of stillHere(published(weeks), weeks)) expect(members.size).toBeGreaterThanOrEqual(weeks[week]!.floor)
      }),
      runs,
    )
  })

  it('would find people in plain figures per school, the same way', () => {
    const six = Array.from({ length: 6 }, () => ({ school: 0, role: 0 }))
    const leaves = { kind: 'leave', who: 2, school: 0, role: 0 } as const
    const weeks = play({
      start: six,
      weeks: [
        { floor: 3, steps: [] },
        { floor: 3, steps: [leaves] },
      ],
    })
    expect(singledOut(naive(weeks), weeks)).toContainEqual(['learner-002'])
    expect(singledOut(published(weeks), weeks)).toEqual([])
    const found = fc
      .sample(histories, { numRuns: 40, seed: 6 })
      .map(play)
      .filter((played) => singledOut(naive(played), played).length > 0)
    expect(found.length).toBeGreaterThan(20)
  })
})

/** Boards with groups as large as ours, and how many of each finished. */
const boards = fc
  .array(fc.record({ school: fc.nat(2), role: fc.nat(2), size: fc.integer({ min: 10, max: 30 }), share: fc.integer({ min: 0, max: 100 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    const start = parts.flatMap(({ school, role, size }) => Array.from({ length: size }, () => ({ school, role })))
    const [week] = play({ start, weeks: [{ floor: 10, steps: [] }] })
    const finished = new Map(week!.groups.map(({ members }, at) => [members[0]!, Math.round((members.length * (parts[at]?.share ?? 0)) / 100)]))
    return { week: week!, finished }
  })

describe('what the numbers themselves tell', () => {
  it('stands for three counts or more, at the ends too: who knows his own part does not know that all the others did, or none', () => {
    for (let people = 10; people <= 130; people++) {
      const counts = Map.groupBy(
        Array.from({ length: people + 1 }, (_, count) => count),
        (count) => blurredShare(count, people),
      )
      expect(Math.min(...[...counts.values()].map(({ length }) => length))).toBeGreaterThanOrEqual(3)
      for (const [share, group] of counts) expect(Math.abs(share - (group[0]! + group.at(-1)!) / 2 / people)).toBeLessThan(1e-9)
    }
  })

  it('is right within fifteen points in the smallest groups and within five from 32 people on, and its ends say what is so', () => {
    const ends = { under10: [0, 0.1], over90: [0.9, 1] } as const
    for (let people = 10; people <= 300; people++)
      for (let count = 0; count <= people; count++) {
        const [share, real] = [blurredShare(count, people), count / people]
        expect(Math.abs(share - real)).toBeLessThan(people < 32 ? 0.1501 : 0.0501)
        const end = ends[bandOf(share) as keyof typeof ends]
        if (end) expect(end[0] <= real && real <= end[1]).toBe(true)
      }
  })

  it('names tens of percents without a name for none and all', () => {
    expect([0, 0.02, 0.05, 0.1, 0.5, 0.94, 0.96, 1].map(bandOf)).toEqual(['under10', 'under10', 'about10', 'about10', 'about50', 'about90', 'over90', 'over90'])
    const ofTen = [0, 3, 4, 7, 8, 10].map((count) => bandOf(blurredShare(count, 10)))
    expect(ofTen).toEqual(['about20', 'about20', 'about60', 'about60', 'about90', 'about90'])
  })

  it('stays the same to the letter when a group has another count of the same band, so that totals give away nothing more', () => {
    fc.assert(
      fc.property(boards, fc.nat(5), fc.nat(30), ({ week, finished }, at, other) => {
        const group = week.groups[at % week.groups.length]!
        const [people, count] = [group.members.length, finished.get(group.members[0]!)!]
        const instead = other % (people + 1)
        const changed: Finished = new Map([...finished, [group.members[0]!, instead]])
        fc.pre(blurredShare(instead, people) === blurredShare(count, people))
        expect(reportOf(week, changed)).toEqual(reportOf(week, finished))
      }),
      runs,
    )
  })

  it('would be pinned down where totals are banded by themselves: four of ten here and no more in both together means nobody there', () => {
    const both = play({ start: Array.from({ length: 20 }, (_, i) => ({ school: Number(i >= 10), role: 0 })), weeks: [{ floor: 10, steps: [] }] })[0]!
    const [here, there] = both.groups.map(({ members }) => members[0]!) as [string, string]
    const plain = (a: number, b: number) => [bandOf(a / 10), b <= 2 ? 'few' : bandOf(b / 10), bandOf((a + b) / 20)].join(' ')
    const ours = (a: number, b: number) =>
      JSON.stringify(
        reportOf(
          both,
          new Map([
            [here, a],
            [there, b],
          ]),
        ),
      )
    const fits = (told: (a: number, b: number) => string) => {
      const all = Array.from({ length: 121 }, (_, i) => [Math.floor(i / 11), i % 11] as const)
      return new Set(all.flatMap(([a, b]) => (told(a, b) === told(4, 0) ? [b] : [])))
    }
    expect([...fits(plain)]).toEqual([0])
    expect([...fits(ours)]).toEqual([0, 1, 2, 3])
    expect(linesOf(both.groups, 10)).toHaveLength(3)
  })
})

describe('how a board reported', () => {
  it('leaves ten reports or none, and enough people, whatever lines of a quarter are subtracted from whatever others', () => {
    const schools = ['a', 'b', 'c', 'd'] as const
    const some = fc.record({ reports: fc.integer({ min: 0, max: 25 }), staff: fc.integer({ min: 0, max: 40 }) })
    fc.assert(
      fc.property(fc.tuple(some, some, some, some, some), (parts) => {
        const places = [...schools, null].map((id, at) => ({ id, ...parts[at]! }))
        const reports = places.flatMap(({ id, reports: count }) => Array.from({ length: count }, () => ({ schoolId: id, tookMs: 0 })))
        const lines = reportingLines('2026-Q1', reports, new Map(places.map(({ id, staff }) => [id, staff])), 10)
        const named = lines.slice(1).map(({ schoolIds }) => schoolIds!)
        expect(new Set(named.flat()).size).toBe(named.flat().length)
        // Everything that can be calculated: the board, each line, and the board without any of them.
        for (let choice = 0; choice < 2 ** named.length; choice++) {
          const taken = named.filter((_, at) => choice & (2 ** at)).flat()
          const rest = places.filter(({ id }) => !taken.includes(id))
          const left = rest.reduce((sum, one) => sum + one.reports, 0)
          if (taken.length > 0) expect(left === 0 || (left >= 10 && rest.reduce((sum, one) => sum + one.staff, 0) >= 10)).toBe(true)
        }
        for (const ids of named) {
          const here = places.filter(({ id }) => ids.includes(id))
          expect(here.reduce((sum, one) => sum + one.reports, 0)).toBeGreaterThanOrEqual(10)
          expect(here.reduce((sum, one) => sum + one.staff, 0)).toBeGreaterThanOrEqual(10)
        }
      }),
      runs,
    )
  })
})
