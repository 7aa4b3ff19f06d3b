import { between, minutes, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { makeLinker, unlinkedSeconds } from '../events/linker.ts'
import { makeLoop, type Later } from '../loop.ts'
import { giveWay } from '../pressure.ts'
import { slowWork } from '../slow-work.ts'
import type { DueRow } from './alarm-store.ts'
import { audit, lagSeconds, type Audit } from './audit.ts'
import { describeError, logFailure, makeDispatch, setAside } from './dispatch.ts'
import { ringNext } from './ring-alarm.ts'
import { testQuietDevices } from './test-quiet-devices.ts'

export type EngineHealth = {
  ok: boolean
  lastCycleAt: Instant | null
  lagSeconds: number
  withoutAlarm: number
  withoutReminder: number
  unreachable: number
  /** how long the oldest event waits for its place in the chain, beyond a minute */
  unlinkedSeconds: number
  boards: number
  auditedAt: Instant | null
}

export interface Engine {
  /** Everything that is due now, sent and recorded, and the log chained. Never throws: a failing cycle is logged and shows in `health`. */
  tick: () => Promise<void>
  lastTickAt: () => Instant | null
  health: () => Promise<EngineHealth>
  /** Cycle after cycle, sooner when something changed; the chain has a loop of its own (events/linker.ts). Gives what stops it, once all that is under way has been recorded. */
  run: (later: Later) => () => Promise<void>
}

/** `fillMs`: as long as rings may wait for each other, so that what one person missed fits in few messages. */
const pace = { everyMs: 2_000, soonMs: 100, fillMs: 3_000 }
const tooOld = minutes(1)

/** The loop over the work list of all boards (GoAlert's way): state in rows, nothing in memory that a restart would lose. */
export function makeEngine(deps: Deps): Engine {
  let lastTickAt: Instant | null = null
  let lastAudit: (Audit & { unlinkedSeconds: number }) | null = null
  let turn: Promise<void> = Promise.resolve()
  let testing: Promise<void> = Promise.resolve()
  let stopping = false
  let nudge = () => {}
  const dispatch = makeDispatch(deps, () => nudge())
  const linker = makeLinker(deps)

  async function cycle(untilSettled: boolean) {
    await ringAll()
    await (untilSettled ? dispatch.drain() : dispatch.fill())
    if (!lastAudit || between(lastAudit.at, deps.clock.now()) >= tooOld) {
      lastAudit = await loudAudit(deps)
      // Beside the cycle: a push service that is slow to answer a test holds up no alarm.
      testing = Promise.all([testing, beside(deps, () => stopping)]).then(() => {})
    }
    if (untilSettled) await testing
    lastTickAt = deps.clock.now()
  }
  /** All that is due. Of much that was missed reports go first, and what is rung already is not kept until the last: a new report's first ring is among it. */
  async function ringAll() {
    for (let filledAt = deps.clock.now(); await ringOrSetAside(deps);) {
      lastTickAt = deps.clock.now()
      await giveWay(deps)
      if (between(filledAt, lastTickAt) < pace.fillMs) continue
      await dispatch.fill()
      filledAt = lastTickAt
    }
  }
  /** One cycle after the other within a process; between processes the rows' locks do it. */
  const inTurn = (untilSettled: boolean) =>
    (turn = turn.then(() => cycle(untilSettled)).catch((error: unknown) => deps.log.error(describeError(error), 'an alarm cycle failed')))

  async function health(): Promise<EngineHealth> {
    const [lag, now] = [await lagSeconds(deps, dispatch.down()), deps.clock.now()]
    const alive = lastTickAt !== null && between(lastTickAt, now) <= tooOld
    const quiet = lastAudit?.withoutAlarm === 0 && lastAudit.withoutReminder === 0 && lastAudit.unreachable === 0 && lastAudit.unlinkedSeconds === 0
    const ok = alive && lag * 1000 <= tooOld && quiet
    return {
      ok,
      lastCycleAt: lastTickAt,
      lagSeconds: lag,
      withoutAlarm: lastAudit?.withoutAlarm ?? 0,
      withoutReminder: lastAudit?.withoutReminder ?? 0,
      unreachable: lastAudit?.unreachable ?? 0,
      unlinkedSeconds: lastAudit?.unlinkedSeconds ?? 0,
      boards: lastAudit?.boards ?? 0,
      auditedAt: lastAudit?.at ?? null,
    }
  }

  function run(later: Later) {
    const loop = makeLoop(later, pace, () => inTurn(false))
    nudge = loop.nudge
    const forget = deps.changes.onChange(loop.nudge)
    stopping = false
    return async () => {
      stopping = true
      forget()
      nudge = () => {}
      await loop.stop()
      await Promise.all([dispatch.stop(), testing])
    }
  }

  const tick = async () => {
    await linker.tick()
    await inTurn(true)
  }
  return { tick, lastTickAt: () => lastTickAt, health, run }
}

/** One alarm or deadline; false when none is due. One that fails is logged and waits, the others go on. */
async function ringOrSetAside(deps: Deps): Promise<boolean> {
  let picked: DueRow | undefined
  try {
    return await ringNext(deps, (due) => (picked = due))
  } catch (error) {
    if (!picked) throw error
    logFailure(deps, [picked], error)
    await setAside(deps, picked)
    return true
  }
}

/** What may take its time: one thing that fails keeps the other from nothing. */
async function beside(deps: Deps, isStopping: () => boolean): Promise<void> {
  await testQuietDevices(deps).catch((error: unknown) => deps.log.error(describeError(error), 'the weekly test failed'))
  await slowWork(deps, isStopping)
}

async function loudAudit(deps: Deps) {
  const found = { ...(await audit(deps)), unlinkedSeconds: await unlinkedSeconds(deps) }
  if (found.unlinkedSeconds > 0) deps.log.error({ seconds: found.unlinkedSeconds }, 'what happened is not chained into the log')
  if (found.forAdmins > 0)
    deps.log.error({ count: found.forAdmins }, 'reports wait that nobody of the team may know of, or can handle: an admin has to appoint somebody')
  if (found.unreachable > 0) deps.log.error({ count: found.unreachable }, 'reports wait and nobody could be rung: someone has to phone')
  if (found.withoutAlarm > 0) deps.log.error({ count: found.withoutAlarm }, 'reports wait for someone and nothing rings for them')
  if (found.withoutReminder > 0) deps.log.error({ count: found.withoutReminder }, 'terms run and nothing reminds of them')
  return found
}
