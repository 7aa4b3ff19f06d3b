import { actorIn } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { AdviceSubject } from '../../shared/incident/team-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import { sealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { adviceContext } from './advice-of.ts'
import { lockIncident } from './incident-store.ts'
import { saveAdvice } from './team-store.ts'

type Input = { incidentId: string; about: AdviceSubject; text: string }

/**
 * The officer's advice, or that of somebody whom the chair let in: a field of its own with its own time, added and never changed
 * (protocol 1). Refuses: incident.notFound, access.denied, incident.closed.
 */
export async function giveAdvice(deps: Deps, actors: readonly Actor[], { incidentId, about, text }: Input): Promise<{ adviceId: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'advice.give', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    const [id, key] = [deps.newId(), await incidentKey(deps.keys, tx, incidentId)]
    const role = actorIn(actor, incident).roles.includes('dpo') ? 'dpo' : 'adviser'
    const textSealed = await sealText(key, adviceContext(tx.organisationId, incidentId, id), text)
    await saveAdvice(tx, { organisationId: tx.organisationId, incidentId, id, role, about, textSealed, setBy: actor.personId, setAt: deps.clock.now() })
    await append(deps, tx, actor, { type: 'advice.given', subjectId: id, incidentId, facts: { role, about } }, key)
    return { adviceId: id }
  })
}
