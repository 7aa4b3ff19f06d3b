import { between, minutes, plus, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { makeLoop, type Later } from '../loop.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { appendHeads, type SignedHead } from './chain-heads.ts'
import { chainKey, type ChainKey } from './chain-key.ts'
import { findLastLink, fromTheFirst, listBoards, oldestUnlinked, settledSequence } from './chain-store.ts'
import { linkBoard } from './link-events.ts'

export interface Linker {
  /** Links all that waits in every board. Never throws: what fails is logged, and shows as a tail that waits. */
  tick: () => Promise<void>
  /** Board after board as they change. Gives what stops it, once the last heads are in their file. */
  run: (later: Later) => () => Promise<void>
}

const pace = { everyMs: 30_000, soonMs: 500 }
/** How often to look for what was committed late: well within the half minute in which it can still be found. */
const lateEvery = 5_000
const headsEvery = minutes(1)

/** The loop that chains the events, beside the alarms and never before a report: it locks nothing that intake wants. */
export function makeLinker(deps: Deps): Linker {
  const changed = new Set<string>()
  /** When this process last looked at more than what was new; at first at everything. */
  const lookedBack = new Map<string, Instant>()
  const heads = new Map<string, SignedHead>()
  let headsAt: Instant | null = null
  let key: ChainKey | undefined
  let turn: Promise<void> = Promise.resolve()

  async function link(organisationId: string) {
    key ??= await chainKey(deps.db, deps.keys)
    const [since, now] = [lookedBack.get(organisationId), deps.clock.now()]
    const look = since === undefined ? 'all' : between(since, now) >= lateEvery ? 'late' : 'new'
    let reached: number | undefined
    for (let more = true; more;) {
      await letReportsGoFirst(deps)
      const done = await linkBoard(deps, key, organisationId, look, reached)
      if (done.head) heads.set(organisationId, done.head)
      more = done.more
      reached = done.reached
    }
    if (look !== 'new') lookedBack.set(organisationId, now)
  }

  async function round(boards: readonly string[]) {
    for (const board of boards) {
      changed.delete(board)
      await link(board).catch((error: unknown) => logFailure(deps, error, 'a log could not be chained'))
    }
    const now = deps.clock.now()
    if (headsAt === null || between(headsAt, now) >= headsEvery) keepHeads(now)
  }

  function keepHeads(now: Instant) {
    try {
      // Without a folder there is nothing to compare with: only tests run like that.
      if (deps.env.ledgerDir) appendHeads(deps.env.ledgerDir, [...heads.values()])
      heads.clear()
      headsAt = now
    } catch (error) {
      logFailure(deps, error, 'the heads of the log could not be written outside the database')
    }
  }

  const all = () => deps.db.outside((sql) => listBoards(sql))
  const inTurn = (boards: () => Promise<readonly string[]>) =>
    (turn = turn.then(async () => round(await boards())).catch((error: unknown) => logFailure(deps, error, 'a round over the logs failed')))

  function run(later: Later) {
    let sweep = true
    const loop = makeLoop(later, pace, async () => {
      const whole = sweep || changed.size === 0
      sweep = false
      await inTurn(whole ? all : async () => [...changed])
    })
    const forget = deps.changes.onChange((organisationId) => {
      changed.add(organisationId)
      loop.nudge()
    })
    return async () => {
      forget()
      await loop.stop()
      await inTurn(async () => [...changed])
      keepHeads(deps.clock.now())
    }
  }

  return { tick: () => inTurn(all), run }
}

/** Seconds that the oldest event of all boards waits for its link beyond a minute; 0 while all is well. */
export async function unlinkedSeconds(deps: Deps): Promise<number> {
  const now = deps.clock.now()
  let longest = 0
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    const oldest = await deps.db.inBoard({ organisationId }, async (tx) => {
      const last = await findLastLink(tx)
      return oldestUnlinked(tx, last ? await settledSequence(tx, last.linkedAt) : fromTheFirst, plus(now, -minutes(1)))
    })
    if (oldest) longest = Math.max(longest, Math.floor(between(oldest, now) / 1000))
  }
  return longest
}

function logFailure(deps: Deps, error: unknown, what: string): void {
  deps.log.error({ error: error instanceof Error ? error.name : 'unknown' }, what)
}
