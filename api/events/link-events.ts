import { latest } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { boardKey } from '../db/keys.ts'
import { chainBegin, leafOf, linkHash, nonceOf } from './chain-hash.ts'
import type { SignedHead } from './chain-heads.ts'
import { signPlace, type ChainKey } from './chain-key.ts'
import { findLastCut, findLastLink, findUnlinked, fromTheFirst, furthestSequence, saveLinks, settledSequence, takeTurn, type LinkRow } from './chain-store.ts'

/** Links made in one transaction at most: a few hundred milliseconds on the embedded store. */
export const linksAtOnce = 1_000

/**
 * How far back to look. `new`: what came after the last link. `late`: also what took its number early and was committed late; to be
 * asked every few seconds, and first. `all`: everything, as at a start.
 */
export type Look = 'new' | 'late' | 'all'

type Linked = { head?: SignedHead; more: boolean; reached?: number }

/**
 * Links what waits at this board, in the order in which it was written, and signs the last link. Gives the new head, whether more
 * waits, and how far it came: a log of years is caught up with by going on from there, not from its beginning each time.
 */
export const linkBoard = (deps: Deps, key: ChainKey, organisationId: string, look: Look, reached?: number): Promise<Linked> =>
  deps.db.inBoard({ organisationId }, async (tx) => {
    if (!(await takeTurn(tx))) return { more: false }
    const last = await findLastLink(tx)
    const after = reached ?? (await startOf(tx, last, look))
    const events = await findUnlinked(tx, after, linksAtOnce)
    if (events.length === 0) return { more: false }
    const before = last ?? (await findLastCut(tx)) ?? chainBegin(organisationId)
    const now = deps.clock.now()
    const linkedAt = last ? latest(last.linkedAt, now) : now
    let { position, hash } = before
    const board = await boardKey(deps.keys, tx)
    const leaves = await Promise.all(events.map(async (event) => ({ event, leaf: leafOf(await nonceOf(board, event.sequence), event) })))
    const rows = leaves.map(({ event, leaf }) => {
      position++
      hash = linkHash(hash, leaf, position)
      return { organisationId, position, eventSequence: event.sequence, leaf, hash, linkedAt }
    })
    const head = { organisationId, position, hash, at: linkedAt }
    const signature = signPlace(key, 'head', head)
    await saveLinks(
      tx,
      rows.map((row) => ({ ...row, signature: row.position === position ? signature : null })),
    )
    return { head: { ...head, signature }, more: events.length === linksAtOnce, reached: events.at(-1)?.sequence ?? after }
  })

async function startOf(tx: BoardTx, last: LinkRow | undefined, look: Look): Promise<number> {
  if (!last || look === 'all') return fromTheFirst
  return look === 'late' ? settledSequence(tx, last.linkedAt) : furthestSequence(tx)
}
