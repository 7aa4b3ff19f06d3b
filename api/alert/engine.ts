import { between, minutes, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import type { DueRow } from './alarm-store.ts'
import { audit, lagSeconds, type Audit } from './audit.ts'
import { describeError, logFailure, makeDispatch, setAside } from './dispatch.ts'
import { ringNextAlarm } from './ring-alarm.ts'
import { testQuietDevices } from './test-quiet-devices.ts'

export type EngineHealth = {
  ok: boolean
  lastCycleAt: Instant | null
  lagSeconds: number
  withoutAlarm: number
  unreachable: number
  boards: number
  auditedAt: Instant | null
}

/** Calls back after so many milliseconds; gives what calls it off. Only main.ts has a real one. */
export type Later = (ms: number, work: () => void) => () => void

export interface Engine {
  /** Everything that is due now, sent and recorded. Never throws: a failing cycle is logged and shows in `health`. */
  tick: () => Promise<void>
  lastTickAt: () => Instant | null
  health: () => Promise<EngineHealth>
  /** Cycle after cycle, sooner when something changed. Gives what stops it, once all that is under way has been recorded. */
  run: (later: Later) => () => Promise<void>
}

const everyMs = 2_000
const soonMs = 100
const tooOld = minutes(1)

/** The loop over the work list of all boards (GoAlert's way): state in rows, nothing in memory that a restart would lose. */
export function makeEngine(deps: Deps): Engine {
  let lastTickAt: Instant | null = null
  let lastAudit: Audit | null = null
  let turn: Promise<void> = Promise.resolve()
  let testing: Promise<void> = Promise.resolve()
  let nudge = () => {}
  const dispatch = makeDispatch(deps, () => nudge())

  async function cycle(untilSettled: boolean) {
    while (await ringOrSetAside(deps)) continue
    await (untilSettled ? dispatch.drain() : dispatch.fill())
    if (!lastAudit || between(lastAudit.at, deps.clock.now()) >= tooOld) {
      lastAudit = await loudAudit(deps)
      // Beside the cycle: a push service that is slow to answer a test holds up no alarm.
      testing = testQuietDevices(deps).catch((error: unknown) => deps.log.error(describeError(error), 'the weekly test failed'))
    }
    if (untilSettled) await testing
    lastTickAt = deps.clock.now()
  }
  /** One cycle after the other within a process; between processes the rows' locks do it. */
  const inTurn = (untilSettled: boolean) =>
    (turn = turn.then(() => cycle(untilSettled)).catch((error: unknown) => deps.log.error(describeError(error), 'an alarm cycle failed')))

  async function health(): Promise<EngineHealth> {
    const [lag, now] = [await lagSeconds(deps), deps.clock.now()]
    const alive = lastTickAt !== null && between(lastTickAt, now) <= tooOld
    const ok = alive && lag * 1000 <= tooOld && lastAudit?.withoutAlarm === 0 && lastAudit.unreachable === 0
    return {
      ok,
      lastCycleAt: lastTickAt,
      lagSeconds: lag,
      withoutAlarm: lastAudit?.withoutAlarm ?? 0,
      unreachable: lastAudit?.unreachable ?? 0,
      boards: lastAudit?.boards ?? 0,
      auditedAt: lastAudit?.at ?? null,
    }
  }

  function run(later: Later) {
    const loop = makeLoop(later, () => inTurn(false))
    nudge = loop.nudge
    const forget = deps.changes.onChange(loop.nudge)
    return async () => {
      forget()
      nudge = () => {}
      await loop.stop()
      await Promise.all([dispatch.settled(), testing])
    }
  }

  return { tick: () => inTurn(true), lastTickAt: () => lastTickAt, health, run }
}

/** Beats every two seconds, or soon after a nudge; a nudge during a beat brings the next one forward. */
function makeLoop(later: Later, beat: () => Promise<void>) {
  let [stopped, beating, soon, nudged] = [false, Promise.resolve(), false, false]
  let cancel = () => {}
  const plan = (ms: number) => {
    cancel()
    soon = ms < everyMs
    if (!stopped) cancel = later(ms, () => void (beating = once()))
  }
  const once = async () => {
    nudged = false
    soon = true
    await beat()
    plan(nudged ? soonMs : everyMs)
  }
  plan(0)
  return {
    nudge: () => {
      nudged = true
      if (!soon) plan(soonMs)
    },
    stop: async () => {
      stopped = true
      cancel()
      await beating
    },
  }
}

/** One alarm; false when none is due. One that fails is logged and waits, the others go on. */
async function ringOrSetAside(deps: Deps): Promise<boolean> {
  let picked: DueRow | undefined
  try {
    return await ringNextAlarm(deps, (due) => (picked = due))
  } catch (error) {
    if (!picked) throw error
    logFailure(deps, [picked], error)
    await setAside(deps, picked)
    return true
  }
}

async function loudAudit(deps: Deps): Promise<Audit> {
  const found = await audit(deps)
  if (found.unreachable > 0) deps.log.error({ count: found.unreachable }, 'reports wait and nobody could be rung: someone has to phone')
  if (found.withoutAlarm > 0) deps.log.error({ count: found.withoutAlarm }, 'reports wait for someone and nothing rings for them')
  return found
}
