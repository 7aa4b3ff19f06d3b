import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findRequest, lockIncident, updateRequest } from './fact-store.ts'

/** The question is not asked any more, and its link does nothing. Withdrawn twice is withdrawn. Refuses: incident.notFound, access.denied, ask.notFound, ask.over (answered). */
export async function withdrawRequest(
  deps: Deps,
  actors: readonly Actor[],
  { incidentId, requestId }: { incidentId: string; requestId: string },
): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'facts.ask', incident)
    const request = await findRequest(tx, incidentId, requestId)
    if (!request) throw new Problem('ask.notFound')
    if (request.answeredAt) throw new Problem('ask.over')
    const by = request.withdrawnAt ? {} : { withdrawnBy: actor.personId, withdrawnAt: deps.clock.now() }
    await updateRequest(tx, incidentId, requestId, { linkMac: null, ...by })
    await append(deps, tx, actor, { type: 'facts.requestWithdrawn', subjectId: requestId, incidentId })
    return true
  })
}
