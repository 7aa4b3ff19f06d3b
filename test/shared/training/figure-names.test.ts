import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formGroups, linesOf, type FigurePerson } from '../../../shared/training/figure-groups.ts'
import { makeLines } from '../../../shared/training/figures.ts'
import type { FigureLine } from '../../../shared/training/figure-views.ts'
import type { TrainingRole } from '../../../shared/training/module.ts'

const floor = 10
const functions = ['teacher', 'care', 'caretaker', 'ict', null] as const
type Person = FigurePerson & { finished: boolean }

/** What everybody reads the first time. */
function read(people: readonly Person[]): FigureLine[] {
  const ids = new Set(people.flatMap(({ learnerId, finished }) => (finished ? [learnerId] : [])))
  const facts = formGroups(people, { floor, first: true }).map((group) => ({
    ...group,
    finished: new Map([['spot-it', group.members.filter((id) => ids.has(id)).length]]),
    ideas: new Map(),
    said: {},
  }))
  return makeLines(facts, { floor, moduleIds: ['spot-it'], missed: { kind: 'count' } })
}

const peopleOf = (parts: readonly { school: number; role: number; count: number }[]): Person[] =>
  parts
    .flatMap(({ school, role, count }) =>
      Array.from({ length: count }, () => ({ schoolId: ['a', 'b', 'c', null][school] ?? null, role: functions[role] ?? null })),
    )
    .map((one, at) => ({ ...one, learnerId: `l-${String(at).padStart(3, '0')}`, finished: at % 3 === 0 }))
const boards = fc.array(fc.record({ school: fc.nat(3), role: fc.nat(4), count: fc.integer({ min: 1, max: 16 }) }), { minLength: 1, maxLength: 8 }).map(peopleOf)

/** The functions of a school that have enough people for a group. */
const large = (people: readonly Person[]) =>
  [...Map.groupBy(people, ({ schoolId, role }) => `${schoolId} ${role}`)].flatMap(([key, { length }]) =>
    length >= floor && !key.endsWith('null') ? [key] : [],
  )

/** Whether saying so changes no group: of a school with one group anything, of others what has no group of its own. */
function mayBe(people: readonly Person[], schoolId: string | null, role: TrainingRole | null): boolean {
  const known = large(people).filter((key) => key.startsWith(`${schoolId} `))
  const others = people.filter((one) => one.schoolId === schoolId && !known.includes(`${schoolId} ${one.role}`))
  return !known.includes(`${schoolId} ${role}`) || (known.length === 1 && others.length < floor)
}

it('reads the same to the letter whatever the few in a mixed group say they do, and also where they say nothing', () => {
  let changed = 0
  fc.assert(
    fc.property(boards, fc.array(fc.nat(4), { minLength: 9, maxLength: 9 }), (people, says) => {
      const known = large(people)
      const few = people.filter(({ schoolId, role }) => !known.includes(`${schoolId} ${role}`)).slice(0, floor - 1)
      const other = people.map((person): Person => {
        const role: TrainingRole | null = functions[says[few.indexOf(person)] ?? 4] ?? null
        return few.includes(person) && mayBe(people, person.schoolId, role) ? { ...person, role } : person
      })
      fc.pre(large(other).join() === known.join())
      changed += other.some(({ role }, at) => role !== people[at]?.role) ? 1 : 0
      expect(read(other)).toEqual(read(people))
    }),
    { numRuns: 200 },
  )
  expect(changed).toBeGreaterThan(50)
})

it('does not say whether the only caretaker of a school ever began, nor whether all of its teachers did', () => {
  const there = { school: 1, role: 0, count: 20 }
  const school = (henk: number) => peopleOf([{ school: 0, role: 0, count: 14 }, { school: 0, role: 1, count: 5 }, { school: 0, role: henk, count: 1 }, there])
  expect(read(school(4))).toEqual(read(school(2)))
  expect(read(school(4)).map(({ block }) => block.roles)).toEqual([[], [], []])
  // Of a school where all teach, neither.
  const all = (silent: number) =>
    peopleOf([
      { school: 0, role: 0, count: 20 - silent },
      { school: 0, role: 4, count: silent },
      there,
      { school: 2, role: 1, count: 9 },
      { school: 3, role: 4, count: 4 },
    ])
  for (const silent of [1, 5, 9]) expect(read(all(silent))).toEqual(read(all(0)))
  const teachers = (silent: number) =>
    peopleOf([
      { school: 0, role: 0, count: 20 - silent },
      { school: 0, role: 1, count: 11 },
      { school: 0, role: 4, count: silent },
    ])
  const told = (silent: number) => read(teachers(silent)).flatMap(({ block, people }) => (block.roles.length > 0 ? [[block.roles.join(), people]] : []))
  expect(told(0)).toEqual([
    ['care', 10],
    ['teacher', 10],
  ])
  for (const silent of [1, 5, 9]) expect(told(silent)).toEqual(told(0))
})

it('calls a line after functions only that most people in each of its groups have, and never after none', () => {
  fc.assert(
    fc.property(boards, (people) => {
      for (const { block, groups } of linesOf(formGroups(people, { floor, first: true }), floor))
        for (const { members } of block.roles.length === 0 ? [] : groups) {
          const alike = people.filter(({ learnerId, role }) => members.includes(learnerId) && role !== null && block.roles.includes(role))
          expect(alike.length * 2).toBeGreaterThan(members.length)
          expect(alike.length).toBeGreaterThanOrEqual(floor)
        }
    }),
    { numRuns: 200 },
  )
})

it('names a school only where as many people as the floor are known to work, also in a group of several', () => {
  fc.assert(
    fc.property(boards, (people) => {
      const staff = Map.groupBy(people, ({ schoolId }) => schoolId)
      for (const id of read(people).flatMap(({ block }) => block.schoolIds)) if (id !== null) expect(staff.get(id)!.length).toBeGreaterThanOrEqual(floor)
    }),
    { numRuns: 200 },
  )
  const tiny = peopleOf([
    { school: 0, role: 0, count: 12 },
    { school: 1, role: 0, count: 9 },
    { school: 2, role: 2, count: 1 },
  ])
  expect(read(tiny).map(({ block }) => block.schoolIds)).toEqual([[null, 'a'], ['a'], [null]])
})

it('counts newcomers of a school that is named already with everybody who works there', () => {
  const everyone = peopleOf([
    { school: 0, role: 0, count: 20 },
    { school: 1, role: 0, count: 5 },
  ])
  const waiting = [...everyone.slice(0, 5), ...everyone.slice(20)]
  expect(formGroups(waiting, { floor, first: false, everyone }).map(({ block }) => block.schoolIds)).toEqual([[null, 'a']])
  expect(formGroups(waiting, { floor, first: false }).map(({ block }) => block.schoolIds)).toEqual([[null]])
})
