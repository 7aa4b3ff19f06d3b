import { audienceFor, type Fence } from '../../shared/access/fence.ts'
import { nextLadderStep, type Ladder, type LadderChannel } from '../../shared/deadline/ladder.ts'
import { nextReminderAt } from '../../shared/deadline/reminders.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { questionStage, ringStage } from '../../shared/alert/stage.ts'
import { lacksHandler, ladderFor, whoToRing, type Call } from '../../shared/alert/who-to-ring.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { endAlarms, findFences, findHolders, findIncident, holdersFor, type SchoolHolder } from './alarm-store.ts'
import { adminRows, findAdmins, letInDeputies } from './fence-rings.ts'
import { ladderNow } from './ladder-of.ts'
import { isOn, nextChannelOf, withSms } from './next-channel.ts'
import {
  findReporters,
  hasUnverified,
  insertAlarms,
  insertDeliveries,
  settleQueuedRings,
  updateForgotten,
  type NewDelivery,
  type NewDeliveryTo,
} from './delivery-store.ts'

const incidentOf = (event: SeintjeEvent) => event.incidentId ?? event.subjectId

/**
 * New reports ring at once, in the reporter's own transaction: each its alarm with the ladder as it is now, the first deliveries,
 * and the reporter's receipt with them; two statements, however many. Gives back for which nobody could be reached. What the
 * events say in clear is not read again: 500 reports a second come by here.
 */
export async function startLadder(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const now = deps.clock.now()
  const [holders, board] = [await reachableHolders(deps, tx, now), await ladderNow(deps, tx, now)]
  const fences = await fencesOf(tx, events)
  const alarms = events.map((event) => alarmOf(deps, tx, event, { holders, board, fence: fences.get(incidentOf(event)), at: now }))
  const alone = alarms.filter(({ forAdmins }) => forAdmins)
  const admins = alone.length > 0 ? await findAdmins(tx, now) : []
  for (const { id, incidentId, fence, deliveries } of alone)
    deliveries.push(...adminRows(deps, { organisationId: tx.organisationId, incidentId, alarmId: id, step: 0, at: now }, admins, fence))
  await insertAlarms(tx, now, alarms)
  const news: SeintjeEvent[] = []
  for (const { id, incidentId, fence, ringing } of alarms) {
    news.push(...(await letInDeputies(tx, incidentId, fence, ringing.calls)))
    const facts = { step: 0, ...(ringing.nobodyLeft ? { nobodyLeft: true } : {}) }
    if (ringing.nobody) news.push({ type: 'alarm.nobodyReachable', subjectId: id, incidentId, facts })
  }
  return news
}

/** Only what says in clear that somebody may not know of it is looked up; the others' fence follows from their addressee. */
async function fencesOf(tx: BoardTx, events: readonly SeintjeEvent[]): Promise<Map<string, Fence>> {
  const found = await findFences(tx, events.filter(({ facts }) => facts?.['recused']).map(incidentOf))
  return new Map(found.map(({ id, ...fence }) => [id, fence]))
}

type Around = { holders: readonly SchoolHolder[]; board: Ladder; fence: Fence | undefined; at: Instant }

function alarmOf(deps: Deps, tx: BoardTx, event: SeintjeEvent, { holders, board, fence: looked, at }: Around) {
  const [id, incidentId, stage] = [deps.newId(), incidentOf(event), ringStage(0, 0)]
  const { addressee, schoolId } = event.facts ?? {}
  const discreet = event.facts?.['discreet'] === true
  const to = addressee === 'chair' ? 'chair' : 'dpo'
  const ladder = ladderFor(to, board)
  const fence = looked ?? { audience: audienceFor(to), recused: [] }
  const here = holdersFor(holders, typeof schoolId === 'string' ? schoolId : null)
  const ringing = whoToRing(ladder, [0], here, discreet, fence)
  const forAdmins = ringing.nobodyLeft || lacksHandler(ladder, here, fence)
  const deliveries = ringRows(deps, { organisationId: tx.organisationId, incidentId, alarmId: id, stage, at }, ringing.calls, discreet)
  const receipt = discreet || !event.reportId ? null : { id: deps.newId(), reportId: event.reportId }
  const remindAt = nextReminderAt({ kind: 'authority', openedAt: at, dueAt: String(event.facts?.['deadlineAt'] ?? at), revision: 0 }, at)
  return { id, incidentId, stage, ladder, next: nextLadderStep(ladder, at, 0), remindAt, deliveries, receipt, ringing, forAdmins, fence }
}

