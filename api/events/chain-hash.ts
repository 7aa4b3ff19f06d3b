import { createHash } from 'node:crypto'
import type { Instant } from '../../shared/instant.ts'

/** One event as the chain knows it: of what stands sealed only fingerprints, so that it holds after an erasure and outside the database. */
export type LoggedEvent = {
  organisationId: string
  sequence: number
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

/** One way to write an event down, whatever order a database keeps its facts in. */
export const canonicalEvent = (event: LoggedEvent): string =>
  JSON.stringify([
    'seintje event 1',
    event.organisationId,
    event.sequence,
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

export const leafOf = (event: LoggedEvent): Uint8Array<ArrayBuffer> => sha256(canonicalEvent(event))

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
