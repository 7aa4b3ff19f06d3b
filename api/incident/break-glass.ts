import { seatsIn, throughBreakGlass } from '../../shared/access/fence.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { hours, plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { incidentKey } from '../db/keys.ts'
import { wholeBoard } from '../db/open.ts'
import { sealText } from '../db/seal.ts'
import { append } from '../events/append.ts'
import { lockClosed, saveBreakGlass } from './fence-store.ts'
import { updateIncident } from './incident-store.ts'

/** How long the glass stays broken: a day at most (protocol 12). */
export const glassLife = hours(24)

/**
 * The emergency door: somebody of the team or a deputy sees an incident that is not for him, for a day, and others are told at
 * once. Refuses: incident.notFound (also to whoever is recused), incident.openAlready.
 */
export async function breakGlass(deps: Deps, actors: readonly Actor[], { incidentId, reason }: { incidentId: string; reason: string }) {
  return inOneOf(
    deps,
    actors,
    async (tx, actor) => {
      const incident = await lockClosed(tx, incidentId, actor.personId)
      if (!incident) return undefined
      allow(actor, 'incident.breakGlass')
      if (seatsIn(actor, incident).length > 0 || throughBreakGlass(actor, incident)) throw new Problem('incident.openAlready')
      const [openedAt, id] = [deps.clock.now(), deps.newId()]
      const untilAt = plus(openedAt, glassLife)
      const key = await incidentKey(deps.keys, tx, incidentId)
      const reasonSealed = await sealText(key, glassContext(tx.organisationId, incidentId, id), reason)
      await saveBreakGlass(tx, { organisationId: tx.organisationId, incidentId, id, personId: actor.personId, reasonSealed, openedAt, untilAt })
      await updateIncident(tx, incidentId, { opened: { ...incident.opened, [actor.personId]: untilAt } })
      await append(deps, tx, actor, { type: 'incident.glassBroken', subjectId: id, incidentId, facts: { untilAt }, sealed: { reason } }, key)
      return { untilAt }
    },
    { as: wholeBoard },
  )
}

export const glassContext = (organisationId: string, incidentId: string, id: string) => `${organisationId}/break_glass/${incidentId}/${id}/reason`
