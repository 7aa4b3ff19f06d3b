import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, updateIncident } from './incident-store.ts'

/** Discreet: no e-mail about it to anyone, so that an attacker in a mailbox is not warned (protocol VII-B). Refuses: incident.notFound, access.denied through broken glass. */
export async function setDiscreet(deps: Deps, actors: readonly Actor[], input: { incidentId: string; discreet: boolean; reason: string }): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.setDiscreet', incident)
    await updateIncident(tx, incident.id, { discreet: input.discreet, discreetSetBy: actor.personId })
    await append(deps, tx, actor, {
      type: 'incident.discreetSet',
      subjectId: incident.id,
      incidentId: incident.id,
      facts: { discreet: input.discreet },
      sealed: { reason: input.reason },
    })
    return true
  })
}
