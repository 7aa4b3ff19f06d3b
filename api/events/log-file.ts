import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { isInstant } from '../../shared/instant.ts'
import { fromHex, hex, leafOf } from './chain-hash.ts'
import { isSigned, type Head } from './chain-key.ts'
import { verifyChain, type ChainLink, type Verified } from './verify-chain.ts'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const signature = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/))
const instant = v.pipe(
  v.string(),
  v.check((text: string) => isInstant(text)),
)
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** The first line of an exported log. `start`: the place before its first link; `head`: its last one, signed. */
const Header = v.strictObject({
  format: v.literal('seintje log 1'),
  board: v.string(),
  boardName: v.string(),
  publicKey: v.string(),
  from: instant,
  to: instant,
  start: v.strictObject({ position: place, hash }),
  head: v.strictObject({ position: place, hash, at: instant, signature }),
})
export type LogFileHeader = v.InferOutput<typeof Header>

const Logged = v.strictObject({
  organisationId: v.string(),
  at: instant,
  actor: v.string(),
  type: v.string(),
  subjectId: v.string(),
  incidentId: v.nullable(v.string()),
  reportId: v.nullable(v.string()),
  facts: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
  sealedSha256: v.nullable(hash),
  commitment: v.nullable(v.string()),
})

const Line = v.strictObject({
  position: place,
  linkedAt: instant,
  leaf: v.optional(hash),
  nonce: v.optional(hash),
  event: v.optional(Logged),
  hash,
  signature: v.optional(signature),
})

/** One link as a line: with its event and its nonce, or where that is not for this reader with nothing but its leaf. */
export function lineOf({ position, linkedAt, leaf, event, hash: own, signature: signed }: ChainLink, whole: boolean): string {
  const content = whole && event ? { nonce: hex(event.nonce), event: event.logged } : { leaf: hex(leaf) }
  return `${JSON.stringify({ position, linkedAt, ...content, hash: hex(own), ...(signed ? { signature: hex(signed) } : {}) })}\n`
}

export type FileVerified = Verified & { header: LogFileHeader | undefined }

/** Checks an exported log by itself: no database, no secret. `key`: the public key as the school knows it, for who does not believe the file's own. */
export async function verifyFile(path: string, key?: string): Promise<FileVerified> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })[Symbol.asyncIterator]()
  const header = readHeader((await lines.next()).value as string | undefined)
  const nothing = { position: 0, hash: new Uint8Array(), at: null }
  const stop = (what: 'unreadable' | 'signature', position = 0): FileVerified => ({
    header,
    links: 0,
    end: nothing,
    broke: { organisationId: header?.board ?? '', position, what },
  })
  if (!header) return stop('unreadable')
  const head: Head = { organisationId: header.board, position: header.head.position, hash: fromHex(header.head.hash), at: header.head.at }
  if ((key !== undefined && key !== header.publicKey) || !isSigned(header.publicKey, 'head', head, fromHex(header.head.signature)))
    return stop('signature', head.position)
  let odd: number | undefined
  const start = { position: header.start.position, hash: fromHex(header.start.hash) }
  const links = linksIn(lines, header, (at) => (odd = at))
  const found = await verifyChain({ organisationId: header.board, publicKey: header.publicKey, start, links })
  if (odd !== undefined) return { ...found, header, broke: { organisationId: header.board, position: odd, what: 'unreadable' } }
  const endGone = found.end.position < head.position && (found.broke === undefined || found.broke.position === found.end.position)
  if (found.broke && !endGone) return { ...found, header }
  const whole = found.end.position === head.position && hex(found.end.hash) === header.head.hash
  const what = found.end.position < head.position ? ('cutShort' as const) : ('rewritten' as const)
  return { ...found, header, broke: whole ? undefined : { organisationId: header.board, position: found.end.position + 1, what } }
}

function readHeader(line: string | undefined): LogFileHeader | undefined {
  const read = v.safeParse(Header, parse(line))
  return read.success ? read.output : undefined
}

/** The last link has the header's signature: the end of an export is seldom the end of a batch. */
async function* linksIn(lines: AsyncIterator<string>, header: LogFileHeader, onOdd: (position: number) => void): AsyncGenerator<ChainLink> {
  let position = header.start.position
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    if (next.value === '') continue
    position++
    const read = v.safeParse(Line, parse(next.value))
    const link = read.success ? linkOf(read.output, header) : undefined
    if (!link) return onOdd(position)
    yield link
  }
}

function linkOf(line: v.InferOutput<typeof Line>, { head }: LogFileHeader): ChainLink | undefined {
  const { event: logged, leaf } = line
  const event = logged && line.nonce !== undefined ? { logged, nonce: fromHex(line.nonce) } : undefined
  if ((event === undefined) === (leaf === undefined) || (event === undefined && logged !== undefined)) return undefined
  const signed = line.signature ?? (line.position === head.position && line.linkedAt === head.at ? head.signature : undefined)
  return {
    position: line.position,
    linkedAt: line.linkedAt,
    leaf: event ? leafOf(event.nonce, event.logged) : fromHex(leaf ?? ''),
    hash: fromHex(line.hash),
    signature: signed ? fromHex(signed) : null,
    event,
  }
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '')
  } catch {
    return undefined
  }
}
