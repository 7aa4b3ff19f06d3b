import type { Ground } from './assessment-views.ts'
import { factIds, factRow, type AnswerOf, type Basis, type FactId } from './facts.ts'

/** What the tables fill in themselves, for the tables after them. */
interface Derived {
  scope: 'inScope' | 'outOfScope'
  breach: 'noIncident' | 'incidentOnly' | 'breach'
  impact: 'low' | 'medium' | 'high'
  /** must people be told: yes, to be weighed, or no */
  telling: 'must' | 'weigh' | 'free'
  authority: 'notify' | 'notRequired' | 'notApplicable'
  subjects: 'communicate' | 'publicNotice' | 'postpone' | 'weigh' | 'notRequired' | 'notApplicable'
  /** what it was settled on: the ground for not telling, or what carried the exclusion */
  settledOn: Ground | 'none'
  retention: 'threeYearsReview' | 'oneYear' | 'oneYearAfterLastMessage' | 'boardTerm'
}
export type Column = FactId | keyof Derived
type ValueOf<C extends Column> = C extends FactId ? AnswerOf<C> : C extends keyof Derived ? Derived[C] : never
export type Known = { readonly [C in Column]?: ValueOf<C> | undefined }

export interface Row<O extends string = string> {
  readonly id: string
  readonly basis: Basis
  /** where law and handbook differ: which of them asks it */
  readonly askedBy?: 'law' | 'handbook'
  readonly when: { readonly [C in Column]?: readonly ValueOf<C>[] }
  readonly then: O
  readonly ground?: Ground
}

/** The first row that holds decides; the last one, without conditions, is the cautious one. */
export interface Table<O extends string = string> {
  /** which column it fills */
  readonly fills: Column
  /**
   * A gate may be answered directly: a direct answer holds as long as no finer fact contradicts it. So a row that names the direct
   * fact holds by either way of answering, and every other row waits for finer facts only while nobody answered directly.
   */
  readonly direct?: FactId
  /** the plain question comes before the finer ones */
  readonly directFirst?: true
  /** waited for, a direct answer or not */
  readonly awaits?: readonly Column[]
  readonly rows: readonly Row<O>[]
}

export type Decided<O extends string = string> = { row: Row<O> }
export type Ask = { ask: readonly Column[] }
/** `used`: what was read to come to a row. `open`: finer facts nobody answered, while the gate was answered directly. */
export type Read = { used: readonly Column[]; open: readonly Column[] }

const all = new Set<string>(factIds)
export const isFact = (column: Column): column is FactId => all.has(column)

/** What a column says now; an exception nobody called upon reads as its silence. */
export const valueOf = (known: Known, column: Column): string | undefined => known[column] ?? (isFact(column) ? factRow(column).silent : undefined)

const columnsKnown = new WeakMap<Row, readonly Column[]>()
/** The columns a row reads; looked up once, for a table is read thousands of times and never changes. */
export function columnsOf(row: Row): readonly Column[] {
  const known = columnsKnown.get(row) ?? (Object.keys(row.when) as Column[])
  columnsKnown.set(row, known)
  return known
}

type Reading = 'fails' | { open: Column[] }

function readRow(table: Table, row: Row, known: Known): Reading {
  const answered = table.direct !== undefined && valueOf(known, table.direct) !== undefined
  const columns = columnsOf(row)
  const named = table.direct !== undefined && columns.includes(table.direct)
  const open: Column[] = []
  for (const column of columns) {
    const value = valueOf(known, column)
    if (value !== undefined) {
      if (!(row.when[column] as readonly string[]).includes(value)) return 'fails'
    } else if (column === table.direct) {
      if (columns.length === 1) return 'fails'
    } else if (!answered || table.awaits?.includes(column)) open.push(column)
    else if (!named) return 'fails'
  }
  return { open }
}

/** The deciding row, or which columns to ask for next, the most telling first. `unknown` never matches a row that relieves a duty. */
export function decide<O extends string>(table: Table<O>, known: Known): Decided<O> | Ask {
  const waiting: { row: Row<O>; open: Column[] }[] = []
  for (const row of table.rows) {
    const reading = readRow(table, row, known)
    if (reading === 'fails') continue
    if (reading.open.length > 0) {
      waiting.push({ row, open: reading.open })
      continue
    }
    // What still waits cannot make it another outcome: no need to ask.
    if (waiting.every((other) => other.row.then === row.then)) return { row }
    break
  }
  const finer = waiting.flatMap(({ open }) => open)
  const direct = table.direct && valueOf(known, table.direct) === undefined ? [table.direct] : []
  return { ask: unique(table.directFirst ? [...direct, ...finer] : [...finer, ...direct]) }
}

/** Why this row: its own conditions, or for the cautious row what kept the others from holding. Give it what was known as the table was read. */
export function readFor(table: Table, row: Row, known: Known): Read {
  const own = columnsOf(row)
  const columns = own.length > 0 ? own : table.rows.flatMap((other) => columnsOf(other).filter((column) => !matches(other, column, known)))
  const direct = table.direct !== undefined && known[table.direct] !== undefined
  const open = direct ? table.rows.flatMap((other) => columnsOf(other).filter((column) => valueOf(known, column) === undefined)) : []
  return { used: unique(columns.filter((column) => known[column] !== undefined)), open: unique(open) }
}

const matches = (row: Row, column: Column, known: Known) => (row.when[column] as readonly string[]).includes(valueOf(known, column) ?? '')

export const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
