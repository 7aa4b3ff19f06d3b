import { seatsIn } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, updateIncident } from './incident-store.ts'
import { isNobodyLeft } from './who-is-left.ts'

/**
 * Stops the ladder: a person has the incident in hand. The 72 hours run on (GDPR 33). Several may acknowledge, the first one
 * stays named. A `device` session is enough, it shows no contents. Whoever
 * sees it through broken glass cannot silence it for those it is for, nor can who kept all others away. Refuses: incident.notFound,
 * incident.closed, access.denied, incident.aloneLeft.
 */
export async function acknowledgeIncident(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<void> {
  for (const actor of actors) {
    const done = await deps.db.inBoard(actor, async (tx) => {
      const incident = await lockIncident(tx, incidentId)
      if (!incident) return false
      allow(actor, 'incident.acknowledge')
      if (seatsIn(actor, incident).length === 0) throw new Problem('access.denied')
      if (incident.state === 'closed') throw new Problem('incident.closed')
      if (await isNobodyLeft(deps, tx, incident)) throw new Problem('incident.aloneLeft')
      if (mayBecome(incident.state as IncidentState, 'acknowledged'))
        await updateIncident(tx, incidentId, { state: 'acknowledged', acknowledgedAt: deps.clock.now(), acknowledgedBy: actor.personId })
      await append(deps, tx, actor, { type: 'incident.acknowledged', subjectId: incidentId, incidentId, facts: { first: incident.state === 'new' } })
      return true
    })
    if (done) return
  }
  throw new Problem('incident.notFound')
}
