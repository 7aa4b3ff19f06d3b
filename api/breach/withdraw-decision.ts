import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { sealDecision } from './decision-seals.ts'
import { lockIncident, updateDecision } from './decision-store.ts'
import { needOpenDecision } from './needed.ts'

type Input = { incidentId: string; decisionId: string; reason: string }

/**
 * A question is taken back before it was decided, say because the facts changed; it and its votes stay to be read.
 * Refuses: incident.notFound, access.denied, incident.closed, decision.notFound, decision.over.
 */
export async function withdrawDecision(deps: Deps, actors: readonly Actor[], input: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'decision.open', incident)
    const { id, question, deadlineId } = await needOpenDecision(tx, incident, input.decisionId)
    const key = await incidentKey(deps.keys, tx, incident.id)
    const said = { reason: input.reason, deviation: null, againstAdvice: null, plannedAt: null, askedBy: null }
    const ended = { endedBy: actor.personId, endedAt: deps.clock.now(), reasonSealed: await sealDecision(tx, key, incident.id, id, said) }
    await updateDecision(tx, incident.id, id, { status: 'withdrawn', ...ended })
    const facts = { question, deadlineId }
    await append(deps, tx, actor, { type: 'decision.withdrawn', subjectId: id, incidentId: incident.id, facts, sealed: { reason: input.reason } }, key)
    return true
  })
}
