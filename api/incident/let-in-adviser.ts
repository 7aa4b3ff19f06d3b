import type { Actor } from '../../shared/access/roles.ts'
import type { Speciality } from '../../shared/incident/team-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { standingList } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import { sealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, updateIncident } from './incident-store.ts'
import { saveAdviser } from './team-store.ts'

type Input = { incidentId: string; personId: string; speciality: Speciality; reason: string }

/**
 * The chair lets somebody of the standing list in to this one incident, to advise and never to vote. He is not rung: the chair phones him.
 * Refuses: incident.notFound, access.denied, incident.closed, adviser.notOnList, adviser.keptAway, adviser.already.
 */
export async function letInAdviser(deps: Deps, actors: readonly Actor[], { incidentId, personId, speciality, reason }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'team.letInAdviser', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    if (!(await standingList(deps, tx)).some((one) => one.personId === personId)) throw new Problem('adviser.notOnList')
    if (incident.recused.includes(personId)) throw new Problem('adviser.keptAway')
    if (incident.advisers.includes(personId)) throw new Problem('adviser.already')
    const [id, key] = [deps.newId(), await incidentKey(deps.keys, tx, incidentId)]
    const reasonSealed = await sealText(key, adviserContext(tx.organisationId, incidentId, id), reason)
    const [setBy, setAt] = [actor.personId, deps.clock.now()]
    await saveAdviser(tx, { organisationId: tx.organisationId, incidentId, id, personId, speciality, reasonSealed, setBy, setAt })
    await updateIncident(tx, incidentId, { advisers: [...incident.advisers, personId] })
    await append(deps, tx, actor, { type: 'team.adviserLetIn', subjectId: personId, incidentId, facts: { speciality }, sealed: { reason } }, key)
    return true
  })
}

export const adviserContext = (organisationId: string, incidentId: string, id: string) => `${organisationId}/incident_adviser/${incidentId}/${id}/reason`
