import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident } from './incident-store.ts'
import { findConvening, markConveningEnded } from './team-store.ts'

type Input = { incidentId: string; conveningId: string }

/** It is over, or does not go on: before its time everybody who was called hears so. Refuses: incident.notFound, access.denied, convening.notFound, convening.over. */
export async function endConvening(deps: Deps, actors: readonly Actor[], { incidentId, conveningId }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'team.convene', incident)
    const convening = await findConvening(tx, incidentId, conveningId)
    if (!convening) throw new Problem('convening.notFound')
    if (convening.endedAt) throw new Problem('convening.over')
    const now = deps.clock.now()
    await markConveningEnded(tx, incidentId, conveningId, actor.personId, now)
    const facts = { startsAt: convening.startsAt, before: now < convening.startsAt }
    await append(deps, tx, actor, { type: 'team.conveningEnded', subjectId: conveningId, incidentId, facts })
    return true
  })
}
