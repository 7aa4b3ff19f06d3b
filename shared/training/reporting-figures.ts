import { hours } from '../instant.ts'
import type { ReportingLine } from './figure-views.ts'

/** One report of the quarter: at which school, and how long after it was noticed, in milliseconds. */
export type TimedReport = Readonly<{ schoolId: string | null; tookMs: number }>
/** How many people work at each school; null: no school known. */
export type StaffBySchool = ReadonlyMap<string | null, number>

/** From how many reports on a school has figures of its own, and the board a median. */
const forSchool = 10
const forMedian = 3
/** For how many quarters figures stay. */
const quartersShown = 8

type Part = { schoolIds: (string | null)[]; reports: readonly TimedReport[]; staff: number }

/**
 * How quickly and how often a board reported over one quarter: as a whole, and per school where neither the school's figures nor
 * what remains when they are subtracted rest on one to nine reports.
 */
export function reportingLines(quarter: string, reports: readonly TimedReport[], staff: StaffBySchool, floor: number): ReportingLine[] {
  const schoolIds = [...new Set([...staff.keys(), ...reports.map(({ schoolId }) => schoolId)])].toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
  const partOf = (ids: (string | null)[]): Part => ({
    schoolIds: ids,
    reports: reports.filter(({ schoolId }) => ids.includes(schoolId)),
    staff: ids.reduce((sum, id) => sum + (staff.get(id) ?? 0), 0),
  })
  const board = partOf(schoolIds)
  if (board.staff < floor) return []
  return [{ ...lineOf(quarter, board), schoolIds: null }, ...partsShown(schoolIds, partOf, floor).map((part) => lineOf(quarter, part))]
}

function partsShown(schoolIds: readonly (string | null)[], partOf: (ids: (string | null)[]) => Part, floor: number): Part[] {
  const enough = ({ reports, staff }: Part) => reports.length >= forSchool && staff >= floor
  const parts = schoolIds.map((id) => partOf([id]))
  const shown = parts.filter((part) => part.schoolIds[0] !== null && enough(part)).toSorted((a, b) => b.reports.length - a.reports.length)
  const rest = parts.filter((part) => !shown.includes(part)).flatMap((part) => part.schoolIds)
  // Subtracting the schools from the board must not give a few reports: then the smallest goes along with what is left.
  const left = partOf(rest)
  const smallest = shown.at(-1)
  if (left.reports.length === 0 || enough(left) || !smallest) return shown
  const others = shown.slice(0, -1)
  // Nothing but the board itself would be left.
  return others.length === 0 ? [] : [...others, partOf([...smallest.schoolIds, ...rest])]
}

const lineOf = (quarter: string, { schoolIds, reports, staff }: Part): ReportingLine => ({
  schoolIds,
  quarter,
  perHundred: staff === 0 ? null : Math.round((reports.length * 1000) / staff) / 10,
  medianToReport: reports.length < forMedian ? null : bandOf(medianOf(reports.map(({ tookMs }) => tookMs))),
})

function medianOf(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0]
  return (low + high) / 2
}

function bandOf(ms: number): NonNullable<ReportingLine['medianToReport']> {
  if (ms <= hours(1)) return 'withinHour'
  if (ms <= hours(24)) return 'withinDay'
  return ms <= hours(72) ? 'withinThreeDays' : 'longer'
}

/** The quarters that were said before and this new one, newest first; what was said once never changes. */
export function withQuarter(before: readonly ReportingLine[], made: readonly ReportingLine[]): ReportingLine[] {
  const quarters = [...new Set([...made, ...before].map(({ quarter }) => quarter))].toSorted().toReversed().slice(0, quartersShown)
  return quarters.flatMap((name) => {
    const said = before.filter(({ quarter }) => quarter === name)
    return said.length > 0 ? said : made.filter(({ quarter }) => quarter === name)
  })
}
