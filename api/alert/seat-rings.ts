import type { SeintjeEvent } from '../../shared/event.ts'
import { glassStage, ringOf, seatStage } from '../../shared/alert/stage.ts'
import { lacksHandler, whoToRing } from '../../shared/alert/who-to-ring.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { reachableHolders, ringRows } from './alert-jobs.ts'
import { alarmsOf, findDueAlarm, findHolders, findIncident, findKeptAwayBy, holdersFor, type SchoolHolder } from './alarm-store.ts'
import { findGlass, findSeated, findToldAt, insertDeliveries } from './delivery-store.ts'
import { adminRows, channels, findAdmins, goOn, noticeRows } from './fence-rings.ts'
import { ladderOf } from './ladder-of.ts'
import { withSms } from './next-channel.ts'

const seatOf = ({ role, deputy }: SchoolHolder): string => (deputy ? `${role}:deputy` : role)

/** What the jobs of this page look at: the incident, the alarm that rings or else the one of its report, and who holds which seat now. */
async function lookAround(deps: Deps, tx: BoardTx, incidentId: string, now: Instant) {
  const [incident, alarms] = [await findIncident(tx, incidentId), await alarmsOf(tx, incidentId)]
  const last = alarms.find(({ alarm }) => alarm.endedAt === null) ?? alarms.find(({ alarm }) => alarm.kind === 'report')
  if (!incident || !last || last.alarm.endedWhy === 'erased') return undefined
  const ringing = last.alarm.endedAt === null && incident.state !== 'closed'
  const holders = holdersFor(await reachableHolders(deps, tx, now), incident.schoolId)
  const due = ringing ? await findDueAlarm(tx, last.alarm.id) : undefined
  const soon = due && due.nextAt <= now ? due : undefined
  return { incidentId, incident, alarm: last.alarm, ringing, step: Math.max(0, last.lastStep), ladder: ladderOf(last.alarm.ladder), holders, soon, now }
}
type Around = NonNullable<Awaited<ReturnType<typeof lookAround>>>

/**
 * Whoever is kept away by hand is stood in for: his deputies are rung at once, not at a step of the ladder that may not be theirs;
 * where somebody else has it in hand they hear that it is theirs too. Where nobody can handle it any more, the admins hear it now.
 */
export async function ringInPlace(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [now, news] = [deps.clock.now(), [] as SeintjeEvent[]]
  for (const { subjectId, incidentId = '', facts } of events) {
    const around = facts?.['why'] === 'byHand' ? await lookAround(deps, tx, incidentId, now) : undefined
    if (!around) continue
    const his = around.holders.filter(({ personId, deputy }) => personId === subjectId && !deputy).map(({ role }) => role)
    // What is due at once rings the deputies of its own roles by itself.
    const rungSoon = around.soon ? (around.ladder[around.soon.step] ?? around.ladder.at(-1))?.roles : undefined
    const seats = his.filter((role) => !rungSoon?.includes(role)).map((role) => `${role}:deputy`)
    await ringSeats(deps, tx, around, seats, around.ringing ? [] : await findSeated(tx, incidentId))
    news.push(...(await askAdmins(deps, tx, around)))
  }
  return news
}

/** The chair opened it to a role: who holds it is rung once. He closed it to somebody who had it in hand: it rings on at once. */
export async function ringAudience(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const now = deps.clock.now()
  for (const { incidentId = '', facts } of events) {
    // Whoever was rung, and let in for it, needs no second ring.
    if (facts?.['why'] === 'rung') continue
    if (facts?.['opened'] !== true) await goOn(tx, incidentId, now)
    const around = facts?.['opened'] === true ? await lookAround(deps, tx, incidentId, now) : undefined
    if (around) await ringSeats(deps, tx, around, [String(facts?.['role']), `${String(facts?.['role'])}:deputy`], [])
  }
}

/** Those who sit on one of these seats, as far as it sees the incident; but for whoever heard so before. */
async function ringSeats(
  deps: Deps,
  tx: BoardTx,
  { incidentId, incident, alarm, ringing, step, holders, now }: Around,
  seats: string[],
  but: string[],
): Promise<void> {
  const theirs = holders.filter((holder) => seats.includes(seatOf(holder)) && incident.audience.includes(seatOf(holder)))
  const may = theirs.filter(({ personId }) => !incident.recused.includes(personId) && !but.includes(personId))
  const calls = [...new Map(may.map((one) => [one.personId, { ...one, channels }])).values()]
  const which = { alarmId: ringing ? alarm.id : null, stage: ringing ? ringOf(alarm, step, step) : seatStage(deps.newId()) }
  if (incident.state !== 'closed')
    await insertDeliveries(tx, ringRows(deps, { organisationId: tx.organisationId, incidentId, at: now, ...which }, calls, incident.discreet))
}

/** Nobody who can handle it is left, and the ladder's next step may be an hour away. */
async function askAdmins(deps: Deps, tx: BoardTx, { incidentId, incident, alarm, ringing, step, ladder, holders, soon, now }: Around): Promise<SeintjeEvent[]> {
  if (!ringing || soon) return []
  const fence = { ...incident, keptAwayBy: await findKeptAwayBy(tx, incidentId) }
  const { nobodyLeft } = whoToRing(ladder, [step], holders, incident.discreet, fence)
  if (!nobodyLeft && !lacksHandler(ladder, holders, fence)) return []
  await insertDeliveries(
    tx,
    adminRows(
      deps,
      { organisationId: tx.organisationId, incidentId, alarmId: alarm.id, step: alarm.kind === 'report' ? step : `${step}@${alarm.id}`, at: now },
      await findAdmins(tx, now),
      fence,
    ),
  )
  return nobodyLeft ? [{ type: 'alarm.nobodyReachable', subjectId: alarm.id, incidentId, facts: { step, nobodyLeft } }] : []
}

/** Broken glass is told to everybody for whom the incident is, too; and to the admins where that leaves nobody at all. */
export async function tellSeatsOfGlass(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const at = deps.clock.now()
  for (const { subjectId, incidentId = '' } of events) {
    const [incident, glass] = [await findIncident(tx, incidentId), await findGlass(tx, incidentId, subjectId)]
    if (!incident || !glass) continue
    const told = await findToldAt(tx, incidentId, glassStage(subjectId))
    const but = [glass.personId, ...incident.recused, ...told]
    const seeing = (await withSms(deps, tx, await findHolders(tx, at))).filter((one) => incident.audience.includes(seatOf(one)) && !but.includes(one.personId))
    const alone = seeing.length === 0 && told.length === 0
    const others = alone ? (await findAdmins(tx, at)).filter(({ personId }) => !but.includes(personId)) : seeing
    const where = { organisationId: tx.organisationId, incidentId, alarmId: null, at, stage: glassStage(subjectId) }
    const each = [...new Map(others.map((one) => [one.personId, one])).values()]
    const rows = each.flatMap((one) => noticeRows(deps, { ...where, role: one.role }, one, incident.discreet && !alone))
    await insertDeliveries(tx, rows)
  }
}
