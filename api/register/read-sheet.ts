import { readCsv } from '../../shared/register/csv.ts'
import { importLimits } from '../../shared/register/import-rows.ts'
import { Problem } from '../../shared/problem.ts'
import { safeSheet } from './unpack-sheet.ts'

/** The rows of a sheet as texts, the headings first. `row` of the n-th is n + 1, as a sheet numbers it. */
export type SheetRows = { headings: string[]; rows: string[][] }

/**
 * Reads somebody's sheet: .csv in UTF-8, UTF-16 or Windows' own letters, .xlsx by its first sheet. A formula is never worked out: what it
 * last gave is what stands there. Refuses: import.unreadable, import.tooManyRows, import.noRows.
 */
export async function readRows(format: 'csv' | 'xlsx', file: Uint8Array): Promise<SheetRows> {
  if (file.length > importLimits.bytes) throw new Problem('request.tooLarge', { limit: '5 MB' })
  const all = format === 'csv' ? readCsv(textOf(file), { most: importLimits.rows + 2 }) : await readXlsx(file)
  const [headings = [], ...rows] = all.map((row) => row.slice(0, importLimits.columns).map((cell) => cell.slice(0, importLimits.cell)))
  if (rows.length > importLimits.rows) throw new Problem('import.tooManyRows', { field: 'file', limit: importLimits.rows })
  while (rows.at(-1)?.every((cell) => cell.trim() === '')) rows.pop()
  if (rows.length === 0 || headings.every((cell) => cell.trim() === '')) throw new Problem('import.noRows', { field: 'file' })
  return { headings, rows }
}

function textOf(file: Uint8Array): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return new TextDecoder('windows-1252').decode(file)
  }
}

async function readXlsx(file: Uint8Array): Promise<string[][]> {
  const safe = safeSheet(file)
  if (!safe) throw new Problem('import.unreadable', { field: 'file' })
  const { readSheet } = await import('read-excel-file/universal')
  try {
    return (await readSheet(safe)).map((row) => row.map(asText))
  } catch {
    throw new Problem('import.unreadable', { field: 'file' })
  }
}

/** A day without a time is a day; sheets know no time zones, what stands on the wall stands in them as UTC. */
function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell)
  if (Number.isNaN(cell.getTime())) return ''
  const text = cell.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
}
