import type { Deps } from '../deps.ts'
import { headsFile, readHeads } from './chain-heads.ts'
import { chainKey } from './chain-key.ts'
import { listAllBoards } from './chain-store.ts'
import { verifyFile } from './log-file.ts'
import { verifyBoard } from './verify-board.ts'
import type { Break, Wrong } from './verify-chain.ts'

/** What the command says, and with which status it ends. */
export type Report = { lines: string[]; ok: boolean }

const words: Record<Wrong, [nl: string, en: string]> = {
  altered: ['een regel is veranderd', 'a row was altered'],
  missing: ['een regel ontbreekt', 'a row is missing'],
  reordered: ['regels staan op een andere plaats', 'rows stand in another place'],
  inserted: ['een regel is er later tussen gezet', 'a row was put in later'],
  unlinked: ['een regel staat niet in de keten', 'the chain does not hold a row'],
  signature: ['een handtekening klopt niet of ontbreekt', 'a signature is wrong or not there'],
  cutShort: ['het einde ontbreekt', 'the end is missing'],
  cutEarly: ['het begin is te vroeg weggehaald', 'the beginning was taken away too early'],
  rewritten: ['er stond eerst iets anders', 'it once said something else'],
  unreadable: ['een regel is niet te lezen', 'a line cannot be read'],
}

const tell = ({ organisationId, position, sequence, what }: Break): string => {
  const place = position === null ? `rij ${sequence} / row ${sequence}` : `plaats ${position} / position ${position}`
  return `BREUK / BREAK ${organisationId}, ${place}: ${what} (${words[what][0]} / ${words[what][1]})`
}

/** What the database lacks of what stands outside it: a back-up that was put back, or somebody who took rows away. Whoever runs this knows which. */
const olderThanHeads = (file: string): string[] => [
  `De database is ouder dan ${file}: er ontbreken regels die er hebben gestaan. Is er een back-up teruggezet, dan hoort dat zo. Schrijf op wanneer dat was, bewaar dit bestand onder een andere naam en draai verify-log nog eens; de server begint zelf een nieuw. Zette niemand iets terug, dan nam iemand regels weg: verander niets en vraag hulp.`,
  `The database is older than ${file}: rows are gone that once stood there. If a back-up was put back, that is as it should be. Note when that was, keep this file under another name and run verify-log again; the server begins a new one by itself. If nobody put anything back, somebody took rows away: change nothing and ask for help.`,
]

/** Every board of this store, beside the heads that stand outside it. Without any it is not in order, unless that was said: who can write there can delete, too. */
export async function verifyDatabase(deps: Pick<Deps, 'db' | 'clock' | 'keys' | 'env'>, withoutHeads = false): Promise<Report> {
  const { publicKey } = await chainKey(deps.db, deps.keys)
  const { heads, odd } = readHeads(deps.env.ledgerDir)
  const boards = new Set([...(await deps.db.outside((sql) => listAllBoards(sql))), ...heads.map((head) => head.organisationId)])
  const lines = [`publieke sleutel / public key ${publicKey}`]
  let [ok, older] = [true, false]
  for (const organisationId of [...boards].toSorted()) {
    const { links, end, broke } = await verifyBoard(deps, { organisationId, publicKey, heads })
    lines.push(broke ? tell(broke) : `goed / good ${organisationId}: ${links} regels / rows, ${end.position}${end.at ? `, ${end.at}` : ''}`)
    ok &&= !broke
    older ||= broke?.what === 'cutShort' || broke?.what === 'rewritten'
  }
  if (older) lines.push(...olderThanHeads(headsFile(deps.env.ledgerDir)))
  if (odd > 0) lines.push(`chain-heads.jsonl: ${odd} regels niet te lezen / lines cannot be read`)
  if (heads.length === 0)
    lines.push(
      'Geen chain-heads.jsonl: een afgebroken einde valt zo niet op. Hoort dat zo, geef dan --without-heads mee. / No chain-heads.jsonl: an end that was cut off does not show. If that is as it should be, give --without-heads.',
    )
  return { lines, ok: ok && odd === 0 && (heads.length > 0 || withoutHeads) }
}

/** One exported file, without a store or a secret. */
export async function verifyExport(path: string, key?: string): Promise<Report> {
  const { header, links, end, broke } = await verifyFile(path, key)
  const lines = header ? [`${header.boardName} (${header.board}), ${header.from} – ${header.to}`, `publieke sleutel / public key ${header.publicKey}`] : []
  if (header && key === undefined)
    lines.push(
      'Deze sleutel staat in het bestand zelf. Vergelijk hem met --key SLEUTEL van de school. / This key stands in the file itself. Compare it with --key KEY of the school.',
    )
  lines.push(broke ? tell(broke) : `goed / good: ${links} regels / rows, ${end.position}`)
  return { lines, ok: !broke }
}

/** `npm run verify-log -- [FILE] [--key KEY] [--without-heads]`. */
export function readVerifyArgs(args: readonly string[]): { file: string | undefined; key: string | undefined; withoutHeads: boolean } {
  const at = args.indexOf('--key')
  const key = at === -1 ? undefined : args[at + 1]
  const file = args.find((arg, place) => !arg.startsWith('--') && (at === -1 || place !== at + 1))
  return { file, key, withoutHeads: args.includes('--without-heads') }
}
