import { between, type Instant } from '../instant.ts'

/** One entry as it counts. `anchorAt`: where the term began in which it was filed; a new fact may have begun a second one. */
export type Counted = Readonly<{
  incidentId: string
  number: string
  registerKind: string | null
  schoolId: string | null
  classification: string
  awareAt: Instant
  decidedAt: Instant | null
  filedAt: Instant | null
  anchorAt: Instant | null
  inTime: 'onTime' | 'withinLegalEnd' | 'late' | null
  toldAt: Instant | null
}>

/** From how many incidents on something is said about them to whoever does not handle them (awareness.md). */
export const registerFloor = 10

/** `keys`: the kinds or schools that are counted together; null among them: nobody said. `count` null: too few to say. */
export type Cell = { keys: (string | null)[]; count: number | null }
/** Hours, in tenths; null: nothing to count, or too few to say. */
type Timing = { count: number | null; median: number | null }
export type RegisterFigures = {
  total: number | null
  byKind: Cell[]
  bySchool: Cell[]
  breaches: number | null
  /** of the breaches */
  told: number | null
  toDecision: Timing
  toFiling: Timing & { late: number | null }
}
export type IncidentTiming = { incidentId: string; number: string; toDecision: number | null; toFiling: number | null; inTime: Counted['inTime'] }

const hoursBetween = (from: Instant, to: Instant): number => Math.round(between(from, to) / 360_000) / 10

/** The middle one; of an even number the mean of the two in the middle, in tenths. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) * 5) / 10
}

function countBy(entries: readonly Counted[], keyOf: (entry: Counted) => string | null): Cell[] {
  const counts = Map.groupBy(entries, keyOf)
  return [...counts].map(([key, list]) => ({ keys: [key], count: list.length })).toSorted(bySize)
}
const bySize = (a: Cell, b: Cell) => (b.count ?? 0) - (a.count ?? 0) || String(a.keys[0]).localeCompare(String(b.keys[0]))

/** Hours from becoming aware until it was decided what it was, and from the start of its term until it was filed. */
export function timingOf({ incidentId, number, awareAt, anchorAt, decidedAt, filedAt, inTime }: Counted): IncidentTiming {
  return {
    ...{ incidentId, number, inTime },
    toDecision: decidedAt === null ? null : hoursBetween(awareAt, decidedAt),
    toFiling: filedAt === null ? null : hoursBetween(anchorAt ?? awareAt, filedAt),
  }
}

/** Exact, for whoever handles them all. */
export function figuresOf(entries: readonly Counted[]): RegisterFigures {
  const timings = entries.map(timingOf)
  const decided = timings.flatMap(({ toDecision }) => toDecision ?? [])
  const filed = timings.flatMap(({ toFiling }) => toFiling ?? [])
  const breaches = entries.filter(({ classification }) => classification === 'breach')
  return {
    total: entries.length,
    byKind: countBy(entries, ({ registerKind }) => registerKind),
    bySchool: countBy(entries, ({ schoolId }) => schoolId),
    breaches: breaches.length,
    told: breaches.filter(({ toldAt }) => toldAt !== null).length,
    toDecision: { count: decided.length, median: median(decided) },
    toFiling: { count: filed.length, median: median(filed), late: entries.filter(({ inTime }) => inTime === 'late').length },
  }
}

/**
 * The same cells with the small ones counted together, so that none stands for fewer than `floor` and none follows from the total: what is
 * small goes with the rest of the small, and that with the next larger one for as long as it takes.
 */
export function mergeSmall(cells: readonly Cell[], floor: number): Cell[] {
  const known = cells.map(({ keys, count }) => ({ keys, count: count ?? 0 })).filter(({ count }) => count > 0)
  const large = known.filter(({ count }) => count >= floor).toSorted(bySize)
  const together = known.filter(({ count }) => count < floor)
  if (together.length === 0) return large
  const sum = () => together.reduce((all, { count }) => all + count, 0)
  while (sum() < floor && large.length > 0) together.push(...large.splice(-1))
  const keys = together.flatMap((cell) => cell.keys).toSorted((a, b) => String(a).localeCompare(String(b)))
  return [...large, { keys, count: sum() < floor ? null : sum() }]
}

/** Whether this part of a whole may be named: neither it nor what remains stands for one up to `floor - 1`. */
const mayName = (part: number, whole: number, floor: number): boolean => [part, whole - part].every((count) => count === 0 || count >= floor) && whole >= floor

/** What may be said to whoever does not handle them. Nothing in it stands for fewer than `floor` incidents, also not by subtracting. */
export function underFloor(figures: RegisterFigures, floor = registerFloor): RegisterFigures {
  const named = (part: number | null, whole: number | null) => (part !== null && whole !== null && mayName(part, whole, floor) ? part : null)
  const [total, breaches] = [figures.total !== null && figures.total >= floor ? figures.total : null, named(figures.breaches, figures.total)]
  const timing = ({ count, median: middle }: Timing): Timing => {
    const shown = named(count, figures.total)
    return { count: shown, median: shown === null || shown === 0 ? null : middle }
  }
  const filing = timing(figures.toFiling)
  return {
    total,
    byKind: mergeSmall(figures.byKind, floor),
    bySchool: mergeSmall(figures.bySchool, floor),
    breaches,
    told: breaches === null ? null : named(figures.told, breaches),
    toDecision: timing(figures.toDecision),
    toFiling: { ...filing, late: filing.count === null ? null : named(figures.toFiling.late, filing.count) },
  }
}
