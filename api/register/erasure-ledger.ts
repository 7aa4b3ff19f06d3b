import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { isInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { syncPath } from '../db/sync-path.ts'
import { startRefusal } from '../start-refusal.ts'

/** One line of the ledger: what was erased, by id alone. */
export type Erasure = { at: Instant; organisationId: string } & ({ incidentId: string } | { reportId: string } | { entryId: string })

const id = v.pipe(v.string(), v.uuid())
const base = { at: v.custom<Instant>(isInstant), organisationId: id }
const Line = v.union([v.object({ ...base, incidentId: id }), v.object({ ...base, reportId: id }), v.object({ ...base, entryId: id })])

/** Whether anything was ever written down there. */
export const hasLedger = (ledgerDir: string) => existsSync(fileIn(ledgerDir))

const fileIn = (ledgerDir: string) => join(ledgerDir, 'erased.jsonl')

/**
 * Writes down, outside the database, what is about to be erased, and brings it to the disk: a back-up that is put back later
 * cannot bring it back. One write for all lines, so that several processes may share the file. Refuses: server.ledgerUnwritable.
 */
export function noteErasures(ledgerDir: string, erasures: readonly Erasure[]): void {
  try {
    mkdirSync(ledgerDir, { recursive: true, mode: 0o700 })
    const file = openSync(fileIn(ledgerDir), 'a+', 0o600)
    try {
      appendWhole(file, erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join(''))
    } finally {
      closeSync(file)
    }
    syncPath(ledgerDir)
  } catch (cause) {
    throw Object.assign(new Problem('server.ledgerUnwritable'), { cause })
  }
}

/** All of it, or none: half a line would be an erasure that was refused and yet written down. */
function appendWhole(file: number, lines: string) {
  const { size } = fstatSync(file)
  const last = Buffer.alloc(1)
  const torn = size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a
  const bytes = Buffer.from(torn ? `\n${lines}` : lines)
  try {
    if (writeSync(file, bytes) !== bytes.length) throw new Error('the ledger took only a part')
    fsyncSync(file)
  } catch (error) {
    ftruncateSync(file, size)
    throw error
  }
}

/** What the ledger holds, and how many lines cannot be read: the last one may be torn by a power cut. Refuses: ledgerUnreadable. */
export function readErasures(ledgerDir: string): { erasures: Erasure[]; unreadable: number } {
  const lines = textOf(fileIn(ledgerDir))
    .split('\n')
    .filter((line) => line.trim() !== '')
  const erasures = lines.flatMap(read)
  return { erasures, unreadable: lines.length - erasures.length }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return ''
    throw startRefusal('ledgerUnreadable', { file: path, why: code ?? '?' })
  }
}

function read(line: string): Erasure[] {
  try {
    const found = v.safeParse(Line, JSON.parse(line))
    return found.success ? [found.output] : []
  } catch {
    return []
  }
}
