import { seatsIn } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { startTermAt, supersedeAware } from './aware-at.ts'
import { awareMomentsOf, lockIncident, moveAwareMoments } from './incident-store.ts'
import type { AwareAnswer } from './set-aware.ts'

/**
 * The chair as second person agrees to a later moment of becoming aware, or does not (clock.md). Refuses: incident.notFound,
 * access.denied through broken glass, incident.awareNeedsChair when he proposed it himself or nothing waits.
 */
export async function decideAware(deps: Deps, actors: readonly Actor[], input: { incidentId: string; accept: boolean; reason: string }): Promise<AwareAnswer> {
  for (const actor of actors) {
    const answer = await deps.db.inBoard(actor, async (tx) => {
      const incident = await lockIncident(tx, input.incidentId)
      if (!incident) return undefined
      allow(actor, 'incident.confirmAware')
      if (seatsIn(actor, incident).length === 0) throw new Problem('access.denied')
      const proposed = (await awareMomentsOf(tx, incident.id)).find((row) => row.status === 'proposed')
      if (!proposed || proposed.setBy === actor.personId) throw new Problem('incident.awareNeedsChair')
      if (input.accept) await supersedeAware(tx, incident.id)
      await moveAwareMoments(tx, incident.id, 'proposed', input.accept ? 'inForce' : 'rejected')
      const awareAt = input.accept ? proposed.awareAt : incident.awareAt
      const deadlineAt = input.accept ? await startTermAt(tx, incident.id, awareAt) : incident.deadlineAt
      const facts = { awareAt, accepted: input.accept, was: incident.awareAt }
      await append(deps, tx, actor, { type: 'incident.awareSet', subjectId: incident.id, incidentId: incident.id, facts, sealed: { reason: input.reason } })
      return { status: 'inForce', awareAt, deadlineAt } as const
    })
    if (answer) return answer
  }
  throw new Problem('incident.notFound')
}
