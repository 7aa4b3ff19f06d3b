import { deputySeats, rolesOf } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { teamOf } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import { incidentKey } from '../db/keys.ts'
import { leaveFence, type BoardTx } from '../db/open.ts'
import { sealText } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { endBreakGlass, saveRecusals } from './fence-store.ts'
import { lockIncident, updateIncident } from './incident-store.ts'
import type { IncidentRow } from './report-store.ts'
import { isNobodyLeft, needCandidate } from './who-is-left.ts'

type Input = { incidentId: string; personId: string; reason: string }

/**
 * From now on this person of the team, who may be the actor himself, does not know of the incident: it is gone from his list,
 * nothing rings him, and his deputies step in. Where he had it in hand, or the actor alone is left, it rings again. Refuses:
 * incident.notFound, access.denied where the actor sees it through broken glass only, person.notFound, person.notInTeam,
 * person.onlyAuditor.
 */
export async function recusePerson(deps: Deps, actors: readonly Actor[], { incidentId, personId, reason }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.recuse', incident)
    await leaveFence(tx)
    // Kept away already: what the reporter asked does not become a matter of ours.
    if (incident.recused.includes(personId)) return true
    await needCandidate(deps, tx, incident, { personId, by: actor.personId })
    const key = await incidentKey(deps.keys, tx, incidentId)
    const reasonSealed = await sealText(key, recusalContext(tx.organisationId, incidentId, personId), reason)
    const [setBy, setAt] = [actor.personId, deps.clock.now()]
    await saveRecusals(tx, [{ organisationId: tx.organisationId, incidentId, personId, why: 'byHand', reasonSealed, setBy, setAt }])
    await endBreakGlass(tx, incidentId, personId, actor.personId, setAt)
    await updateIncident(tx, incidentId, await withoutHim(deps, tx, incident, personId))
    const facts = { why: 'byHand', self: personId === actor.personId }
    await append(deps, tx, actor, { type: 'incident.recused', subjectId: personId, incidentId, facts, sealed: { reason } }, key)
    return true
  })
}

export const recusalContext = (organisationId: string, incidentId: string, personId: string) => `${organisationId}/recusal/${incidentId}/${personId}/reason`

/** The fence without him, with the seats of his deputies; what he had picked up waits for someone again. */
async function withoutHim(deps: Deps, tx: BoardTx, incident: IncidentRow, personId: string): Promise<Partial<IncidentRow>> {
  const team = await teamOf(deps, tx)
  const his = team.find((one) => one.personId === personId)?.seats.filter((seat) => !seat.includes(':')) ?? []
  const audience = [...new Set([...incident.audience, ...deputySeats(incident.audience, rolesOf(his))])]
  const recused = [...new Set([...incident.recused, personId])]
  const opened = Object.fromEntries(Object.entries(incident.opened).filter(([id]) => id !== personId))
  const waits = incident.acknowledgedBy === personId || (await isNobodyLeft(deps, tx, { id: incident.id, audience, recused }))
  const again = incident.state !== 'closed' && mayBecome(incident.state as IncidentState, 'new') && waits
  return { audience, recused, opened, ...(again ? { state: 'new', acknowledgedAt: null, acknowledgedBy: null } : {}) }
}
