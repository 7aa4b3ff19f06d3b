import { minutes, plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { chainBegin, hex } from './chain-hash.ts'
import type { SignedHead } from './chain-heads.ts'
import { isSigned } from './chain-key.ts'
import { findLastCut, findLastLink, findUnlinked, fromTheFirst, pageOfLinks, settledSequence } from './chain-store.ts'
import { verifyChain, type Break, type ChainLink, type Verified } from './verify-chain.ts'

type Board = { organisationId: string; publicKey: string; heads: readonly SignedHead[] }
type Stores = Pick<Deps, 'db' | 'clock'>
const pageSize = 2_000

/** The log of one board from where it was cut to its end, beside what stands of it outside the database. */
export async function verifyBoard(deps: Stores, { organisationId, publicKey, heads }: Board): Promise<Verified> {
  const cut = await deps.db.inBoard({ organisationId }, findLastCut)
  const start = cut ?? chainBegin(organisationId)
  if (cut && !isSigned(publicKey, 'cut', cut, cut.signature)) return stopped(start, { organisationId, position: cut.position, what: 'signature' })
  const kept = heads.filter((head) => head.organisationId === organisationId && head.position > start.position)
  const forged = kept.find((head) => !isSigned(publicKey, 'head', head, head.signature))
  if (forged) return stopped(start, { organisationId, position: forged.position, what: 'signature' })
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

/** Page by page, each in a transaction of its own: the log goes on meanwhile. */
async function* linksOf(deps: Stores, organisationId: string, from: number): AsyncGenerator<ChainLink> {
  for (let after = from; ;) {
    const page = await deps.db.inBoard({ organisationId }, (tx) => pageOfLinks(tx, after, pageSize))
    for (const { link, event, found } of page) yield { ...link, event: found === null || event === null ? null : event }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.link.position
  }
}

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
