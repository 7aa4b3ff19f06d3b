import type { Actor } from '../../shared/access/roles.ts'
import type { ConveningKind } from '../../shared/incident/team-views.ts'
import { minutes, plus, readInstant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { whomToConvene } from '../alert/team-rings.ts'
import { incidentKey } from '../db/keys.ts'
import { sealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident } from './incident-store.ts'
import { saveConvening, saveMembers } from './team-store.ts'

/** "Now" is typed to the minute, and the team is called while one types. */
const lateBy = minutes(15)

type Input = { incidentId: string; kind: ConveningKind; startsAt: string; place: string }

/**
 * Calls the team together, or asks it to stand by (protocol 2.3): whoever sits in it now, a deputy where somebody is away or may not know.
 * Refuses: incident.notFound, access.denied, incident.closed, convening.inPast.
 */
export async function conveneTeam(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ conveningId: string }> {
  const startsAt = readInstant(input.startsAt)
  if (!startsAt) throw new Problem('request.invalid', { field: 'startsAt' })
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'team.convene', incident)
    if (incident.state === 'closed') throw new Problem('incident.closed')
    const [now, id, incidentId] = [deps.clock.now(), deps.newId(), incident.id]
    if (plus(startsAt, lateBy) < now) throw new Problem('convening.inPast', { field: 'startsAt' })
    const key = await incidentKey(deps.keys, tx, incidentId)
    const place = { organisationId: tx.organisationId, incidentId }
    const placeSealed = await sealText(key, placeContext(tx.organisationId, incidentId, id), input.place)
    await saveConvening(tx, { ...place, id, kind: input.kind, startsAt, placeSealed, setBy: actor.personId, setAt: now })
    const called = await whomToConvene(deps, tx, incidentId)
    await saveMembers(
      tx,
      called.map(({ personId, role }) => ({ ...place, conveningId: id, personId, role })),
    )
    const facts = { kind: input.kind, startsAt, members: called.length }
    await append(deps, tx, actor, { type: 'team.convened', subjectId: id, incidentId, facts }, key)
    return { conveningId: id }
  })
}

export const placeContext = (organisationId: string, incidentId: string, id: string) => `${organisationId}/convening/${incidentId}/${id}/place`
