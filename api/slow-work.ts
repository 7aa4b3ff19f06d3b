import { amsterdamDay } from '../shared/instant.ts'
import { oncePerStore } from './batch.ts'
import type { Deps } from './deps.ts'
import { chainKey } from './events/chain-key.ts'
import { listBoards } from './events/chain-store.ts'
import { cutLog } from './events/cut-log.ts'

const lastCut = oncePerStore(() => ({ day: '' }))

/** What no alarm and no report waits for, once a minute. Never throws: what fails is logged and comes again. */
export async function slowWork(deps: Deps): Promise<void> {
  for (const [what, work] of [['the oldest rows of the log could not be cut', cutLogs]] as const) {
    await work(deps).catch((error: unknown) => deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, what))
  }
}

/** Once a day. */
async function cutLogs(deps: Deps): Promise<void> {
  const [last, today] = [lastCut(deps), amsterdamDay(deps.clock.now())]
  if (last.day === today) return
  last.day = today
  const key = await chainKey(deps.db, deps.keys)
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) await cutLog(deps, key, organisationId)
}
