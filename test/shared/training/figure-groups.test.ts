import { expect, it } from 'vitest'
import { days, plus } from '../../../shared/instant.ts'
import { formGroups, isTimeToForm, linesOf, widenBlocks, type FigureGroup, type FigurePerson } from '../../../shared/training/figure-groups.ts'
import type { TrainingRole } from '../../../shared/training/module.ts'

let made = 0
const people = (count: number, schoolId: string | null, role: TrainingRole | null): FigurePerson[] =>
  Array.from({ length: count }, () => ({ learnerId: `l-${String(made++).padStart(4, '0')}`, schoolId, role }))
const told = (groups: readonly FigureGroup[]) => groups.map(({ block, members }) => [block.schoolIds, block.roles, members.length])
const now = '2026-08-03T01:00:00.000Z'

it('makes a group of one function at one school where there are enough of them, and of one school for who is left', () => {
  const groups = formGroups([...people(12, 'a', 'teacher'), ...people(6, 'a', 'care'), ...people(5, 'a', null)], { floor: 10, first: true })
  expect(told(groups)).toEqual([
    [['a'], ['teacher'], 12],
    [['a'], [], 11],
  ])
})

it('takes schools together where each alone is too small', () => {
  const groups = formGroups([...people(6, 'a', 'teacher'), ...people(5, 'b', 'teacher'), ...people(1, null, 'ict')], { floor: 10, first: true })
  expect(told(groups)).toEqual([[[null], [], 12]])
})

it('lets who is left over go along with the smallest group of the school the first time of a year, never with another school alone, and wait ever after', () => {
  const waiting = [...people(14, 'a', 'teacher'), ...people(11, 'a', 'care'), ...people(20, 'b', 'teacher'), ...people(2, 'b', 'ict'), ...people(1, 'c', null)]
  expect(told(formGroups(waiting, { floor: 10, first: true }))).toEqual([
    [['a'], ['care'], 11],
    [['a'], ['teacher'], 14],
    [['b'], ['teacher'], 22],
  ])
  const mixed = [...people(20, 'a', 'teacher'), ...people(6, 'b', 'teacher'), ...people(4, 'c', 'teacher'), ...people(3, 'a', 'ict')]
  expect(told(formGroups(mixed, { floor: 10, first: true }))).toEqual([
    [['a'], ['teacher'], 23],
    [[null], [], 10],
  ])
  expect(told(formGroups(waiting, { floor: 10, first: false })).reduce((sum, [, , size]) => sum + (size as number), 0)).toBe(45)
})

it('makes no group at all of fewer people than the floor', () => {
  for (const first of [true, false]) expect(formGroups(people(9, 'a', 'teacher'), { floor: 10, first })).toEqual([])
  expect(linesOf([], 10)).toEqual([])
})

it('waits four weeks with the first groups of a year for people to say what they do', () => {
  const some = [...people(4, 'a', 'teacher'), ...people(6, 'a', null)]
  expect(isTimeToForm(some, { now, since: now })).toBe(false)
  expect(isTimeToForm(some, { now: plus(now, days(28)), since: now })).toBe(true)
  expect(isTimeToForm([...some, ...people(2, 'a', 'care')], { now, since: now })).toBe(true)
})

it('shows the board first, a school where all its groups are its own, and groups with the same people in them as one line', () => {
  const one = { block: { schoolIds: ['a'], roles: ['teacher'] }, members: ['1', '2', '3'], here: 3, floor: 3 } as const
  const groups = [
    one,
    { ...one, members: ['4', '5', '6'] },
    { block: { schoolIds: ['a'], roles: ['care'] }, members: ['7', '8', '9'], here: 3, floor: 3 },
    { block: { schoolIds: ['b', 'c'], roles: [] }, members: ['10', '11', '12'], here: 3, floor: 3 },
  ] as const
  const lines = linesOf<FigureGroup>(groups, 3)
  expect(lines.map(({ block, groups: shown }) => [block.schoolIds.join(), block.roles.join(), shown.flatMap(({ members }) => members).length])).toEqual([
    ['a,b,c', '', 12],
    ['a', '', 9],
    ['a', 'care', 3],
    ['a', 'teacher', 6],
    ['b,c', '', 3],
  ])
  // One group of school a together with another school: what is a alone can no longer be said.
  expect(
    linesOf<FigureGroup>([...groups, { block: { schoolIds: ['a', 'b'], roles: [] }, members: ['13', '14', '15'], here: 3, floor: 3 }], 3)[1]?.block.schoolIds,
  ).toHaveLength(2)
  expect(linesOf<FigureGroup>([one], 3).map(({ block }) => block)).toEqual([{ schoolIds: ['a'], roles: [] }])
})

it('widens what is too small once the floor is raised, with its own school first, and never splits it again', () => {
  const groups = formGroups([...people(10, 'a', 'teacher'), ...people(11, 'a', 'care'), ...people(30, 'b', 'teacher')], { floor: 10, first: true })
  const wide = widenBlocks(groups, 20)
  expect(linesOf(wide, 20).map(({ block, groups: shown }) => [block.schoolIds.join(), shown.length])).toEqual([
    ['a,b', 3],
    ['a', 2],
    ['b', 1],
  ])
  expect(wide.map(({ block }) => block.roles)).toEqual([['care', 'teacher'], ['care', 'teacher'], ['teacher']])
  expect(widenBlocks(wide, 10)).toEqual(wide)
  expect(widenBlocks(groups, 60)).toEqual(groups)
  expect(linesOf(groups, 60)).toEqual([])
})

it('shows groups together of which too few still work here: from week to week only they can change a share', () => {
  const [one, other] = formGroups([...people(12, 'a', 'teacher'), ...people(30, 'b', 'teacher')], { floor: 10, first: true }) as [FigureGroup, FigureGroup]
  const left = (here: number, others = 30) =>
    linesOf(
      widenBlocks(
        [
          { ...one, here },
          { ...other, here: others },
        ],
        10,
      ),
      10,
    ).map(({ block }) => block.schoolIds)
  expect(left(10)).toEqual([['a', 'b'], ['a'], ['b']])
  expect(left(9)).toEqual([['a', 'b']])
  expect(left(1, 8)).toEqual([])
})
