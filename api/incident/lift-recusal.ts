import { seatsIn } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { leaveFence } from '../db/open.ts'
import { append } from '../events/append.ts'
import { markRecusalLifted } from './fence-store.ts'
import { lockIncident, updateIncident } from './incident-store.ts'

type Input = { incidentId: string; personId: string; reason: string }

/** Lets somebody back in; never oneself: whoever is recused does not see the incident. Refuses: incident.notFound, access.denied, person.notFound. */
export async function liftRecusal(deps: Deps, actors: readonly Actor[], { incidentId, personId, reason }: Input): Promise<void> {
  for (const actor of actors) {
    const done = await deps.db.inBoard(actor, async (tx) => {
      const incident = await lockIncident(tx, incidentId)
      if (!incident) return false
      allow(actor, 'incident.liftRecusal')
      if (personId === actor.personId || seatsIn(actor, incident).length === 0) throw new Problem('access.denied')
      if (!incident.recused.includes(personId)) throw new Problem('person.notFound')
      await leaveFence(tx)
      await markRecusalLifted(tx, incidentId, personId, actor.personId, deps.clock.now())
      await updateIncident(tx, incidentId, { recused: incident.recused.filter((id) => id !== personId) })
      await append(deps, tx, actor, { type: 'incident.recusalLifted', subjectId: personId, incidentId, sealed: { reason } })
      return true
    })
    if (done) return
  }
  throw new Problem('incident.notFound')
}