/** Who may be rung, and by what; in the demo everyone has a device, its screen. */
export async function reachableHolders(deps: Pick<Deps, 'demoMessages' | 'keys' | 'sms'>, tx: BoardTx, now: Instant): Promise<SchoolHolder[]> {
  const holders = await withSms(deps, tx, await findHolders(tx, now))
  return deps.demoMessages ? holders.map((holder) => ({ ...holder, hasDevice: true })) : holders
}

/** A person has it in hand, or it was closed: nothing rings any more, also not what still waits to be sent. */
export async function stopLadder(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const now = deps.clock.now()
  for (const event of events) {
    const ended = await endAlarms(tx, incidentOf(event), now, 'acknowledged')
    await settleQueuedRings(tx, incidentOf(event), ended, now, 'acknowledged')
  }
}

/** Closed: whatever rang about it does so no more. */
export async function stopAtClosing(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const now = deps.clock.now()
  for (const event of events) await settleQueuedRings(tx, incidentOf(event), await endAlarms(tx, incidentOf(event), now, 'closed'), now, 'closed')
}

/** Erased: nothing rings or goes out about it any more, and to whom it went is forgotten. Of one report among others only its reporter is. */
export async function forgetErased(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const now = deps.clock.now()
  for (const event of events) {
    const whole = event.type === 'incident.erased'
    if (whole || event.facts?.['last'] === true)
      await settleQueuedRings(tx, incidentOf(event), await endAlarms(tx, incidentOf(event), now, 'erased'), now, 'erased')
    await updateForgotten(tx, incidentOf(event), whole ? 'everybody' : 'reporters', now)
  }
}

export async function tellReporterSeen(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const event of events) await tellReporter(deps, tx, event, 'seen')
}

/** Only what the team wrote: the reporter's own message needs no mail to himself. The event's subject is the message. */
export async function tellReporterQuestion(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const event of events) if (event.facts?.['side'] === 'team') await tellReporter(deps, tx, event, questionStage(event.subjectId))
}

/** A mail to whoever reported it; none at all about a discreet incident. Where nobody knows who did, the desk sees that none went. */
async function tellReporter(deps: Deps, tx: BoardTx, event: SeintjeEvent, stage: string) {
  const [incidentId, at] = [incidentOf(event), deps.clock.now()]
  const found = await findIncident(tx, incidentId)
  if (!found || found.discreet) return
  const reporters = await findReporters(tx, { incidentId, reportId: event.reportId })
  const shared = {
    organisationId: tx.organisationId,
    incidentId,
    alarmId: null,
    recipientRole: 'staff',
    channel: 'mail',
    stage,
    state: 'queued',
    attempts: 0,
    answer: null,
    createdAt: at,
    nextAttemptAt: at,
    settledAt: null,
  } as const
  const rows: NewDelivery[] = reporters.map((reporter) => ({ ...shared, ...reporter, id: deps.newId() }))
  if (await hasUnverified(tx, { incidentId, reportId: event.reportId }))
    rows.push({ ...shared, id: deps.newId(), state: 'skipped', answer: 'notVerified', nextAttemptAt: null, settledAt: at })
  await insertDeliveries(tx, rows)
}

type Ring = { organisationId: string; incidentId: string; alarmId: string | null; stage: string; at: Instant }

/**
 * One row per person and channel; none for what he switched off, and a text message only where one can reach him. What else cannot go out is
 * skipped in sight of the desk, with the reason. Where nothing of a step would go out to somebody, what would is made as well.
 */
export function ringRows(
  deps: Pick<Deps, 'newId' | 'demoMessages'>,
  { organisationId, incidentId, alarmId, stage, at }: Ring,
  calls: readonly Call[],
  discreet: boolean,
): NewDeliveryTo[] {
  const row = (call: Call, channel: LadderChannel): NewDeliveryTo => {
    // the demo shows every push on its screen, so there it is worked off even if no device would receive it
    const missing = channel === 'push' && !call.hasDevice && !deps.demoMessages ? 'noDevice' : null
    const reason = channel === 'mail' && discreet ? 'discreet' : missing
    return {
      ...{
        organisationId,
        id: deps.newId(),
        incidentId,
        alarmId,
        personId: call.personId,
        identityId: call.identityId,
        recipientRole: call.role,
        channel,
        stage,
      },
      ...{ state: reason ? 'skipped' : 'queued', attempts: 0, answer: reason, createdAt: at, nextAttemptAt: reason ? null : at, settledAt: reason ? at : null },
    }
  }
  return calls.flatMap((call) => {
    const rows = call.channels.filter((channel) => isOn(call, channel)).map((channel) => row(call, channel))
    if (rows.some(({ state }) => state === 'queued')) return rows
    const other = nextChannelOf(call, discreet, call.channels)
    return other ? [...rows, row(call, other)] : rows
  })
}
