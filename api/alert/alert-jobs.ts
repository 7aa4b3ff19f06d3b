import { defaultLadder, nextLadderStep, type LadderChannel } from '../../shared/deadline/ladder.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { questionStage, ringStage } from '../../shared/alert/stage.ts'
import { ladderFor, whoToRing, type Call } from '../../shared/alert/who-to-ring.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, system } from '../events/append.ts'
import { endAlarms, findIncidentToRing, insertAlarm } from './alarm-store.ts'
import { insertDeliveries, insertReporterMails, settleQueuedRings, type NewDelivery } from './delivery-store.ts'

const incidentOf = (event: SeintjeEvent) => event.incidentId ?? event.subjectId

/** A new report rings at once: the alarm with its ladder as it is now, and the first deliveries, in the reporter's own transaction. */
export async function startLadder(deps: Deps, tx: BoardTx, event: SeintjeEvent): Promise<void> {
  const [incidentId, now, alarmId] = [incidentOf(event), deps.clock.now(), deps.newId()]
  const found = await findIncidentToRing(tx, incidentId, now)
  if (!found) return
  const ladder = ladderFor(found.addressee, defaultLadder)
  const { calls, nobody } = whoToRing(ladder, [0], found.holders, found.discreet)
  await insertAlarm(tx, { organisationId: tx.organisationId, id: alarmId, incidentId, ladder: [...ladder], startedAt: now }, ringStage(0, 0), nextLadderStep(ladder, now, 0))
  await insertDeliveries(tx, ringRows(deps, { organisationId: tx.organisationId, incidentId, alarmId, stage: ringStage(0, 0), at: now }, calls, found.discreet))
  if (nobody) await append(deps, tx, system, { type: 'alarm.nobodyReachable', subjectId: alarmId, incidentId, facts: { step: 0 } })
}

/** A person has it in hand, or it was closed: nothing rings any more, also not what still waits to be sent. */
export async function stopLadder(deps: Deps, tx: BoardTx, event: SeintjeEvent): Promise<void> {
  const now = deps.clock.now()
  const ended = await endAlarms(tx, incidentOf(event), now, 'acknowledged')
  await settleQueuedRings(tx, ended, now, 'acknowledged')
}

export async function tellReporterReceived(deps: Deps, tx: BoardTx, event: SeintjeEvent): Promise<void> {
  await insertReporterMails(tx, { incidentId: incidentOf(event), reportId: event.reportId, stage: 'received', at: deps.clock.now(), newId: deps.newId })
}

export async function tellReporterSeen(deps: Deps, tx: BoardTx, event: SeintjeEvent): Promise<void> {
  await insertReporterMails(tx, { incidentId: incidentOf(event), stage: 'seen', at: deps.clock.now(), newId: deps.newId })
}

/** Only what the team wrote: the reporter's own message needs no mail to himself. The event's subject is the message. */
export async function tellReporterQuestion(deps: Deps, tx: BoardTx, event: SeintjeEvent): Promise<void> {
  if (event.facts?.['side'] !== 'team') return
  await insertReporterMails(tx, { incidentId: incidentOf(event), reportId: event.reportId, stage: questionStage(event.subjectId), at: deps.clock.now(), newId: deps.newId })
}

type Ring = { organisationId: string; incidentId: string; alarmId: string; stage: string; at: Instant }

/** One row per person and channel. E-mail about a discreet incident is skipped in sight of the desk, with the reason. */
export function ringRows(deps: Pick<Deps, 'newId'>, { organisationId, incidentId, alarmId, stage, at }: Ring, calls: readonly Call[], discreet: boolean): NewDelivery[] {
  const row = (call: Call, channel: LadderChannel): NewDelivery => {
    const skipped = discreet && channel === 'mail'
    return {
      ...{ organisationId, id: deps.newId(), incidentId, alarmId, personId: call.personId, identityId: call.identityId, recipientRole: call.role, channel, stage },
      ...{ state: skipped ? 'skipped' : 'queued', attempts: 0, answer: skipped ? 'discreet' : null, createdAt: at, nextAttemptAt: skipped ? null : at, settledAt: skipped ? at : null },
    }
  }
  return calls.flatMap((call) => call.channels.map((channel) => row(call, channel)))
}
