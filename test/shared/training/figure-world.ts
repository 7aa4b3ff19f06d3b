import fc from 'fast-check'
import { formGroups, linesOf, widenBlocks, type FigureGroup, type FigurePerson } from '../../../shared/training/figure-groups.ts'
import { makeLines } from '../../../shared/training/figures.ts'
import type { FigureLine } from '../../../shared/training/figure-views.ts'

/** What one line is about, as an attacker with the staff list reconstructs it: in which week, which people. */
export type Published = { week: number; members: ReadonlySet<string> }
/** What happens to one of them, by place in the list of whoever works there. */
type Step = { kind: 'join' | 'leave' | 'move' | 'change'; who: number; school: number; role: number }
export type History = { start: Omit<Step, 'kind' | 'who'>[]; weeks: { floor: number; steps: Step[] }[] }
export type Person = FigurePerson & { left: boolean }

const schools = ['school-a', 'school-b', 'school-c', null] as const
const roles = ['teacher', 'care', 'ict', null] as const
const place = { school: fc.nat(3), role: fc.nat(3) }
const step = fc.record({ kind: fc.constantFrom('join', 'join', 'leave', 'move', 'change'), who: fc.nat(80), ...place })

/** Boards of all sizes over some weeks, in which people come, go, move and the floor is set anew; floors are small, so that much happens. */
export const histories: fc.Arbitrary<History> = fc.record({
  start: fc.array(fc.record(place), { maxLength: 45 }),
  weeks: fc.array(fc.record({ floor: fc.integer({ min: 3, max: 9 }), steps: fc.array(step as fc.Arbitrary<Step>, { maxLength: 14 }) }), {
    minLength: 2,
    maxLength: 6,
  }),
})

const personOf = (number: number, { school, role }: Omit<Step, 'kind' | 'who'>): Person => ({
  learnerId: `learner-${String(number).padStart(3, '0')}`,
  schoolId: schools[school] ?? null,
  role: roles[role] ?? null,
  left: false,
})

function goOn(people: Person[], { kind, who, school, role }: Step): Person[] {
  if (kind === 'join') return [...people, personOf(people.length, { school, role })]
  const at = people.length === 0 ? -1 : who % people.length
  const changed = { leave: { left: true }, move: { schoolId: schools[school] ?? null }, change: { role: roles[role] ?? null } }[kind]
  return people.map((person, i) => (i === at ? { ...person, ...changed } : person))
}

type Week = { floor: number; people: Person[]; groups: FigureGroup[] }

/** The weeks as the office makes them: new groups for whoever is in none, wider lines where the floor was raised. */
export function play({ start, weeks }: History): Week[] {
  let people = start.map((one, at) => personOf(at, one))
  let groups: FigureGroup[] = []
  return weeks.map(({ floor, steps }) => {
    people = steps.reduce(goOn, people)
    const inGroup = new Set(groups.flatMap(({ members }) => members))
    const waiting = people.filter(({ left, learnerId }) => !left && !inGroup.has(learnerId))
    const gone = new Set(people.filter(({ left }) => left).map(({ learnerId }) => learnerId))
    const known = groups.map((group) => ({ ...group, here: group.members.filter((id) => !gone.has(id)).length }))
    groups = widenBlocks([...known, ...formGroups(waiting, { floor, first: groups.length === 0 })], floor)
    return { floor, people, groups }
  })
}

/** All lines of all weeks, for whoever has every report of every reader. */
export const published = (weeks: readonly Week[]): Published[] =>
  weeks.flatMap(({ floor, groups }, week) => linesOf(groups, floor).map((line) => ({ week, members: new Set(line.groups.flatMap(({ members }) => members)) })))

/** What somebody would build first: each school and the board with whoever works there now. */
export const naive = (weeks: readonly Week[]): Published[] =>
  weeks.flatMap(({ floor, people }, week) => {
    const here = people.filter(({ left }) => !left)
    const lines = [here, ...schools.map((school) => here.filter(({ schoolId }) => schoolId === school))]
    return lines.filter(({ length }) => length >= floor).map((line) => ({ week, members: new Set(line.map(({ learnerId }) => learnerId)) }))
  })

/** The attack: two lines of any weeks that are the same but for a few people. Gives whom they single out. */
export function singledOut(lines: readonly Published[], weeks: readonly Week[]): string[][] {
  return lines.flatMap((one) =>
    lines.flatMap((other) => {
      const between = weeks.slice(Math.min(one.week, other.week), Math.max(one.week, other.week) + 1)
      const floor = Math.min(...between.map((week) => week.floor))
      const rest = [...one.members.difference(other.members)]
      return rest.length > 0 && rest.length < floor ? [rest] : []
    }),
  )
}

/** The same attack on what changed since last week: only whoever still works here can have changed it. */
export function stillHere(lines: readonly Published[], weeks: readonly Week[]): Published[] {
  return lines.map(({ week, members }) => {
    const left = new Set(weeks[week]!.people.filter((one) => one.left).map(({ learnerId }) => learnerId))
    return { week, members: members.difference(left) }
  })
}

/** How many of each group finished the one module there is, by the group's first member. */
export type Finished = ReadonlyMap<string, number>

/** The whole report of a week for these counts. */
export const reportOf = ({ groups, floor }: Pick<Week, 'groups' | 'floor'>, finished: Finished): FigureLine[] =>
  makeLines(
    groups.map((group) => ({ ...group, finished: new Map([['spot-it', finished.get(group.members[0] ?? '') ?? 0]]), ideas: new Map(), said: {} })),
    { floor, moduleIds: ['spot-it'], missed: { kind: 'count' } },
  )
