import { amsterdamDay } from '../../shared/instant.ts'
import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { keepEntry } from './entry-jobs.ts'
import { withoutEntry } from './entry-store.ts'

/** Entries in one transaction: a few tens of milliseconds. */
const atOnce = 25
const stateOf = oncePerStore(() => ({ on: '' }))

/** Once a day, and when the office opens: what was taken up before there was a register gets its entry, a handful at a time. */
export async function beginEntries(deps: Deps): Promise<void> {
  const [state, today] = [stateOf(deps), amsterdamDay(deps.clock.now())]
  if (state.on === today) return
  state.on = today
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    for (let more = true; more;) {
      await letReportsGoFirst(deps)
      more = await deps.db.inBoard({ organisationId }, async (tx) => {
        const found = await withoutEntry(tx, atOnce)
        for (const { id } of found) await keepEntry(deps, tx, id)
        return found.length === atOnce
      })
    }
  }
}
