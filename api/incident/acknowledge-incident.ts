import { rolesOf, seatsIn, teamRoles } from '../../shared/access/fence.ts'
import type { Actor, Role } from '../../shared/access/roles.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { needKey } from '../access/need-key.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import type { CurrentSession } from '../http/context.ts'
import { hasTakenUp, isRinging, saveAcknowledgement } from './acknowledgement-store.ts'
import { lockIncident, updateIncident } from './incident-store.ts'
import type { IncidentRow } from './report-store.ts'
import { isNobodyLeft } from './who-is-left.ts'

type Input = { incidentId: string; session: CurrentSession }

/**
 * Stops the ladder: a person has the incident in hand. The 72 hours run on (GDPR 33). Several may acknowledge, each once per alarm; the first
 * one stays named. Who joins while nothing rings changes nothing about when it rings again, and once more by the same person is nothing at all. A `device` session is enough, it shows no contents; one that a mailbox opened is not, for who has a passkey. Whoever sees it
 * through broken glass cannot silence it for those it is for, nor can who kept all others away. Refuses: incident.notFound, incident.closed,
 * access.denied, session.keyNeeded, incident.aloneLeft.
 */
export async function acknowledgeIncident(deps: Deps, actors: readonly Actor[], { incidentId, session }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.acknowledge', incident)
    await needKey(deps, tx.sql, session)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    if (await isNobodyLeft(deps, tx, incident)) throw new Problem('incident.aloneLeft')
    const [at, role, first] = [deps.clock.now(), roleIn(actor, incident), incident.state === 'new']
    if (mayBecome(incident.state as IncidentState, 'acknowledged'))
      await updateIncident(tx, incidentId, { state: 'acknowledged', acknowledgedAt: at, acknowledgedBy: actor.personId })
    const rings = first || (await isRinging(tx, incidentId))
    const anew = first || !(await hasTakenUp(tx, incidentId, actor.personId))
    if (!rings && !anew) return true
    if (anew) await saveAcknowledgement(tx, { organisationId: tx.organisationId, incidentId, id: deps.newId(), personId: actor.personId, role, at })
    await append(deps, tx, actor, {
      type: 'incident.acknowledged',
      subjectId: incidentId,
      incidentId,
      facts: { first, role, ...(rings ? {} : { joined: true }) },
    })
    return true
  })
}

/** The seat he acts by: of several the one that the protocol names first. */
function roleIn(actor: Actor, incident: IncidentRow): Role {
  const roles = rolesOf(seatsIn(actor, incident))
  return teamRoles.find((role) => roles.includes(role)) ?? 'staff'
}
