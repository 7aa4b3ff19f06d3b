import { days, plus, type Instant } from '../instant.ts'
import type { TrainingRole } from './module.ts'

/** Who may be counted: by learner id, where he works and what he does as far as known. */
export type FigurePerson = Readonly<{ learnerId: string; schoolId: string | null; role: TrainingRole | null }>

/**
 * What a line is called. `schoolIds`: schools that are large enough to be named, null for wherever else they work. `roles`: the
 * functions most of them have; empty where no function has enough people. What a few people said never shows in either.
 */
export type Block = Readonly<{ schoolIds: readonly (string | null)[]; roles: readonly TrainingRole[] }>

/**
 * People who came in together and stay together for a school year: never split, never added to. `here`: how many of them still work
 * here. Only they can change a share from one week to the next, so it is they who have to be enough. `floor`: how many it took to make
 * it; with fewer here nothing new is said of it.
 */
export type FigureGroup = Readonly<{ block: Block; members: readonly string[]; here: number; floor: number }>

/** Groups that are shown as one: all that have the same block. */
type Cell<G extends FigureGroup> = { key: string; block: Block; groups: G[]; size: number }

const inOrder = <T extends string | null>(values: Iterable<T>): T[] => [...new Set(values)].toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
const join = (blocks: readonly Block[]): Block => ({
  schoolIds: inOrder(blocks.flatMap(({ schoolIds }) => schoolIds)),
  roles: blocks.some(({ roles }) => roles.length === 0) ? [] : inOrder(blocks.flatMap(({ roles }) => roles)),
})

/** The same text for the same schools and functions. */
export const blockKey = ({ schoolIds, roles }: Block): string => JSON.stringify([inOrder(schoolIds), inOrder(roles)])

const sizeOf = (groups: readonly FigureGroup[]): number => groups.reduce((sum, { here }) => sum + here, 0)

