import { minutes, plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { chainBegin, hex } from './chain-hash.ts'
import type { SignedHead } from './chain-heads.ts'
import { isSigned } from './chain-key.ts'
import { findLastCut, findLastLink, findUnlinked, fromTheFirst, settledSequence } from './chain-store.ts'
import { keptFor } from './cut-log.ts'
import { linksOf } from './read-links.ts'
import { verifyChain, type Break, type ChainLink, type Verified } from './verify-chain.ts'

type Board = { organisationId: string; publicKey: string; heads: readonly SignedHead[] }
type Stores = Pick<Deps, 'db' | 'clock' | 'keys'>

/** The log of one board from where it was cut to its end, beside what stands of it outside the database. */
export async function verifyBoard(deps: Stores, { organisationId, publicKey, heads }: Board): Promise<Verified> {
  const cut = await deps.db.inBoard({ organisationId }, findLastCut)
  const start = cut ?? chainBegin(organisationId)
  if (cut && !isSigned(publicKey, 'cut', cut, cut.signature)) return stopped(start, { organisationId, position: cut.position, what: 'signature' })
  const mine = heads.filter((head) => head.organisationId === organisationId)
  const forged = mine.find((head) => !isSigned(publicKey, 'head', head, head.signature))
  if (forged) return stopped(start, { organisationId, position: forged.position, what: 'signature' })
  const early = cut && mine.find((head) => head.position <= cut.position && head.at > plus(cut.at, -keptFor))
  if (early) return stopped(start, { organisationId, position: early.position, what: 'cutEarly' })
  const kept = mine.filter((head) => head.position > start.position)
  const said = new Map(kept.map((head) => [head.position, hex(head.hash)]))
  const onLink = ({ position, hash }: ChainLink): Break | undefined =>
    said.has(position) && said.get(position) !== hex(hash) ? { organisationId, position, what: 'rewritten' } : undefined
  const found = await verifyChain({ organisationId, publicKey, start, links: linksOf(deps, organisationId, start.position), onLink })
  const furthest = kept.reduce((most, { position }) => Math.max(most, position), 0)
  const endGone = furthest > found.end.position && (found.broke === undefined || found.broke.position === found.end.position)
  if (endGone) return { ...found, broke: { organisationId, position: found.end.position + 1, what: 'cutShort' } }
  return found.broke ? found : { ...found, broke: await looseEvent(deps, organisationId) }
}

const stopped = (start: { position: number; hash: Uint8Array }, broke: Break): Verified => ({ links: 0, end: { ...start, at: null }, broke })

/** An event without a link, anywhere: put in between what is linked already, or waiting for longer than a minute. */
async function looseEvent(deps: Stores, organisationId: string): Promise<Break | undefined> {
  return deps.db.inBoard({ organisationId }, async (tx) => {
    const last = await findLastLink(tx)
    const settled = last ? await settledSequence(tx, last.linkedAt) : fromTheFirst
    const [first] = await findUnlinked(tx, fromTheFirst, 1)
    if (!first) return undefined
    if (first.sequence < settled) return { organisationId, position: null, sequence: first.sequence, what: 'inserted' }
    const waits = first.at < plus(deps.clock.now(), -minutes(1))
    return waits ? { organisationId, position: null, sequence: first.sequence, what: 'unlinked' } : undefined
  })
}
