import type { Instant } from '../../shared/instant.ts'
import { proposeMapping, readRow, type Known, type Mapping, type ReadRow } from '../../shared/register/import-rows.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { giveWay } from '../pressure.ts'
import { readRows } from './read-sheet.ts'

export type ImportFile = { format: 'csv' | 'xlsx'; file: string; mapping?: Mapping | undefined }
/** `at`: as the sheet numbers it. */
export type ImportRead = { headings: string[]; mapping: Mapping; rows: (ReadRow & { at: number })[] }

/** The file as entries, by the mapping that was given or else the one its headings suggest. Empty rows are passed over. Refuses: import.unreadable, import.tooManyRows, import.noRows, import.mapping. */
export async function readImport(deps: Deps, known: Known, now: Instant, { format, file, mapping: given }: ImportFile): Promise<ImportRead> {
  const { headings, rows } = await readRows(format, Buffer.from(file, 'base64'))
  const mapping = given ?? proposeMapping(headings, known.columns)
  const wanted = Object.values(mapping)
  if (wanted.some((place) => place >= headings.length) || new Set(wanted).size < wanted.length) throw new Problem('import.mapping', { field: 'mapping' })
  const read: ImportRead['rows'] = []
  for (const [at, cells] of rows.entries()) {
    if (at % 250 === 0) await giveWay(deps)
    if (cells.some((cell) => cell.trim() !== '')) read.push({ at: at + 2, ...readRow(cells, mapping, known, now) })
  }
  return { headings, mapping, rows: read }
}
