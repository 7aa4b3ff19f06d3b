import { days, plus, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { append, type EventActor } from './append.ts'
import { chainBegin, hex } from './chain-hash.ts'
import type { SignedHead } from './chain-heads.ts'
import { isSigned, signPlace, type ChainKey } from './chain-key.ts'
import { cutAt, findLastCut, findSignedLink, takeTurn } from './chain-store.ts'
import { linksOf } from './read-links.ts'
import { verifyChain, type Wrong } from './verify-chain.ts'

/** 24 months (protocol 12) in days, and one to spare: the database itself refuses to cut what is younger. */
export const keptFor = days(732)

/** Not the engine, whose rows nobody reads: that the log was cut is there for the auditor to see. */
const retention: EventActor = { pseudonym: 'retention' }

type Found = { position: number; hash: Uint8Array; start: { position: number; hash: Uint8Array }; cut: SignedHead | undefined }

/**
 * Takes away what was linked more than 24 months ago, up to a signed place from which the chain goes on. The age of that place is what
 * its signature says, and all before it has to hold: whoever owns the database makes us cut nothing that is younger, or that he changed.
 * Gives how many rows that were.
 */
export async function cutLog(deps: Deps, key: ChainKey, organisationId: string): Promise<number> {
  const at = deps.clock.now()
  const found = await deps.db.inBoard({ organisationId }, async (tx): Promise<Found | undefined> => {
    const [last, cut] = [await findSignedLink(tx, plus(at, -keptFor)), await findLastCut(tx)]
    if (!last || last.position <= (cut?.position ?? 0)) return undefined
    return { position: last.position, hash: last.hash, start: cut ?? chainBegin(organisationId), cut }
  })
  if (!found) return 0
  const wrong = await wrongUpTo(deps, key, organisationId, found, plus(at, -keptFor))
  if (wrong) {
    // Nothing is cut from a log that does not hold: what is wrong stays where the check finds it.
    deps.log.error({ organisationId, what: wrong }, 'the log of a board does not hold, so nothing is cut from it; see npm run verify-log')
    return 0
  }
  return deps.db.inBoard({ organisationId }, async (tx) => {
    if (!(await takeTurn(tx)) || ((await findLastCut(tx))?.position ?? 0) >= found.position) return 0
    const place = { organisationId, position: found.position, hash: found.hash, at }
    const rows = await cutAt(tx, { ...place, signature: signPlace(key, 'cut', place) })
    await append(deps, tx, retention, { type: 'log.cut', subjectId: organisationId, facts: { rows, position: found.position } })
    return rows
  })
}

/** What is wrong with the part that would go: it has to hold from its beginning to a place that was signed long enough ago. */
async function wrongUpTo(
  deps: Deps,
  { publicKey }: ChainKey,
  organisationId: string,
  { start, position, hash, cut }: Found,
  oldest: Instant,
): Promise<Wrong | undefined> {
  if (cut && !isSigned(publicKey, 'cut', cut, cut.signature)) return 'signature'
  const links = linksOf(deps, organisationId, start.position, position)
  const { end, broke } = await verifyChain({ organisationId, publicKey, start, links })
  if (broke) return broke.what
  const sameEnd = end.position === position && hex(end.hash) === hex(hash)
  return sameEnd && end.at !== null && end.at <= oldest ? undefined : 'rewritten'
}
