import type { Fence } from '../../shared/access/fence.ts'
import type { Role } from '../../shared/access/roles.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { appointStage, glassStage, letBackStage, recusalStage } from '../../shared/alert/stage.ts'
import type { Call } from '../../shared/alert/who-to-ring.ts'
import { nextLadderStep, type LadderChannel } from '../../shared/deadline/ladder.ts'
import { between, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { addToAudience, alarmsOf, findHolders, findIncident, resumeAlarm, type SchoolHolder } from './alarm-store.ts'
import { findGlass, findRecusal, findTold, insertDeliveries, settleQueuedRings, type NewDeliveryTo } from './delivery-store.ts'
import { ladderOf } from './ladder-of.ts'
import { isOn, withSms, type Reachable } from './next-channel.ts'

/** What rings somebody at once for what happens outside the ladder. */
export const channels: readonly LadderChannel[] = ['push', 'mail', 'sms']
const noticeChannels: readonly LadderChannel[] = ['push', 'mail']

/** Who is rung sees what he is rung for: the seats of the deputies among them open. Gives what happened with it. */
export async function letInDeputies(tx: BoardTx, incidentId: string, { audience }: Fence, calls: readonly Call[]): Promise<SeintjeEvent[]> {
  const seats = [...new Set(calls.filter(({ deputy }) => deputy).map(({ role }) => `${role}:deputy`))].filter((seat) => !audience.includes(seat))
  if (seats.length === 0) return []
  await addToAudience(tx, incidentId, seats)
  return seats.map((role) => ({ type: 'incident.audienceSet', subjectId: incidentId, incidentId, facts: { role, opened: true, why: 'rung' } }))
}

export const findAdmins = (tx: BoardTx, now: Instant): Promise<SchoolHolder[]> => findHolders(tx, now, ['admin'])

type Ring = { organisationId: string; incidentId: string; alarmId: string | null; step: number | string; at: Instant }

/** To every admin who is not recused himself: somebody must be appointed. Not a word of which report it is, so the mail goes also where that is discreet. */
export function adminRows(deps: Pick<Deps, 'newId'>, { step, at, ...ids }: Ring, admins: readonly SchoolHolder[], fence: Fence): NewDeliveryTo[] {
  const may = admins.filter(({ personId }) => !fence.recused.includes(personId))
  return may.flatMap((admin) => noticeChannels.map((channel) => rowTo(deps, { ...ids, at, stage: appointStage(step), role: 'admin' }, admin, channel, false)))
}

type To = { organisationId: string; incidentId: string; alarmId: string | null; at: Instant; stage: string; role: string }

/** A push is tried also where nobody knows of a device: it is skipped then, in sight of the desk. */
export function rowTo(
  deps: Pick<Deps, 'newId'>,
  { role, at, ...where }: To,
  { personId, identityId }: { personId: string; identityId: string },
  channel: LadderChannel,
  discreet: boolean,
): NewDeliveryTo {
  const silent = channel === 'mail' && discreet
  return {
    ...{ ...where, id: deps.newId(), personId, identityId, recipientRole: role, channel, attempts: 0, createdAt: at },
    ...{ state: silent ? 'skipped' : 'queued', answer: silent ? 'discreet' : null, nextAttemptAt: silent ? null : at, settledAt: silent ? at : null },
  }
}

type Word = { incidentId: string; stage: string; roles: readonly Role[]; /** who did it, or is done to */ but: readonly (string | null)[] }

/** What happens around the fence: by push and mail, and by text message to whom mail may not or need not go. */
export function noticeRows(
  deps: Pick<Deps, 'newId'>,
  to: To,
  person: Reachable & { personId: string; identityId: string },
  discreet: boolean,
): NewDeliveryTo[] {
  const mailed = isOn(person, 'mail') ? noticeChannels : noticeChannels.filter((channel) => channel !== 'mail')
  const texted: readonly LadderChannel[] = (discreet || person.noMail) && isOn(person, 'sms') ? ['sms'] : []
  return [...mailed, ...texted].map((channel) => rowTo(deps, to, person, channel, discreet))
}

/** Tells the holders of these roles at once, but for whoever is recused. */
async function tell(deps: Deps, tx: BoardTx, { incidentId, stage, roles, but }: Word): Promise<void> {
  const at = deps.clock.now()
  const incident = await findIncident(tx, incidentId)
  if (!incident) return
  const told = (await withSms(deps, tx, await findTold(tx, at, roles))).filter(
    ({ personId }) => !but.includes(personId) && !incident.recused.includes(personId),
  )
  const where = { organisationId: tx.organisationId, incidentId, alarmId: null, at, stage }
  const each = [...new Map(told.map((one) => [one.personId, one])).values()]
  await insertDeliveries(
    tx,
    each.flatMap((one) => noticeRows(deps, { ...where, role: one.role }, one, incident.discreet)),
  )
}

/** Somebody broke the glass: dpo, chair and auditor hear it at once, but for himself and whoever is recused. */
export async function tellOfGlass(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const { subjectId, incidentId = '' } of events) {
    const glass = await findGlass(tx, incidentId, subjectId)
    if (glass) await tell(deps, tx, { incidentId, stage: glassStage(subjectId), roles: ['dpo', 'chair', 'auditor'], but: [glass.personId] })
  }
}

