import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, updateIncident } from './incident-store.ts'
import { markAdvisersEnded } from './team-store.ts'

type Input = { incidentId: string; personId: string }

/** He advises no more, and from now on sees nothing of it; what he advised stays. Also once it is closed. Refuses: incident.notFound, access.denied, adviser.notFound. */
export async function endAdviser(deps: Deps, actors: readonly Actor[], { incidentId, personId }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'team.letInAdviser', incident)
    if (!incident.advisers.includes(personId)) throw new Problem('adviser.notFound')
    await markAdvisersEnded(tx, incidentId, [personId], actor.personId, deps.clock.now())
    await updateIncident(tx, incidentId, { advisers: incident.advisers.filter((id) => id !== personId) })
    await append(deps, tx, actor, { type: 'team.adviserEnded', subjectId: personId, incidentId })
    return true
  })
}
