import { callKinds } from '../../shared/deadline/kinds.ts'
import { remindedOfCall, watchedNextAt } from '../../shared/deadline/reminders.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { calledStage, unreachedStage } from '../../shared/alert/stage.ts'
import { isFor, whoToRing } from '../../shared/alert/who-to-ring.ts'
import { minutes, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { settleNeedsAt } from '../deadline/needs-at.ts'
import type { Deps } from '../deps.ts'
import { findIncident, findKeptAwayBy, holdersFor, type SchoolHolder } from './alarm-store.ts'
import { reachableHolders, ringRows } from './alert-jobs.ts'
import {
  dropWatched,
  findTakers,
  findDeadlines,
  findLedger,
  insertDeadline,
  markEnded,
  moveTo,
  requeueLastReminder,
  rolesHeldBy,
  watchAt,
  type DeadlineRow,
} from './deadline-store.ts'
import { insertDeliveries, settleQueuedRings } from './delivery-store.ts'
import { letInDeputies } from './fence-rings.ts'
import { alertingNow } from './ladder-of.ts'
import { startAlarm } from './start-alarm.ts'

/** To call whom the protocol asks for (protocol 2). */
const callWithin = minutes(30)
const callDeadlines = Object.entries(callKinds) as [keyof typeof callKinds, (typeof callKinds)[keyof typeof callKinds]][]
const incidentOf = (event: SeintjeEvent) => event.incidentId ?? event.subjectId
const each = (events: readonly SeintjeEvent[]) => [...new Set(events.map(incidentOf))]

/**
 * Whatever became of the deadlines of an incident: those that run stand on the work list at their next stage, and nothing reminds of
 * those that ended any more. When somebody must next do something follows.
 */
export async function followDeadlines(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const now = deps.clock.now()
  for (const incidentId of each(events)) {
    const deadlines = await findDeadlines(tx, incidentId)
    const ended = deadlines.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id)
    const running = deadlines.filter(({ endedAt }) => endedAt === null)
    const ledger = await findLedger(
      tx,
      running.map(({ id }) => id),
    )
    await dropWatched(tx, ended)
    await watchAt(
      tx,
      incidentId,
      running.map((one) => ({ id: one.id, nextAt: watchedNextAt(one, ledger.get(one.id) ?? [], now) })),
    )
    await settleQueuedRings(tx, incidentId, ended, now, 'ended')
    await settleNeedsAt(tx, incidentId)
  }
}

/** What had ended runs on: whom its last reminder had not reached yet hears it after all, not half a day later at the next one. */
export async function resumeReminders(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const event of events) {
    const id = event.facts?.['deadlineId']
    if (typeof id === 'string') await requeueLastReminder(tx, incidentOf(event), id, deps.clock.now())
  }
}

/** Erased: nothing is reminded of any more. */
export async function forgetDeadlines(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== 'incident.erased' && event.facts?.['last'] !== true) continue
    const ids = (await findDeadlines(tx, incidentOf(event))).map(({ id }) => id)
    await dropWatched(tx, ids)
    await settleQueuedRings(tx, incidentOf(event), ids, deps.clock.now(), 'erased')
  }
}

/** A new fact: whoever it is for hears so, until somebody takes it up again. */
export async function ringReopened(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const incidentId of each(events)) news.push(...(await startAlarm(deps, tx, incidentId, 'reopened')))
  return news
}

/** `himself`: what those who took it up are themselves. */
type Around = { incidentId: string; deadlines: readonly DeadlineRow[]; takers: readonly string[]; himself: readonly string[]; now: Instant }

/**
 * Somebody took it up: he has the two calls to make, and from now on it is watched whether anything happens. Who joins while nothing rings
 * moves nothing: else it could be put off for ever.
 */
export async function planAfterAcknowledging(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [news, now] = [[] as SeintjeEvent[], deps.clock.now()]
  for (const event of events) {
    const incidentId = incidentOf(event)
    const takers = await findTakers(tx, incidentId)
    const role = event.facts?.['role']
    const himself = [...(await rolesHeldBy(tx, takers, now)), ...(typeof role === 'string' ? [role] : [])]
    const around = { incidentId, deadlines: await findDeadlines(tx, incidentId), takers, himself, now }
    if (event.facts?.['joined'] !== true || !around.deadlines.some(({ kind }) => kind === 'progress')) await planProgress(deps, tx, around)
    news.push(...(await endOwnCalls(tx, around)), ...(await planCalls(deps, tx, around)))
    await followDeadlines(deps, tx, [event])
  }
  return news
}

async function planProgress(deps: Deps, tx: BoardTx, { incidentId, deadlines, now }: Around): Promise<void> {
  const dueAt = plus(now, minutes((await alertingNow(tx)).progressMinutes))
  const open = deadlines.find(({ kind, endedAt }) => kind === 'progress' && endedAt === null)
  if (open) await moveTo(tx, open, now, dueAt)
  else await insertDeadline(tx, { ...fresh(deps, incidentId, now), kind: 'progress', dueAt })
}

