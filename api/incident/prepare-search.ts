import { unsealText } from '../db/seal.ts'
import { reportKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { messageContext, openReport } from './report-words.ts'
import { countToPrepare, findSearchOn, messagesToPrepare, reportsToPrepare } from './search-store.ts'
import { deleteAllTokens, saveTokens, searchableText, type Searchable } from './search-tokens.ts'

/** Texts in one transaction: a few tens of milliseconds. */
const atOnce = 25

/** Boards with searching on: what was there before gets its words, a handful at a time. Boards with it off: what was left is taken away. */
export async function prepareSearch(deps: Deps): Promise<void> {
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    for (let more = true; more;) {
      await letReportsGoFirst(deps)
      more = await deps.db.inBoard({ organisationId }, (tx) => prepareSome(deps, tx))
    }
  }
}

async function prepareSome(deps: Deps, tx: BoardTx): Promise<boolean> {
  if (!(await findSearchOn(tx))) {
    await deleteAllTokens(tx)
    return false
  }
  const found: Searchable[] = []
  for (const row of await reportsToPrepare(tx, atOnce)) {
    const { read } = await openReport(tx, await reportKey(deps.keys, tx, row.id), row)
    found.push({ incidentId: row.incidentId, sourceId: row.id, text: searchableText(read) })
  }
  if (found.length === 0)
    for (const row of await messagesToPrepare(tx, atOnce)) {
      const key = await reportKey(deps.keys, tx, row.reportId)
      const text = await unsealText(key, messageContext(tx.organisationId, row.reportId, row.id), row.textSealed)
      found.push({ incidentId: row.incidentId, sourceId: row.id, text })
    }
  await saveTokens(deps.keys, tx, found)
  return found.length > 0
}

/** How many texts of this board still have to be made findable. */
export const stillToPrepare = async (tx: BoardTx): Promise<number> => ((await findSearchOn(tx)) ? countToPrepare(tx) : 0)
