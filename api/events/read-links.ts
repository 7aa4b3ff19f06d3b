import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { nonceOf } from './chain-hash.ts'
import { pageOfLinks, type LinkRow } from './chain-store.ts'
import type { ChainLink } from './verify-chain.ts'

const pageSize = 2_000
type StoredLink = ChainLink & Pick<LinkRow, 'eventSequence'>

/** Links in their order, each with its event and with what its leaf was made of. */
export async function readLinks(deps: Pick<Deps, 'keys'>, tx: BoardTx, after: number, limit: number, until?: number): Promise<StoredLink[]> {
  const page = await pageOfLinks(tx, after, limit, until)
  if (page.length === 0) return []
  const key = await boardKey(deps.keys, tx)
  return Promise.all(
    page.map(async ({ link, event, found }) => {
      if (found === null || event === null) return { ...link, event: null }
      const { sequence, ...logged } = event
      return { ...link, event: { logged, sequence, nonce: await nonceOf(key, sequence) } }
    }),
  )
}

/** Page by page, each in a transaction of its own: the log goes on meanwhile. */
export async function* linksOf(deps: Pick<Deps, 'db' | 'keys'>, organisationId: string, from: number, until?: number): AsyncGenerator<ChainLink> {
  for (let after = from; ;) {
    const page = await deps.db.inBoard({ organisationId }, (tx) => readLinks(deps, tx, after, pageSize, until))
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.position
  }
}
