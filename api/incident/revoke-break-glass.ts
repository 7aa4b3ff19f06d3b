import { rolesOf, seatsIn } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { leaveFence } from '../db/open.ts'
import { append } from '../events/append.ts'
import { breakGlassOf, endBreakGlass } from './fence-store.ts'
import { lockIncident, updateIncident } from './incident-store.ts'

type Input = { incidentId: string; breakGlassId: string }

/** Closes the emergency door before its time: the dpo, the chair, or whoever opened it. Refuses: incident.notFound, breakGlass.notFound, access.denied. */
export async function revokeBreakGlass(deps: Deps, actors: readonly Actor[], { incidentId, breakGlassId }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'incident.revokeBreakGlass')
    const glass = (await breakGlassOf(tx, incidentId)).find((row) => row.id === breakGlassId)
    if (!glass) throw new Problem('breakGlass.notFound')
    if (!mayRevoke(rolesOf(seatsIn(actor, incident))) && glass.personId !== actor.personId) throw new Problem('access.denied')
    await leaveFence(tx)
    await endBreakGlass(tx, incidentId, glass.personId, actor.personId, deps.clock.now())
    await updateIncident(tx, incidentId, { opened: Object.fromEntries(Object.entries(incident.opened).filter(([id]) => id !== glass.personId)) })
    await append(deps, tx, actor, { type: 'incident.glassRevoked', subjectId: breakGlassId, incidentId, facts: { own: glass.personId === actor.personId } })
    return true
  })
}

export const mayRevoke = (roles: readonly string[]): boolean => roles.includes('dpo') || roles.includes('chair')
