import { createHash } from 'node:crypto'
import type { Instant } from '../../shared/instant.ts'
import { macText, type DataKey } from '../db/seal.ts'

/** One event as the chain knows it: of what stands sealed only fingerprints, so that it holds after an erasure and outside the database. */
export type LoggedEvent = {
  organisationId: string
  at: Instant
  actor: string
  type: string
  subjectId: string
  incidentId: string | null
  reportId: string | null
  facts: Readonly<Record<string, string | number | boolean | null>>
  /** SHA-256 of the sealed bytes, in hex */
  sealedSha256: string | null
  /** in hex; worthless once the subject's key is thrown away */
  commitment: string | null
}

/** As the store has it. `sequence` counts what happens at every board, so it leaves the house nowhere: the nonce binds it. */
export type StoredEvent = LoggedEvent & { sequence: number }

/** One way to write an event down, whatever order a database keeps its facts in. */
export const canonicalEvent = (event: LoggedEvent): string =>
  JSON.stringify([
    'seintje event 1',
    event.organisationId,
    event.at,
    event.actor,
    event.type,
    event.subjectId,
    event.incidentId,
    event.reportId,
    Object.entries(event.facts).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    event.sealedSha256,
    event.commitment,
  ])

const sha256 = (...parts: (string | Uint8Array)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/** What goes into a leaf before its event, so that nobody without the board's key guesses one from its leaf: from what the store has, never kept. */
export const nonceOf = (key: DataKey, sequence: number) => macText(key, `log/nonce/${sequence}`)

export const leafOf = (nonce: Uint8Array, event: LoggedEvent): Uint8Array<ArrayBuffer> => sha256(nonce, canonicalEvent(event))

/** Binds a link to all before it and to its place. */
export function linkHash(previous: Uint8Array, leaf: Uint8Array, position: number): Uint8Array<ArrayBuffer> {
  const place = new DataView(new ArrayBuffer(8))
  place.setBigUint64(0, BigInt(position))
  return sha256(previous, leaf, new Uint8Array(place.buffer))
}

/** Where the chain of a board begins: before its first link. */
export const chainBegin = (organisationId: string) => ({ position: 0, hash: sha256(`seintje chain 1 ${organisationId}`) })

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const fromHex = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'))
