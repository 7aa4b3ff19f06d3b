import type { Actor } from '../../shared/access/roles.ts'
import { readInstant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { startTermAt, supersedeAware } from './aware-at.ts'
import { awareMomentsOf, lockIncident, moveAwareMoments } from './incident-store.ts'
import type { AwareAnswer } from './set-aware.ts'

type Input = { incidentId: string; awareAt: string; accept: boolean; reason: string }

/**
 * The chair as second person agrees to a later moment of becoming aware, or does not (clock.md): to the one he saw, never to one that took its
 * place meanwhile. Whom the incident was hidden from since he proposed it no longer counts as the first. Refuses: incident.notFound,
 * access.denied through broken glass, incident.closed, deadline.stopped (it was notified), incident.awareReplaced, incident.awareNeedsChair
 * when he proposed it himself or nothing waits.
 */
export async function decideAware(deps: Deps, actors: readonly Actor[], input: Input): Promise<AwareAnswer> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.confirmAware', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    const proposed = (await awareMomentsOf(tx, incident.id)).find((row) => row.status === 'proposed')
    if (!proposed || proposed.setBy === actor.personId) throw new Problem('incident.awareNeedsChair')
    if (proposed.awareAt !== readInstant(input.awareAt)) throw new Problem('incident.awareReplaced')
    if (input.accept && (!proposed.setBy || incident.recused.includes(proposed.setBy))) throw new Problem('incident.awareNeedsChair')
    if (input.accept) await supersedeAware(tx, incident.id)
    await moveAwareMoments(tx, incident.id, 'proposed', input.accept ? 'inForce' : 'rejected')
    const awareAt = input.accept ? proposed.awareAt : incident.awareAt
    const deadlineAt = input.accept ? await startTermAt(tx, incident, awareAt) : incident.deadlineAt
    const facts = { awareAt, accepted: input.accept, was: incident.awareAt }
    await append(deps, tx, actor, { type: 'incident.awareSet', subjectId: incident.id, incidentId: incident.id, facts, sealed: { reason: input.reason } })
    return { status: 'inForce', awareAt, deadlineAt } as const
  })
}
