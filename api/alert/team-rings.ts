import { teamRoles } from '../../shared/access/fence.ts'
import { meetingStage } from '../../shared/alert/stage.ts'
import { isFor, turnOf, type Call } from '../../shared/alert/who-to-ring.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findIncident, findHolders, holdersFor } from './alarm-store.ts'
import { reachableHolders, ringRows } from './alert-jobs.ts'
import { findToldAt, insertDeliveries } from './delivery-store.ts'
import { channels, letInDeputies } from './fence-rings.ts'
import { withSms } from './next-channel.ts'

/** The team of this moment: of each seat who is there and may know of it, his deputy where he may not or is away. */
export async function whomToConvene(deps: Deps, tx: BoardTx, incidentId: string): Promise<Call[]> {
  const incident = await findIncident(tx, incidentId)
  if (!incident) return []
  const holders = holdersFor(await reachableHolders(deps, tx, deps.clock.now()), incident.schoolId)
  const may = holders.filter((holder) => isFor(holder, incident))
  return turnOf({ afterMinutes: 0, roles: [...teamRoles], channels }, may)
}

/** Who is called together hears which one and when, and never where or why; a deputy sees what he is called for. */
export async function ringConvened(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [at, news] = [deps.clock.now(), [] as SeintjeEvent[]]
  for (const { subjectId, incidentId = '', facts } of events) {
    const incident = await findIncident(tx, incidentId)
    if (!incident) continue
    const calls = await whomToConvene(deps, tx, incidentId)
    const stage = meetingStage(facts?.['kind'] === 'standBy' ? 'standBy' : 'convened', subjectId, String(facts?.['startsAt']))
    await insertDeliveries(tx, ringRows(deps, { organisationId: tx.organisationId, incidentId, alarmId: null, stage, at }, calls, incident.discreet))
    news.push(...(await letInDeputies(tx, incidentId, incident, calls)))
  }
  return news
}

/** It does not go on: whoever was called hears so, as far as he may still know of it. */
export async function tellConveningEnded(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const at = deps.clock.now()
  for (const { subjectId, incidentId = '', facts } of events) {
    const incident = facts?.['before'] === true ? await findIncident(tx, incidentId) : undefined
    if (!incident) continue
    const startsAt = String(facts?.['startsAt'])
    const told = [
      ...(await findToldAt(tx, incidentId, meetingStage('convened', subjectId, startsAt))),
      ...(await findToldAt(tx, incidentId, meetingStage('standBy', subjectId, startsAt))),
    ]
    const may = (await withSms(deps, tx, await findHolders(tx, at))).filter((one) => told.includes(one.personId) && isFor(one, incident))
    const calls = [...new Map(may.map((one) => [one.personId, { ...one, channels }])).values()]
    const stage = meetingStage('conveningOver', subjectId, startsAt)
    await insertDeliveries(tx, ringRows(deps, { organisationId: tx.organisationId, incidentId, alarmId: null, stage, at }, calls, incident.discreet))
  }
}
