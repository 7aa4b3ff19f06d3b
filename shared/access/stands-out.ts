import { amsterdamDay, amsterdamMidnight, between, hours, type Instant } from '../instant.ts'

/** What an auditor is shown first, the gravest kind first. It says what to look at, never what somebody did wrong. */
export const standsOutKinds = [
  'breakGlass',
  'erasure',
  'export',
  'roleChange',
  'alerting',
  'refusals',
  'manyIncidents',
  'beforeRung',
  'afterClosed',
  'oddHours',
] as const
export type StandsOutKind = (typeof standsOutKinds)[number]

/** A row of the log as far as this asks. `rungAt`: when its actor was first rung for its incident, null where he never was. `forAnother`: he said it of somebody else. */
export type WatchedRow = {
  id: string
  at: Instant
  actor: string
  type: string
  incident: string | null
  closedAt: Instant | null
  rungAt: Instant | null
  forAnother?: boolean
}

const contents = ['incident.read', 'attachment.read']
const named: Partial<Record<StandsOutKind, RegExp>> = {
  breakGlass: /^incident\.glass/,
  erasure: /\.erased$/,
  export: /(^|\.)exported$/,
  roleChange: /^(person\.role|key\.reset)/,
}

/** Different incidents that one person read on one day. */
export const manyIncidents = 10
/** Refusals of one person with no more than ten minutes between them. */
export const refusalsInARow = 3
const refusalGap = hours(1) / 6
const [dayBegins, dayEnds] = [7, 20]

/** The rows of each kind, in the order they came; a row may stand out in several ways. */
export function standsOut(rows: readonly WatchedRow[]): Map<StandsOutKind, WatchedRow[]> {
  const read = rows.filter(({ type, incident }) => incident !== null && contents.includes(type))
  const found: Record<StandsOutKind, WatchedRow[]> = {
    breakGlass: ofType(rows, 'breakGlass'),
    erasure: ofType(rows, 'erasure'),
    export: ofType(rows, 'export'),
    roleChange: ofType(rows, 'roleChange'),
    alerting: rows.filter(({ type, forAnother }) => type === 'alerting.changed' || (type.startsWith('absence.') && forAnother === true)),
    refusals: inARow(rows.filter(({ type }) => type === 'access.refused' || type === 'session.refused')),
    manyIncidents: [...groupBy(read, ({ actor, at }) => `${actor} ${amsterdamDay(at)}`).values()].filter(isMany).flat(),
    beforeRung: read.filter(({ at, rungAt }) => rungAt === null || at < rungAt),
    afterClosed: read.filter(({ at, closedAt }) => closedAt !== null && at > closedAt),
    oddHours: read.filter(({ at }) => !isDaytime(at)),
  }
  return new Map(standsOutKinds.flatMap((kind) => (found[kind].length > 0 ? [[kind, found[kind]] as const] : [])))
}

const ofType = (rows: readonly WatchedRow[], kind: StandsOutKind) => rows.filter(({ type }) => named[kind]?.test(type))
const isMany = (rows: readonly WatchedRow[]) => new Set(rows.map(({ incident }) => incident)).size >= manyIncidents

/** Between 7:00 and 20:00 in Amsterdam. */
export function isDaytime(at: Instant): boolean {
  const since = between(amsterdamMidnight(amsterdamDay(at)), at)
  return since >= hours(dayBegins) && since < hours(dayEnds)
}

function inARow(refusals: readonly WatchedRow[]): WatchedRow[] {
  return [...groupBy(refusals, ({ actor }) => actor).values()].flatMap((mine) => {
    const runs: WatchedRow[][] = []
    for (const row of mine.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
      const run = runs.at(-1)
      const before = run?.at(-1)
      if (run && before && between(before.at, row.at) <= refusalGap) run.push(row)
      else runs.push([row])
    }
    return runs.filter((run) => run.length >= refusalsInARow).flat()
  })
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known) known.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
