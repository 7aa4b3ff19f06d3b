import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { suggestParties, type OthersView } from '../../shared/notification/other-parties.ts'
import { Problem } from '../../shared/problem.ts'
import { allow } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { factsOf } from '../breach/facts-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { measuresOf } from './measures-of.ts'
import { othersOf } from './others-of.ts'
import { findIncident } from './others-store.ts'
import { ownersFor } from './owners.ts'
import { processorsOf } from './processor-of.ts'
import { listKnownProcessors } from './processor-store.ts'

/** Everything of the step "Anderen": whom else is told, at which processor it happened, what is done about it, and whom to think of. Refuses: incident.notFound, incident.erased. */
export async function readOthers(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<OthersView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allow(actor, 'facts.read')
    if (incident.erasedAt) throw new Problem('incident.erased')
    const key = await incidentKey(deps.keys, tx, incidentId)
    const inside = actorIn(actor, incident)
    const open = incident.state !== 'closed'
    const [parties, processors, measures] = [
      await othersOf(deps, tx, key, incidentId),
      await processorsOf(deps, tx, key, incidentId),
      await measuresOf(deps, tx, key, incidentId),
    ]
    const { facts } = await factsOf(deps, tx, key, incidentId)
    const suggestions = suggestParties({ facts, atProcessor: processors.length > 0, kind: incident.kind })
    const planned = new Set(parties.map(({ party }) => party))
    const view: OthersView = {
      ...{ parties, processors, measures },
      // What was thought of already is not suggested once more.
      suggestions: suggestions.filter(({ party }) => !planned.has(party)),
      known: await listKnownProcessors(tx),
      team: await ownersFor(deps, tx, incident),
      may: { plan: open && can(inside, 'others.plan'), measure: can(inside, 'measure.change'), processor: open && can(inside, 'processor.open') },
    }
    await append(deps, tx, actor, { type: 'incident.read', subjectId: incidentId, incidentId, facts: { part: 'others' } })
    return view
  })
}
