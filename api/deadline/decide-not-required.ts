import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findOutcome, lockIncident, updateOutcome } from './deadline-store.ts'
import { sealDecision } from './sealed-words.ts'
import { endTerm, needOpen, needRunningTerm } from './term.ts'

type Input = { incidentId: string; outcomeId: string; accept: boolean; reason: string }

/**
 * A second person agrees that the authority need not be notified, and only then the clock stops; or does not agree. One person is one
 * person, whatever seats he holds. Whom the incident was hidden from since he proposed it no longer counts as the first.
 * Refuses: incident.notFound, access.denied, incident.closed, outcome.notFound, outcome.over, outcome.secondPerson, deadline.stopped.
 */
export async function decideNotRequired(deps: Deps, actors: readonly Actor[], input: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.decideNotRequired', incident)
    needOpen(incident)
    const outcome = await findOutcome(tx, incident.id, input.outcomeId)
    if (!outcome || outcome.kind !== 'notRequired') throw new Problem('outcome.notFound')
    if (outcome.status !== 'proposed') throw new Problem('outcome.over')
    if (!outcome.setBy || outcome.setBy === actor.personId) throw new Problem('outcome.secondPerson')
    if (input.accept && incident.recused.includes(outcome.setBy)) throw new Problem('outcome.secondPerson')
    const term = await needRunningTerm(tx, incident)
    const [at, incidentId] = [deps.clock.now(), incident.id]
    const key = await incidentKey(deps.keys, tx, incidentId)
    const decisionSealed = await sealDecision(tx, key, incidentId, outcome.id, { reason: input.reason })
    const status = input.accept ? 'inForce' : 'rejected'
    await updateOutcome(tx, incidentId, outcome.id, { status, decidedBy: actor.personId, decidedAt: at, decisionSealed })
    if (input.accept) await endTerm(tx, incidentId, term.id, { outcome: 'notRequired', at, stoppedAt: at, by: actor.personId })
    const facts = { accepted: input.accept, deadlineId: term.id, outcomeId: outcome.id }
    await append(deps, tx, actor, { type: 'incident.notRequiredDecided', subjectId: incidentId, incidentId, facts, sealed: { reason: input.reason } }, key)
    return true
  })
}