function partsOf(people: readonly FigurePerson[], keyOf: (person: FigurePerson) => string): FigurePerson[][] {
  const parts = new Map<string, FigurePerson[]>()
  for (const person of people.toSorted((a, b) => (a.learnerId < b.learnerId ? -1 : 1))) {
    const key = keyOf(person)
    parts.set(key, [...(parts.get(key) ?? []), person])
  }
  return [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
}

/** How long the first groups of a year wait for people to say what they do, in milliseconds. */
const waitsForRoles = days(28)

/** Whether the first groups can be made: most people said what they do, or they had four weeks for it. Groups stay as they are for a year. */
export const isTimeToForm = (people: readonly FigurePerson[], { now, since }: { now: Instant; since: Instant }): boolean =>
  people.filter(({ role }) => role !== null).length * 2 >= people.length || plus(since, waitsForRoles) <= now

/** People of a new group; `role`: the function they were put together for, those who go along aside. */
type Made = { role: TrainingRole | null; people: FigurePerson[] }
/** `everyone`: all who work here, whoever is in a group already too. */
type Forming = { floor: number; first: boolean; everyone?: readonly FigurePerson[] }

/**
 * New groups out of people who are in none this school year: of one function at one school where there are `floor` of them, else of
 * one school, else of all schools. Whoever is left over waits, and is in no figure; only the first time of a year (`first`), before
 * anything was shown, they go along with the smallest group of their school. Another school's own figures stay its own.
 */
export function formGroups(waiting: readonly FigurePerson[], { floor, first, everyone = waiting }: Forming): FigureGroup[] {
  const said = waiting.filter(({ role }) => role !== null)
  const [alike, others] = takeParts(said, floor, ({ schoolId, role }) => `${schoolId} ${role}`)
  const made = alike.map((people): Made => ({ role: people[0]?.role ?? null, people }))
  const rest = [...others, ...waiting.filter(({ role }) => role === null)]
  const [ofSchools, few] = takeParts(rest, floor, ({ schoolId }) => `${schoolId}`)
  made.push(...ofSchools.map((people) => ({ role: null, people })))
  const alone = first ? goAlong(made, few) : few
  if (alone.length >= floor) made.push({ role: null, people: alone })
  const staff = Map.groupBy(everyone, ({ schoolId }) => schoolId)
  const named = (id: string | null) => ((staff.get(id)?.length ?? 0) >= floor ? id : null)
  return made.map(({ role, people }) => ({
    block: { schoolIds: inOrder(people.map(({ schoolId }) => named(schoolId))), roles: role === null ? [] : [role] },
    members: people.map(({ learnerId }) => learnerId).toSorted(),
    here: people.length,
    floor,
  }))
}

/** The parts that are large enough, and everybody else. */
function takeParts(people: readonly FigurePerson[], floor: number, keyOf: (person: FigurePerson) => string): [FigurePerson[][], FigurePerson[]] {
  const parts = partsOf(people, keyOf)
  return [parts.filter(({ length }) => length >= floor), parts.filter(({ length }) => length < floor).flat()]
}

/** Puts people with the smallest group of their school, and gives those whose school has none. */
function goAlong(made: readonly Made[], people: readonly FigurePerson[]): FigurePerson[] {
  return partsOf(people, ({ schoolId }) => `${schoolId}`).flatMap((part) => {
    const bySize = made.map((group) => group.people).toSorted((a, b) => a.length - b.length)
    const group = bySize.find(([one]) => one?.schoolId === part[0]?.schoolId)
    group?.push(...part)
    return group ? [] : part
  })
}

function cellsOf<G extends FigureGroup>(groups: readonly G[]): Cell<G>[] {
  const cells = new Map<string, Cell<G>>()
  for (const group of groups) {
    const key = blockKey(group.block)
    const cell = cells.get(key) ?? { key, block: group.block, groups: [], size: 0 }
    cell.groups.push(group)
    cell.size += group.here
    cells.set(key, cell)
  }
  return [...cells.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

/**
 * The same groups with wider blocks, until what is shown as one is never smaller than the floor: for a floor that was raised, and
 * where people left. Blocks only ever grow, so that no later line falls between two earlier ones. Where all together are too few,
 * nothing changes.
 */
export function widenBlocks<G extends FigureGroup>(groups: readonly G[], floor: number): G[] {
  if (sizeOf(groups) < floor) return [...groups]
  const bySize = cellsOf(groups).toSorted((a, b) => a.size - b.size)
  const [small, ...others] = bySize
  if (!small || small.size >= floor) return [...groups]
  const kin = others.find(({ block }) => block.schoolIds.some((id) => small.block.schoolIds.includes(id))) ?? others[0]
  if (!kin) return [...groups]
  const block = join([small.block, kin.block])
  return widenBlocks(
    groups.map((group) => (small.groups.includes(group) || kin.groups.includes(group) ? { ...group, block } : group)),
    floor,
  )
}

/**
 * One line of figures and the whole groups it is made of. `whole`: everybody who is counted at these schools is in it, whatever they do.
 */
export type GroupLine<G extends FigureGroup> = { block: Block; whole: boolean; groups: readonly G[] }

/**
 * Which lines are shown, the board as a whole first; none where all together are fewer than the floor. Each other line is a cell, or a
 * school of which every cell is of that school alone. `roles` is empty where a line is about whatever people do.
 */
export function linesOf<G extends FigureGroup>(groups: readonly G[], floor: number): GroupLine<G>[] {
  if (sizeOf(groups) < floor) return []
  const cells = cellsOf(groups)
  const wholeOf = (schoolIds: Block['schoolIds'], shown: readonly G[]) => ({ block: { schoolIds, roles: [] }, whole: true, groups: shown })
  const board = wholeOf(join(cells.map(({ block }) => block)).schoolIds, groups)
  const schools = board.block.schoolIds.flatMap((schoolId) => {
    const here = cells.filter(({ block }) => block.schoolIds.includes(schoolId))
    const whole = here.length > 1 && here.length < cells.length && here.every(({ block }) => block.schoolIds.length === 1)
    return whole
      ? [
          wholeOf(
            [schoolId],
            here.flatMap((cell) => cell.groups),
          ),
        ]
      : []
  })
  const parts = cells.map((cell) => {
    const isAlone = cells.every((other) => other === cell || !other.block.schoolIds.some((id) => cell.block.schoolIds.includes(id)))
    return isAlone ? wholeOf(cell.block.schoolIds, cell.groups) : { block: cell.block, whole: false, groups: cell.groups }
  })
  return cells.length === 1 ? [board] : [board, ...schools, ...parts]
}
