import { ladderStepsBetween, nextLadderStep, type Ladder, type LadderRing } from '../../shared/deadline/ladder.ts'
import { ringOf, ringStage, type AlarmKind } from '../../shared/alert/stage.ts'
import { lacksHandler, whoToRing, type Holder, type RingFence } from '../../shared/alert/who-to-ring.ts'
import { plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, appendAll, system } from '../events/append.ts'
import { reachableHolders, ringRows } from './alert-jobs.ts'
import {
  dropDue,
  endAlarms,
  findAlarm,
  findIncident,
  findKeptAwayBy,
  holdersFor,
  holdIncident,
  noteSteps,
  pickSubject,
  planAt,
  soonAgain,
  type DueRow,
} from './alarm-store.ts'
import { adminRows, findAdmins, letInDeputies } from './fence-rings.ts'
import { ladderOf } from './ladder-of.ts'
import { insertDeliveries, settleQueuedRings } from './delivery-store.ts'
import { remind } from './remind.ts'

/**
 * Works off the alarm or deadline that is overdue longest, if any: ledger, deliveries, the next moment and the log in one transaction,
 * so that a crash leaves all of it or nothing. False when none is due. `seen` receives what was picked.
 */
export async function ringNext(deps: Deps, seen: (due: DueRow) => void): Promise<boolean> {
  const now = deps.clock.now()
  return deps.db.outside(async (sql) => {
    const due = await pickSubject(sql, now)
    if (!due) return false
    seen(due)
    const tx = await deps.db.enterBoard(sql, due.organisationId)
    await (due.kind === 'deadline' ? remind(deps, tx, due, now) : ring(deps, tx, due, now))
    return true
  })
}

async function ring(deps: Deps, tx: BoardTx, due: DueRow, now: Instant) {
  const alarm = await findAlarm(tx, due.subjectId)
  const held = await holdIncident(tx, due.incidentId)
  const found = await findIncident(tx, due.incidentId)
  if (found && !held) return planAt(tx.sql, due, plus(now, soonAgain), due.step)
  if (!alarm || alarm.endedAt || !found || isOver(alarm.kind, found.state)) {
    if (alarm) await endAlarms(tx, due.incidentId, now, found?.state ?? 'gone', alarm.id)
    return dropDue(tx.sql, due)
  }
  const ladder = ladderOf(alarm.ladder)
  const rings = ladderStepsBetween(ladder, alarm.startedAt, due.step, now)
  const fresh = await stepsNotYetRung(tx, alarm.id, rings, now)
  const next = nextLadderStep(ladder, alarm.startedAt, rings.at(-1)?.step ?? due.step - 1)
  await planAt(tx.sql, due, next.at, next.step)
  if (fresh.length === 0) return
  const fence = { audience: found.audience, recused: found.recused, keptAwayBy: await findKeptAwayBy(tx, due.incidentId) }
  const holders = holdersFor(await reachableHolders(deps, tx, now), found.schoolId)
  await ringSteps(deps, tx, { alarm, ladder, steps: fresh, discreet: found.discreet, fence, holders }, now)
}

/** A report rings while nobody has it in hand; what rings again asks somebody to take it up anew. */
const isOver = (kind: AlarmKind, state: string): boolean => (kind === 'report' ? state !== 'new' : state === 'closed')

type Turn = {
  alarm: { id: string; kind: AlarmKind; incidentId: string }
  ladder: Ladder
  steps: number[]
  holders: Holder[]
  discreet: boolean
  fence: RingFence
}

/** Every step that fell due, in one message per person: the newest takes the place of what still waits to be sent to him. */
async function ringSteps(deps: Deps, tx: BoardTx, { alarm, ladder, steps, holders, discreet, fence }: Turn, now: Instant) {
  const { id: alarmId, incidentId } = alarm
  const { calls, nobody, nobodyLeft } = whoToRing(ladder, steps, holders, discreet, fence)
  const [from, to] = [Math.min(...steps), Math.max(...steps)]
  const stage = ringOf(alarm, from, to)
  const which = { organisationId: tx.organisationId, incidentId, alarmId, at: now }
  const rows = ringRows(deps, { ...which, stage }, calls, discreet)
  if (nobodyLeft || lacksHandler(ladder, holders, fence))
    rows.push(...adminRows(deps, { ...which, step: alarm.kind === 'report' ? to : `${to}@${alarmId}` }, await findAdmins(tx, now), fence))
  await settleQueuedRings(
    tx,
    incidentId,
    [alarmId],
    now,
    'superseded',
    rows.filter(({ state }) => state === 'queued'),
  )
  await insertDeliveries(tx, rows)
  if (nobody)
    await append(deps, tx, system, {
      type: 'alarm.nobodyReachable',
      subjectId: alarmId,
      incidentId,
      facts: { step: to, ...(nobodyLeft ? { nobodyLeft } : {}) },
    })
  await appendAll(
    deps,
    tx,
    (await letInDeputies(tx, incidentId, fence, calls)).map((event) => ({ actor: system, event })),
  )
  await append(deps, tx, system, { type: 'alarm.rung', subjectId: alarmId, incidentId, facts: { stage, people: calls.length } })
}

async function stepsNotYetRung(tx: BoardTx, alarmId: string, rings: readonly LadderRing[], now: Instant): Promise<number[]> {
  if (rings.length === 0) return []
  const noted = await noteSteps(
    tx,
    alarmId,
    rings.map(({ step, at }) => ({ stage: ringStage(step, step), dueAt: at })),
    now,
  )
  return rings.map(({ step }) => step).filter((step) => noted.includes(ringStage(step, step)))
}
