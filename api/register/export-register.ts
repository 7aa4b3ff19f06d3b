import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { exportColumns, type ExportColumn } from '../../shared/register/columns.ts'
import { writeCsv } from '../../shared/register/csv.ts'
import type { Entry } from '../../shared/register/entry.ts'
import type { RegisterFormat } from '../../shared/register/register-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { xmlText } from '../papers/xml-text.ts'
import { giveWay } from '../pressure.ts'
import type { Lang } from '../text.ts'
import { openEntry } from './entry-seal.ts'
import { filterOf } from './list-register.ts'
import { settledView } from './read-entry.ts'
import { registerPaper } from './register-paper.ts'
import { findBoardName, listEntries, type ListedEntry, type RegisterCursor } from './register-store.ts'
import { cellsOf, headingsIn } from './register-words.ts'

type Query = { organisationId: string; format: RegisterFormat; from?: string | undefined; to?: string | undefined; lang: Lang }
type Taken = { row: ListedEntry; entry: Entry }

/** Entries in one transaction, and in one file: a paper is read by people, and drawing it holds up the rest. */
const atOnce = 200
const most = { csv: 20_000, json: 20_000, xlsx: 10_000, pdf: 500 } as const satisfies Record<RegisterFormat, number>

/**
 * The register of a board as far as the reader sees it, as a file; that it was taken out is recorded before it is made. Who reported is
 * in no entry. Refuses: access.denied, request.invalid, register.tooMany (a shorter period will do).
 */
export async function exportRegister(deps: Deps, actors: readonly Actor[], query: Query): Promise<Uint8Array<ArrayBuffer>> {
  const actor = actorAt(actors, query.organisationId)
  await deps.limits.take('registerExportPerPerson', actor.identityId)
  const filter = filterOf({ from: query.from, to: query.to })
  const boardName = await deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'register.export')
    const name = await findBoardName(tx)
    const facts = { format: query.format, from: query.from ?? null, to: query.to ?? null }
    await append(deps, tx, actor, { type: 'register.exported', subjectId: query.organisationId, facts })
    return name
  })
  const taken: Taken[] = []
  for (let cursor: RegisterCursor | null = null, more = true; more;) {
    await giveWay(deps)
    const from: RegisterCursor | null = cursor
    const page = await deps.db.inBoard(actor, async (tx) => {
      const rows: Taken[] = []
      for (const row of await listEntries(tx, filter, from, atOnce)) rows.push({ row, entry: (await openEntry(deps.keys, tx, row.entry)).entry })
      return rows
    })
    taken.push(...page)
    if (taken.length > most[query.format]) throw new Problem('register.tooMany', { field: 'from', limit: most[query.format] })
    const last = page.at(-1)?.row.entry
    cursor = last ? { at: last.awareAt, id: last.incidentId } : null
    more = page.length === atOnce
  }
  await giveWay(deps)
  return fileOf(taken, { ...query, boardName, at: deps.clock.now() })
}

async function fileOf(taken: readonly Taken[], { format, lang, boardName, from, to, at }: Query & { boardName: string; at: string }) {
  if (format === 'json') return bytesOf(JSON.stringify({ format: 'seintje register 1', board: boardName, madeAt: at, entries: taken.map(jsonOf) }, null, 1))
  const rows = taken.map(({ row, entry }) => cellsOf(row, entry, lang))
  if (format === 'pdf') return registerPaper({ rows, lang, at, boardName, from: from ?? null, to: to ?? null })
  const cells = [headingsIn(lang), ...rows.map((row) => exportColumns.map((column: ExportColumn) => row[column]))]
  return format === 'csv' ? bytesOf(writeCsv(cells)) : sheetOf(cells)
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Nothing but texts: none of them is a formula, whatever it begins with. */
async function sheetOf(cells: readonly (readonly string[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const data = cells.map((row, at) =>
    row.map((value) => (value === '' ? null : { value: readable(value), type: String, ...(at === 0 ? { fontWeight: 'bold' as const } : {}) })),
  )
  return new Uint8Array(await writeXlsxFile(data, { sheet: 'Register', stickyRowsCount: 1 }).toBuffer())
}

/** A cell takes 32,767 characters. */
const readable = (text: string) => xmlText(text).slice(0, 32_767)

const jsonOf = ({ row: { entry: row, year, sequence, schoolName }, entry }: Taken) => ({
  ...{ number: `${year}-${String(sequence).padStart(3, '0')}`, origin: row.origin, school: schoolName, awareAt: row.awareAt, ...settledView(row) },
  ...{ complete: row.complete, closedAt: row.closedAt, keepUntil: row.keepUntil, ...entry },
})

/** `seintje-register-2026-03-05.csv` */
export const exportName = (format: RegisterFormat, at: string): string => `seintje-register-${amsterdamDay(at)}.${format}`