/** Somebody kept another away by hand: nobody does that unseen. Whoever steps aside himself is no news. */
export async function tellOfRecusal(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const { subjectId, incidentId = '', facts } of events) {
    if (facts?.['why'] !== 'byHand' || facts['self'] === true) continue
    const recusal = await findRecusal(tx, incidentId, subjectId)
    const which = { incidentId, stage: recusalStage(deps.newId()), roles: ['admin', 'auditor', 'chair', 'dpo'] as const }
    if (recusal) await tell(deps, tx, { ...which, but: [recusal.setBy, subjectId] })
  }
}

/** Somebody let back in whom the reporter had asked to keep away: chair and auditor hear it at once. */
export async function tellOfLift(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const { subjectId, incidentId = '' } of events) {
    const recusal = await findRecusal(tx, incidentId, subjectId)
    if (recusal?.why !== 'notTo') continue
    await tell(deps, tx, { incidentId, stage: letBackStage(deps.newId()), roles: ['auditor', 'chair'], but: [recusal.liftedBy, subjectId] })
  }
}

/**
 * Somebody may not know of it any more: what was still to ring him is not sent. Where he had it in hand the ladder goes on where it
 * had stopped, at once. Who was named in the report itself was never rung.
 */
export async function endRingsOf(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const now = deps.clock.now()
  for (const { subjectId: personId, incidentId = '', facts } of events) {
    if (facts?.['why'] !== 'byHand') continue
    const alarms = await alarmsOf(tx, incidentId)
    await settleQueuedRings(
      tx,
      incidentId,
      alarms.map(({ alarm }) => alarm.id),
      now,
      'recused',
      channels.map((channel) => ({ personId, channel })),
    )
    await goOn(tx, incidentId, now)
  }
}

/** Nobody has it in hand any more: the ladder goes on at once where it had stopped. */
export async function goOn(tx: BoardTx, incidentId: string, now: Instant): Promise<void> {
  if ((await findIncident(tx, incidentId))?.state !== 'new') return
  for (const { alarm, lastStep } of await alarmsOf(tx, incidentId)) {
    if (alarm.endedAt === null || alarm.endedWhy === 'erased' || alarm.kind !== 'report') continue
    const next = nextLadderStep(ladderOf(alarm.ladder), alarm.startedAt, lastStep)
    await resumeAlarm(tx, alarm, plus(now, -between(alarm.startedAt, next.at)), { step: next.step, at: now })
  }
}
