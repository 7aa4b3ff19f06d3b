import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** `limit` is what docs/numbers.md promises; `atLeast` tells which side of it is good. */
export type Figure = { what: string; value: number; unit: string; limit: number; atLeast?: true }

export const holds = ({ value, limit, atLeast }: Figure) => (atLeast ? value >= limit : value <= limit)

const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2))
const promised = ({ limit, unit, atLeast }: Figure) => `${atLeast ? '≥' : '≤'} ${limit} ${unit}`.trim()

export function print(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const mark = holds(figure) ? '  ' : '✗ '
    console.log(`${mark}${figure.what.padEnd(62)}${round(figure.value).padStart(8)} ${figure.unit.padEnd(10)} ${promised(figure)}`)
  }
}

const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']

/** Puts the figures into the table of docs/numbers.md, between its two marks; what was not measured this time stays. */
export function write(path: string, figures: readonly Figure[], day: string): void {
  const head = [
    `Measured on ${day}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}, Node ${process.version}.`,
    '',
    '| what | measured | promised |',
    '|---|---|---|',
  ]
  const text = readFileSync(path, 'utf8')
  const [before, rest] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))]
  const rows = new Map(rowsOf(text.slice(text.indexOf(begin), text.indexOf(end))))
  for (const f of figures) rows.set(f.what, `| ${f.what} | ${round(f.value)} ${f.unit} | ${promised(f)} |${holds(f) ? '' : ' missed'}`)
  writeFileSync(path, `${before}${begin}\n${[...head, ...rows.values()].join('\n')}\n${rest}`)
}

/** The rows of a table by their first cell, without its head. */
const rowsOf = (table: string): [string, string][] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what |'))
    .map((line) => [line.split('|')[1]?.trim() ?? '', line])
