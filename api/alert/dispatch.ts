import { plus } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { planAt, type DueRow } from './alarm-store.ts'
import { leaseFor } from './backoff.ts'
import { claimDeliveries, type Claim } from './deliver.ts'
import { makeLane, type LaneState } from './lane.ts'
import { wakeLane, type Lane } from './lane-store.ts'
import { recordDeliveries } from './record-deliveries.ts'
import { sendAll } from './send-all.ts'

export interface Dispatch {
  /** Claims what is due, as far as there is room, and starts sending. Whether anything started. */
  fill: () => Promise<boolean>
  /** The same until nothing is due and all that is under way has been sent or given up, and recorded. */
  drain: () => Promise<void>
  /** Nothing more is claimed; what is under way has been recorded. */
  stop: () => Promise<void>
  /** Channels whose server does not answer: what waits there is no engine's delay. */
  down: () => Lane[]
}

/** Keeps sendings under way, in a lane for each channel, without waiting for the slowest. `onRoom`: a handful is done, there may be more to do. */
export function makeDispatch(deps: Deps, onRoom: () => void): Dispatch {
  const lanes = (['push', 'sms', 'mail'] as const).map(makeLane)
  const inLine = makeLine()

  /** Whatever has not ended yet: a sending, its record, and the claim of what comes after it. */
  const busy = new Set<Promise<void>>()
  let stopping = false

  function start(lane: LaneState, claim: Claim) {
    const handful = deliver(deps, lane, claim, inLine).finally(() => void lane.underWay.delete(handful))
    lane.underWay.set(handful, claim.organisationId)
    const whole = handful
      .then(() => refill(lane))
      .finally(() => {
        busy.delete(whole)
        onRoom()
      })
    busy.add(whole)
  }

  /** The next handful follows at once: a cycle in between would leave the server idle. */
  async function refill(lane: LaneState): Promise<void> {
    if (!stopping) await fillLane(lane).catch((error: unknown) => deps.log.error(describeError(error), 'a lane could not be filled'))
  }

  /** Whether there is room, the claim and its start in one turn: of two that fill the same lane the second sees what the first started. */
  const claimOne = (lane: LaneState): Promise<boolean> =>
    inLine(async () => {
      const limit = lane.room(deps.clock.now())
      if (limit === 0) return false
      await letReportsGoFirst(deps)
      const claim = await claimOrSetAside(deps, lane, limit)
      if (claim === null) return false
      lane.takeAlone(claim === 'failed')
      if (claim !== 'failed') start(lane, claim)
      return true
    })

  async function fillLane(lane: LaneState): Promise<boolean> {
    let started = false
    while (await claimOne(lane)) started = true
    return started
  }

  async function fill() {
    let started = false
    for (const lane of lanes) started = (await fillLane(lane)) || started
    return started
  }

  async function settled() {
    while (busy.size > 0) await Promise.all(busy)
  }
  async function stop() {
    stopping = true
    await settled()
    stopping = false
  }
  const drain = async () => {
    while (await fill()) await settled()
    await settled()
  }
  return { fill, drain, stop, down: () => lanes.filter((lane) => lane.isDown()).map(({ name }) => name) }
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

async function claimOrSetAside(deps: Deps, lane: LaneState, limit: number): Promise<Claim | null | 'failed'> {
  let picked: readonly DueRow[] = []
  try {
    const pick = { lane: lane.name, limit, but: lane.busyBoards(), probe: lane.isAway(), putOff: lane.putOff() }
    return await claimDeliveries(deps, pick, (rows) => (picked = rows))
  } catch (error) {
    const [only] = picked
    if (!only) throw error
    logFailure(deps, picked, error)
    if (picked.length === 1) await setAside(deps, only)
    return 'failed'
  }
}

/** Never throws. What was sent but cannot be written down comes back when its lease is over: rung twice rather than never. */
async function deliver(deps: Deps, lane: LaneState, claim: Claim, inLine: Line): Promise<void> {
  const { organisationId, rows } = claim
  const done = await sendAll(deps, claim)
  const works = lane.works() || done.some(({ outcome }) => outcome.state === 'sent')
  try {
    await inLine(() => recordDeliveries(deps, organisationId, done, works))
  } catch (error) {
    logFailure(deps, rows, error)
    for (const one of done) await inLine(() => recordDeliveries(deps, organisationId, [one], works)).catch(() => {})
  }
  const went = done.map(({ outgoing, outcome }) => ({ id: outgoing.delivery.id, personId: outgoing.delivery.personId, ...outcome }))
  if (!lane.note(went, deps.clock.now())) return
  const woken = inLine(() => deps.db.outside((sql) => wakeLane(sql, lane.name, deps.clock.now())))
  await woken.catch((error: unknown) => deps.log.error(describeError(error), 'a lane that works again could not be woken'))
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
