import { plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { planAt, type DueRow } from './alarm-store.ts'
import { leaseFor } from './backoff.ts'
import { claimDeliveries, sendDelivery, type Claim } from './deliver.ts'
import { recordDeliveries } from './record-deliveries.ts'

/** Sendings under way at once: so many handfuls, each of one board, so that a slow mail server holds up only its own handful. */
const handfuls = 4
const perHandful = 16

export interface Dispatch {
  /** Claims what is due, as far as there is room, and starts sending. Whether anything started. */
  fill: () => Promise<boolean>
  /** The same until nothing is due and all that is under way has been sent or given up, and recorded. */
  drain: () => Promise<void>
  /** What is under way has been recorded. */
  settled: () => Promise<void>
}

/** Keeps sendings under way without waiting for the slowest. `onRoom`: a handful is done, there may be more to do. */
export function makeDispatch(deps: Deps, onRoom: () => void): Dispatch {
  const underWay = new Set<Promise<void>>()
  const inLine = makeLine()
  let limit = perHandful

  function start(claim: Claim) {
    const handful = deliver(deps, claim, inLine).finally(() => {
      underWay.delete(handful)
      onRoom()
    })
    underWay.add(handful)
  }

  async function fill() {
    let started = false
    while (underWay.size < handfuls) {
      const claim = await inLine(async () => {
        await letReportsGoFirst(deps)
        return claimOrSetAside(deps, limit)
      })
      if (claim === null) return started
      // after a failure one row at a time, so that a bad one stands alone
      limit = claim === 'failed' ? 1 : perHandful
      if (claim !== 'failed') start(claim)
      started = true
    }
    return started
  }

  const settled = async () => void (await Promise.all(underWay))
  const drain = async () => {
    while (await fill()) await settled()
    await settled()
  }
  return { fill, drain, settled }
}

type Line = <T>(work: () => Promise<T>) => Promise<T>

/** One transaction of the engine at a time: reports come first, also on a store with a single connection. */
function makeLine(): Line {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}

async function claimOrSetAside(deps: Deps, limit: number): Promise<Claim | null | 'failed'> {
  let picked: DueRow[] = []
  try {
    return await claimDeliveries(deps, limit, (rows) => (picked = rows))
  } catch (error) {
    const [only] = picked
    if (!only) throw error
    logFailure(deps, picked, error)
    if (picked.length === 1) await setAside(deps, only)
    return 'failed'
  }
}

/** Never throws. What was sent but cannot be written down comes back when its lease is over: rung twice rather than never. */
async function deliver(deps: Deps, { organisationId, rows, outgoing }: Claim, inLine: Line): Promise<void> {
  const done = await Promise.all(outgoing.map(async (one) => ({ outgoing: one, outcome: await sendDelivery(deps, one) })))
  try {
    await inLine(() => recordDeliveries(deps, organisationId, done))
  } catch (error) {
    logFailure(deps, rows, error)
    for (const one of done) await inLine(() => recordDeliveries(deps, organisationId, [one])).catch(() => {})
  }
}

/** A row that failed waits, a little longer each time, while the work goes on. */
export const setAside = (deps: Deps, row: DueRow) =>
  deps.db.outside(async (sql) => {
    const tries = row.kind === 'delivery' ? row.step + 1 : row.step
    await planAt(sql, row, plus(deps.clock.now(), leaseFor(row.kind === 'delivery' ? tries : 1)), tries)
  })

export function logFailure(deps: Deps, rows: readonly DueRow[], error: unknown): void {
  deps.log.error({ ...describeError(error), rows: rows.map(({ kind, subjectId }) => ({ kind, subjectId })) }, 'an alarm or delivery failed and waits')
}

/** Name and code only: a database's own words may quote a row. */
export function describeError(error: unknown): { error: string; code?: string } {
  if (!(error instanceof Error)) return { error: 'unknown' }
  const cause = error.cause as { code?: unknown } | undefined
  return { error: error.name, ...(typeof cause?.code === 'string' ? { code: cause.code } : {}) }
}
