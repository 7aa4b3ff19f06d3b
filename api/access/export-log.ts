import type { Actor } from '../../shared/access/roles.ts'
import { plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { chainBegin, hex } from '../events/chain-hash.ts'
import { chainKey, signPlace } from '../events/chain-key.ts'
import { findLastCut, findLinkAt } from '../events/chain-store.ts'
import { lineOf, type LogFileHeader } from '../events/log-file.ts'
import { readLinks } from '../events/read-links.ts'
import { allow } from './allow.ts'
import { actorAt, periodOf } from './log-rows.ts'
import { seenAmong } from './log-store.ts'
import { findBoard } from './store.ts'

type Query = { organisationId: string; from?: string | undefined; to?: string | undefined }
type Export = { actor: Actor; header: LogFileHeader }
const linksInPage = 500
/** How many incidents somebody saw is a fact of these: it would tell of one the reader may not know of. */
const countsIncidents = ['incident.listed', 'incident.searched']

/**
 * The chain of a period, as it was linked, with a signature over its end: whoever gets it can check it without us. That it was taken
 * out is recorded before the first line. Refuses: access.denied, request.invalid (also where nothing was linked in that period).
 */
export async function exportLog(deps: Deps, actors: readonly Actor[], query: Query): Promise<Export> {
  const actor = actorAt(actors, query.organisationId)
  const key = await chainKey(deps.db, deps.keys)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'log.export')
    const period = periodOf(deps.clock.now(), query)
    const last = await findLinkAt(tx, period.to)
    const start = (await findLinkAt(tx, plus(period.from, -1))) ?? (await findLastCut(tx)) ?? chainBegin(tx.organisationId)
    if (!last || last.position <= start.position) throw new Problem('request.invalid', { field: 'from' })
    const head = { organisationId: tx.organisationId, position: last.position, hash: last.hash, at: last.linkedAt }
    const header: LogFileHeader = {
      ...{ format: 'seintje log 1', board: tx.organisationId, boardName: (await findBoard(tx))?.name ?? '', publicKey: key.publicKey, ...period },
      start: { position: start.position, hash: hex(start.hash) },
      head: { position: head.position, hash: hex(head.hash), at: head.at, signature: hex(signPlace(key, 'head', head)) },
    }
    await append(deps, tx, actor, { type: 'log.exported', subjectId: tx.organisationId, facts: period })
    return { actor, header }
  })
}

/**
 * Line by line, page by page: never the whole log in memory. What this reader does not see, all that the engine did and all that
 * reporters did is a leaf only, so that the leaves tell nobody how many rows were kept from him.
 */
export async function* linesOf(deps: Deps, actor: Actor, header: LogFileHeader): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`
  for (let after = header.start.position; after < header.head.position;) {
    const page = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      const links = await readLinks(deps, tx, after, linksInPage, header.head.position)
      const seen = await seenAmong(
        tx,
        actor,
        links.map(({ eventSequence }) => eventSequence),
      )
      return links.map((link) => lineOf(link, seen.has(link.eventSequence) && !countsIncidents.includes(link.event?.logged.type ?? '')))
    })
    if (page.length === 0) return
    after += page.length
    yield page.join('')
  }
}
