import type { Actor } from '../../shared/access/roles.ts'
import { actorIn } from '../../shared/access/fence.ts'
import { can } from '../../shared/access/roles.ts'
import type { ClosingView } from '../../shared/incident/closing-views.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import { missingToClose, tracksOf } from '../../shared/incident/tracks.ts'
import { Problem } from '../../shared/problem.ts'
import { allow, allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { endProgress, findClosingFacts } from './closing-store.ts'
import { addresseeOf, findListedIncident, lockIncident, updateIncident } from './incident-store.ts'

/** How far a case is from being closed. Refuses: incident.notFound, access.denied, incident.erased. */
export async function readClosing(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<ClosingView> {
  return inOneOf(deps, actors, async (tx, reader) => {
    const found = await findListedIncident(tx, incidentId, reader.at)
    if (!found) return undefined
    allow(reader, 'decision.read')
    const { incident } = found
    if (incident.erasedAt) throw new Problem('incident.erased')
    const facts = await findClosingFacts(tx, incident)
    const may = can(actorIn(reader, incident), 'incident.close', { addressee: await addresseeOf(tx, incidentId) })
    return { ...tracksOf(facts), missing: missingToClose(facts), may: { close: may && mayBecome(incident.state as IncidentState, 'closed') } }
  })
}

/**
 * Closes a case whose three tracks are final and whose register entry is complete; open measures stay in sight. A later fact re-opens it.
 * Refuses: incident.notFound, access.denied, incident.erased, incident.closed, incident.notFinal (`field`: what is missing).
 */
export async function closeIncident(deps: Deps, actors: readonly Actor[], input: { incidentId: string; reason: string }): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.close', incident, { addressee: await addresseeOf(tx, incident.id) })
    if (incident.erasedAt) throw new Problem('incident.erased')
    if (!mayBecome(incident.state as IncidentState, 'closed')) throw new Problem('incident.closed')
    const missing = missingToClose(await findClosingFacts(tx, incident))
    if (missing.length > 0) throw new Problem('incident.notFinal', { field: missing.join() })
    const at = deps.clock.now()
    await endProgress(tx, incident.id, at)
    await updateIncident(tx, incident.id, { state: 'closed', closedAt: at })
    await append(deps, tx, actor, { type: 'incident.closed', subjectId: incident.id, incidentId: incident.id, sealed: { reason: input.reason } })
    return true
  })
}
