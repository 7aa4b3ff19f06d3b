import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Clock } from '../../shared/instant.ts'
import { makeLoop, type Later } from '../loop.ts'
import type { Db } from './open.ts'

/** The database's clock, read here: processes that share a database share its time, whatever their own clocks say. */
export interface StoreClock extends Clock {
  /** Asks the database once more. Never throws: what it said last goes on counting. */
  measure: () => Promise<void>
  /** by how many seconds this process's own clock is ahead of the database's; negative: behind */
  aheadSeconds: () => number
  /** Measures every ten seconds until stopped. */
  run: (later: Later) => () => Promise<void>
}

type Around = { db: Db; /** this process's own */ own: Clock; log: Pick<Logger, 'warn' | 'info'>; /** a stopwatch in milliseconds */ watch?: () => number }
type Measured = { storeMs: number; at: number }

const everyMs = 10_000
/** An answer that took longer says too little about when the clock was read. */
const tooSlowMs = 2_000
/** So much back is a measurement a little better than the last: time stands still for that long. More is followed. */
const standsStillMs = 1_000
const farOffSeconds = 5

/** Measured once before it is handed out; throws where the database does not answer that first time. */
export async function makeStoreClock({ db, own, log, watch = () => performance.now() }: Around): Promise<StoreClock> {
  let [last, warned, aheadMs] = [0, false, 0]

  async function ask(): Promise<Measured & { tookMs: number }> {
    return db.outside(async (tx) => {
      const from = watch()
      const { rows } = await tx.execute<{ ms: number }>(sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`)
      const tookMs = watch() - from
      const storeMs = rows[0]?.ms ?? Number.NaN
      if (!Number.isFinite(storeMs)) throw new Error('the database told no time')
      return { storeMs, at: from + tookMs / 2, tookMs }
    })
  }
  function compare({ storeMs, at }: Measured) {
    aheadMs = Date.parse(own.now()) - (storeMs + watch() - at)
    const isOff = Math.abs(aheadMs) > farOffSeconds * 1_000
    if (isOff && !warned) log.warn({ aheadSeconds: Math.round(aheadMs / 1_000) }, "this machine's clock is off: the database's time rules")
    if (!isOff && warned) log.info("this machine's clock is right again")
    warned = isOff
  }

  let measured: Measured = await ask()
  compare(measured)
  async function measure() {
    try {
      const found = await ask()
      if (found.tookMs > tooSlowMs) return
      measured = found
      compare(found)
    } catch {
      // away for a moment, which others tell of: the stopwatch goes on from what was measured last
    }
  }
  return {
    now: () => {
      const ms = measured.storeMs + watch() - measured.at
      last = ms < last && last - ms < standsStillMs ? last : ms
      return new Date(last).toISOString()
    },
    measure,
    aheadSeconds: () => Math.round(aheadMs / 1_000),
    run: (later) => makeLoop(later, { everyMs, soonMs: everyMs }, measure).stop,
  }
}
