import { seatsIn, type Fence, type TeamRole } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { teamOf } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import { leaveFence, type BoardTx } from '../db/open.ts'
import { append } from '../events/append.ts'
import { addresseeOf, lockIncident, updateIncident } from './incident-store.ts'
import type { IncidentRow } from './report-store.ts'

type Input = { incidentId: string; role: TeamRole; opened: boolean; reason: string }

/**
 * The chair opens what came straight to him to another role of the team, or closes it again. What was addressed to the dpo stays
 * the dpo's: nobody takes it from him. Refuses: incident.notFound, access.denied, incident.notStraightToChair, also for the
 * chair's own seat.
 */
export async function setAudience(deps: Deps, actors: readonly Actor[], { incidentId, role, opened, reason }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.setAudience', incident)
    if ((await addresseeOf(tx, incidentId)) !== 'chair' || role === 'chair') throw new Problem('incident.notStraightToChair')
    await leaveFence(tx)
    const others = incident.audience.filter((seat) => seat !== role && (opened || seat !== `${role}:deputy`))
    const audience = opened ? await withRole(deps, tx, { ...incident, audience: others }, role) : others
    await updateIncident(tx, incidentId, { audience, ...(await waitsAgain(deps, tx, incident, audience)) })
    await append(deps, tx, actor, { type: 'incident.audienceSet', subjectId: incidentId, incidentId, facts: { role, opened }, sealed: { reason } })
    return true
  })
}

/** Closed to the one who had it in hand: it waits for somebody again. */
async function waitsAgain(deps: Deps, tx: BoardTx, incident: IncidentRow, audience: readonly string[]): Promise<Partial<IncidentRow>> {
  const his = (await teamOf(deps, tx)).find(({ personId }) => personId === incident.acknowledgedBy)
  const sees = (seats: readonly string[]) => his !== undefined && seatsIn(his, { ...incident, audience: seats }).length > 0
  const again = incident.state !== 'closed' && mayBecome(incident.state as IncidentState, 'new') && sees(incident.audience) && !sees(audience)
  return again ? { state: 'new', acknowledgedAt: null, acknowledgedBy: null } : {}
}

/** For whoever holds the role; and for his deputies where he may not know of it, or nobody holds it. */
async function withRole(deps: Deps, tx: BoardTx, { audience, recused }: Fence, role: TeamRole): Promise<string[]> {
  const holders = (await teamOf(deps, tx)).filter(({ seats }) => seats.includes(role))
  const absent = holders.length === 0 || holders.some(({ personId }) => recused.includes(personId))
  return [...new Set([...audience, role, ...(absent ? [`${role}:deputy`] : [])])]
}
