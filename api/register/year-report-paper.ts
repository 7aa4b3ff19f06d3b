import type { Block } from '../papers/blocks.ts'
import { dayInWords } from '../papers/paper-days.ts'
import { say, type Lang } from '../text.ts'
import type { Looked } from './look-back.ts'

export type YearReport = {
  lang: Lang
  boardName: string
  dpoName: string
  year: number
  /** the day it was made, in Amsterdam */
  madeOn: string
  looked: readonly Looked[]
  /** of the year before, to lay beside it */
  before: readonly Looked[]
  measures: { open: number; late: number }
  held: readonly { kind: string; period: string; heldOn: string }[]
  /** the officer's own words; empty where he adds them himself */
  advice: string
}

/** Times are told of ten or more only: of fewer one could read whose file it was (awareness.md, the floors). */
export const leastForTimes = 10

/** What the officer tells the board about a year: numbers, never a case. */
export function yearReportBlocks(report: YearReport): Block[] {
  const { lang, boardName, dpoName, year, madeOn, looked, before, measures, held, advice } = report
  const text = (key: string, params: Record<string, string | number> = {}) => say(lang, `yearly.paper.${key}`, params)
  const heading = (key: string): Block => ({ is: 'heading', level: 2, text: text(key) })
  const count = (rows: readonly Looked[], of: (one: Looked) => boolean) => String(rows.filter(of).length)
  const line = (key: string, of: (one: Looked) => boolean) => [text(key), count(looked, of), count(before, of)]
  const late = looked.filter(({ inTime }) => inTime === 'late').length
  return [
    { is: 'heading', level: 1, text: text('title', { year }) },
    { is: 'paragraph', text: text('of', { board: boardName, name: dpoName || text('noName'), date: dayInWords(madeOn, lang) }) },
    { is: 'paragraph', text: text('why') },
    heading('numbers'),
    {
      is: 'table',
      head: [text('what'), String(year), String(year - 1)],
      widths: [0.6, 0.2, 0.2],
      rows: [
        line('incidents', () => true),
        line('breaches', ({ isBreach }) => isBreach),
        line('notified', ({ filedAt }) => filedAt !== null),
        line('late', ({ inTime }) => inTime === 'late'),
        line('told', ({ told }) => told),
      ],
    },
    heading('byKind'),
    table(
      text('kind'),
      text('number'),
      tally(looked, ({ kind }) => say(lang, `report.kind.${kind}`)),
      text('none'),
    ),
    heading('bySchool'),
    table(
      text('school'),
      text('number'),
      tally(looked, ({ schoolName }) => schoolName ?? text('noSchool')),
      text('none'),
    ),
    heading('times'),
    ...timesOf(looked, text),
    { is: 'paragraph', text: late === 0 ? text('noneLate') : text('lateWhy', { count: late }) },
    heading('measures'),
    { is: 'paragraph', text: text('measuresOpen', { n: measures.open, late: measures.late }) },
    heading('held'),
    held.length === 0
      ? { is: 'paragraph', text: text('heldNone') }
      : {
          is: 'list',
          items: held.map(({ kind, period, heldOn }) => text('heldOne', { what: text(`meeting.${kind}`), period, date: dayInWords(heldOn, lang) })),
        },
    heading('advice'),
    ...(advice === '' ? [text('adviceLater')] : advice.split(/\n\s*\n/)).map((words): Block => ({ is: 'paragraph', text: words.trim() })),
  ]
}

const tally = (rows: readonly Looked[], nameOf: (one: Looked) => string): [string, number][] => {
  const counts = new Map<string, number>()
  for (const one of rows) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1)
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b))
}

const table = (what: string, number: string, rows: readonly [string, number][], none: string): Block =>
  rows.length === 0
    ? { is: 'paragraph', text: none }
    : { is: 'table', head: [what, number], widths: [0.75, 0.25], rows: rows.map(([name, n]) => [name, String(n)]) }

function timesOf(looked: readonly Looked[], text: (key: string, params?: Record<string, string | number>) => string): Block[] {
  const times = (of: (one: Looked) => number | null) => looked.flatMap((one) => of(one) ?? [])
  const said = (key: string, hours: readonly number[]): Block => ({
    is: 'paragraph',
    text: hours.length < leastForTimes ? text(`${key}Few`, { least: leastForTimes }) : text(key, { hours: Math.round(median(hours)), n: hours.length }),
  })
  return [
    said(
      'decision',
      times(({ hoursToDecision }) => hoursToDecision),
    ),
    said(
      'filing',
      times(({ hoursToFiling }) => hoursToFiling),
    ),
  ]
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
