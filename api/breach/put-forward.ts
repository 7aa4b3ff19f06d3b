import type { InferOutput } from 'valibot'
import type { Actor } from '../../shared/access/roles.ts'
import { advisedOn, isIncomplete } from '../../shared/breach/advised.ts'
import type { PutForward } from '../../shared/breach/decision-views.ts'
import { mayDecideBy } from '../../shared/breach/votes.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { sealSnapshot } from './decision-seals.ts'
import { decidedOn } from './decided-on.ts'
import { decisionsOfIncident, findFgVotes, findTermNow, lockIncident, saveDecision } from './decision-store.ts'

/**
 * Puts a question to those who decide it, with the facts and the engine's advice as they are now. Whose the third vote is stays as the board
 * has it at this moment. Refuses: incident.notFound, access.denied, incident.closed, decision.onlyTeam, decision.openAlready.
 */
export async function putForward(
  deps: Deps,
  actors: readonly Actor[],
  input: { incidentId: string } & InferOutput<typeof PutForward>,
): Promise<{ decisionId: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'decision.open', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    const { question } = input
    const path = input.path ?? (question === 'breach' ? 'pair' : 'team')
    if (!mayDecideBy(question, path)) throw new Problem('decision.onlyTeam', { field: 'path' })
    const [before, term] = [await decisionsOfIncident(tx, incident.id), await findTermNow(tx, incident.id)]
    if (!term) throw new Problem('incident.notFound')
    if (before.some((one) => one.question === question && one.status === 'open' && one.ofTermNow)) throw new Problem('decision.openAlready')
    const [id, openedAt, incidentId] = [deps.newId(), deps.clock.now(), incident.id]
    const key = await incidentKey(deps.keys, tx, incidentId)
    const now = await decidedOn(deps, tx, key, incident)
    const fgVotes = await findFgVotes(tx)
    const advised = advisedOn(question, now.assessment).outcome
    await saveDecision(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id, question, path, status: 'open', deadlineId: term.id, advised },
      ...{ incomplete: isIncomplete(question, now.assessment), rulesVersion: now.assessment.rulesVersion },
      ...{ factsSealed: await sealSnapshot(tx, key, incidentId, id, { ...now, fgVotes }), openedBy: actor.personId, openedAt },
    })
    const facts = { question, path, advised, fgVotes, deadlineId: term.id, rulesVersion: now.assessment.rulesVersion }
    await append(deps, tx, actor, { type: 'decision.opened', subjectId: id, incidentId, facts }, key)
    return { decisionId: id }
  })
}
