import type { Actor } from '../../shared/access/roles.ts'
import { readInstant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { incidentKey } from '../db/keys.ts'
import { append } from '../events/append.ts'
import { lockIncident } from './incident-store.ts'
import { setAwareMoment } from './set-aware-moment.ts'

export type AwareAnswer = { status: 'inForce' | 'proposed'; awareAt: string; deadlineAt: string }

/**
 * The dpo sets when the school became aware, with a reason. Later than discovery waits for the chair, and until then the
 * earlier moment counts (clock.md). Refuses: incident.notFound, access.denied through broken glass, incident.closed, incident.awareInFuture, deadline.stopped (it was notified).
 */
export async function setAware(deps: Deps, actors: readonly Actor[], input: { incidentId: string; awareAt: string; reason: string }): Promise<AwareAnswer> {
  const awareAt = readInstant(input.awareAt)
  if (!awareAt) throw new Problem('request.invalid', { field: 'awareAt' })
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.setAware', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    if (awareAt > deps.clock.now()) throw new Problem('incident.awareInFuture', { field: 'awareAt' })
    const key = await incidentKey(deps.keys, tx, incident.id)
    const { status, deadlineAt } = await setAwareMoment(deps, tx, key, { actor, incident, awareAt, reason: input.reason })
    const type = status === 'inForce' ? 'incident.awareSet' : 'incident.awareProposed'
    await append(
      deps,
      tx,
      actor,
      { type, subjectId: incident.id, incidentId: incident.id, facts: { awareAt, was: incident.awareAt }, sealed: { reason: input.reason } },
      key,
    )
    return { status, awareAt: status === 'inForce' ? awareAt : incident.awareAt, deadlineAt } as const
  })
}
