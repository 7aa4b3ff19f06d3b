import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, outcomesOf, saveOutcome } from './deadline-store.ts'
import { sealAt } from './sealed-words.ts'
import { needRunningTerm } from './term.ts'

/**
 * Says why the authority need not be notified (GDPR 33(1)). The clock runs on until a second person agrees.
 * Refuses: incident.notFound, access.denied, incident.closed, deadline.stopped, outcome.alreadyProposed.
 */
export async function proposeNotRequired(deps: Deps, actors: readonly Actor[], input: { incidentId: string; reason: string }): Promise<{ outcomeId: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.proposeNotRequired', incident)
    const term = await needRunningTerm(tx, incident)
    if ((await outcomesOf(tx, incident.id)).some((row) => row.status === 'proposed')) throw new Problem('outcome.alreadyProposed')
    const [outcomeId, incidentId] = [deps.newId(), incident.id]
    const key = await incidentKey(deps.keys, tx, incidentId)
    await saveOutcome(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id: outcomeId, deadlineId: term.id, kind: 'notRequired', status: 'proposed' },
      ...{ setBy: actor.personId, setAt: deps.clock.now() },
      reasonSealed: await sealAt(tx, key, { table: 'authority_outcome', incidentId, id: outcomeId, field: 'reason' }, input.reason),
    })
    const facts = { deadlineId: term.id }
    await append(deps, tx, actor, { type: 'incident.notRequiredProposed', subjectId: outcomeId, incidentId, facts, sealed: { reason: input.reason } }, key)
    return { outcomeId }
  })
}
