import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInstant } from '../../shared/instant.ts'
import type { Head } from './chain-key.ts'
import { fromHex, hex } from './chain-hash.ts'

export type SignedHead = Head & { signature: Uint8Array }

export const headsFile = (ledgerDir: string) => join(ledgerDir, 'chain-heads.jsonl')

/** Outside the database, one line each, so that a tail that was dropped or an older back-up shows. Several processes may append. */
export function appendHeads(ledgerDir: string, heads: readonly SignedHead[]): void {
  if (heads.length === 0) return
  mkdirSync(ledgerDir, { recursive: true, mode: 0o700 })
  const lines = heads.map(({ organisationId, position, hash, at, signature }) =>
    JSON.stringify({ board: organisationId, position, hash: hex(hash), at, signature: hex(signature) }),
  )
  appendFileSync(headsFile(ledgerDir), `${lines.join('\n')}\n`, { mode: 0o600, flush: true })
}

/** `odd`: lines that nobody can read; half a line at the end is a process that was killed and no matter. */
export function readHeads(ledgerDir: string): { heads: SignedHead[]; odd: number } {
  const text = readText(headsFile(ledgerDir))
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  const read = lines.filter((line) => line !== '').map(readHead)
  const heads = read.filter((head) => head !== undefined)
  return { heads, odd: read.length - heads.length }
}

function readHead(line: string): SignedHead | undefined {
  try {
    const { board, position, hash, at, signature } = JSON.parse(line) as Record<string, unknown>
    const fits = typeof board === 'string' && Number.isSafeInteger(position) && typeof hash === 'string' && isInstant(at) && typeof signature === 'string'
    return fits ? { organisationId: board, position: position as number, hash: fromHex(hash), at, signature: fromHex(signature) } : undefined
  } catch {
    return undefined
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
