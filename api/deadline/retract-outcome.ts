import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findOutcome, findTerm, lockIncident, updateOutcome } from './deadline-store.ts'
import { sealDecision, unsealDecision } from './sealed-words.ts'
import { needOpen, resumeTerm } from './term.ts'

type Input = { incidentId: string; outcomeId: string; reason: string }

/**
 * It was not so: what stopped the clock is taken back with a reason and stays to be read; the same term runs on from where it began.
 * What stopped an earlier term, before a new fact opened the one of now, stays as it is.
 * Refuses: incident.notFound, access.denied, incident.closed, outcome.notFound, outcome.over.
 */
export async function retractOutcome(deps: Deps, actors: readonly Actor[], input: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.retractOutcome', incident)
    needOpen(incident)
    const outcome = await findOutcome(tx, incident.id, input.outcomeId)
    if (!outcome) throw new Problem('outcome.notFound')
    const term = await findTerm(tx, incident.id)
    if (outcome.status !== 'inForce' || outcome.deadlineId !== term?.id) throw new Problem('outcome.over')
    const incidentId = incident.id
    const key = await incidentKey(deps.keys, tx, incidentId)
    const before = await unsealDecision(tx, key, incidentId, outcome.id, outcome.decisionSealed)
    const retracted = { by: actor.personId, at: deps.clock.now(), reason: input.reason }
    const decisionSealed = await sealDecision(tx, key, incidentId, outcome.id, { ...before, retracted })
    await updateOutcome(tx, incidentId, outcome.id, { status: 'retracted', decisionSealed })
    await resumeTerm(tx, incidentId, term.id)
    const facts = { deadlineId: term.id, outcomeId: outcome.id, kind: outcome.kind }
    await append(deps, tx, actor, { type: 'incident.outcomeRetracted', subjectId: incidentId, incidentId, facts, sealed: { reason: input.reason } }, key)
    return true
  })
}