const fresh = (deps: Deps, incidentId: string, now: Instant) => ({
  id: deps.newId(),
  incidentId,
  anchorAt: now,
  openedAt: now,
  rulesVersion: rulesAt(now).version,
})

/** Whom the call was to has it in hand himself. */
async function endOwnCalls(tx: BoardTx, { incidentId, deadlines, himself, now }: Around): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const [kind, role] of callDeadlines) {
    const open = himself.includes(role) && deadlines.find((one) => one.kind === kind && one.endedAt === null)
    if (open) news.push(...(await endCall(tx, incidentId, open, now, 'acknowledged')))
  }
  return news
}

async function endCall(tx: BoardTx, incidentId: string, { id, kind }: DeadlineRow, at: Instant, outcome: string): Promise<SeintjeEvent[]> {
  if (!(await markEnded(tx, incidentId, id, at, outcome))) return []
  return [{ type: 'deadline.ended', subjectId: id, incidentId, facts: { kind, outcome } }]
}

/** One call to each role, once: not to whoever took it up too, and not where nobody else of that role may know of it. */
async function planCalls(deps: Deps, tx: BoardTx, { incidentId, deadlines, takers, himself, now }: Around): Promise<SeintjeEvent[]> {
  const missing = callDeadlines.filter(([kind, role]) => !himself.includes(role) && !deadlines.some((one) => one.kind === kind))
  const incident = missing.length > 0 ? await findIncident(tx, incidentId) : undefined
  if (!incident) return []
  const holders = holdersFor(await reachableHolders(deps, tx, now), incident.schoolId)
  const news: SeintjeEvent[] = []
  for (const [kind, role] of missing) {
    if (!holders.some((one) => one.role === role && !takers.includes(one.personId) && isFor(one, incident))) continue
    const row = { ...fresh(deps, incidentId, now), kind, dueAt: plus(now, callWithin) }
    await insertDeadline(tx, row)
    news.push({ type: 'deadline.planned', subjectId: row.id, incidentId, facts: { kind, dueAt: row.dueAt } })
  }
  return news
}

/** Whom the call was to may not know of it, and nobody sits for him: there is nobody to call. */
export async function endCallsToNobody(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [news, now] = [[] as SeintjeEvent[], deps.clock.now()]
  for (const incidentId of each(events)) {
    const incident = await findIncident(tx, incidentId)
    const open = (await findDeadlines(tx, incidentId)).filter(({ kind, endedAt }) => kind in callKinds && endedAt === null)
    if (!incident || open.length === 0) continue
    const holders = holdersFor(await reachableHolders(deps, tx, now), incident.schoolId)
    for (const one of open) {
      const role = callKinds[one.kind as keyof typeof callKinds]
      if (!holders.some((holder) => holder.role === role && isFor(holder, incident))) news.push(...(await endCall(tx, incidentId, one, now, 'recused')))
    }
  }
  return news
}

/** A call was made: the task ends. Who was reached gets a mail that says so, but for a discreet incident; who was not is rung at once. */
export async function followCall(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [news, now] = [[] as SeintjeEvent[], deps.clock.now()]
  for (const event of events) {
    const incidentId = incidentOf(event)
    const [reached, task] = [event.facts?.['reached'] === true, event.facts?.['deadlineId']]
    const open = typeof task === 'string' ? (await findDeadlines(tx, incidentId)).find(({ id }) => id === task) : undefined
    if (open) news.push(...(await endCall(tx, incidentId, open, now, reached ? 'reached' : 'notReached')))
    if (reached || open) news.push(...(await tellCalled(deps, tx, event, reached)))
  }
  return news
}

async function tellCalled(deps: Deps, tx: BoardTx, event: SeintjeEvent, reached: boolean): Promise<SeintjeEvent[]> {
  const [incidentId, at] = [incidentOf(event), deps.clock.now()]
  const incident = await findIncident(tx, incidentId)
  const [kind, role] = callDeadlines.find(([, one]) => one === event.facts?.['role']) ?? []
  if (!incident || !kind || !role || (reached && incident.discreet)) return []
  const holders: SchoolHolder[] = holdersFor(await reachableHolders(deps, tx, at), incident.schoolId)
  const fence = { audience: incident.audience, recused: incident.recused, keptAwayBy: await findKeptAwayBy(tx, incidentId) }
  const step = { afterMinutes: 0, roles: [role], channels: reached ? (['mail'] as const) : remindedOfCall[kind].channels }
  const { calls, nobody } = whoToRing([step], [0], holders, incident.discreet, fence)
  const theirs = calls.filter((call) => call.role === role)
  const stage = reached ? calledStage(event.subjectId) : unreachedStage(event.subjectId)
  await insertDeliveries(tx, ringRows(deps, { organisationId: tx.organisationId, incidentId, alarmId: null, stage, at }, theirs, incident.discreet))
  const news = await letInDeputies(tx, incidentId, fence, theirs)
  return nobody && !reached ? [...news, { type: 'alarm.nobodyReachable', subjectId: incidentId, incidentId, facts: { role } }] : news
}
