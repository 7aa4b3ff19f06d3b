import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, reportsOf } from './incident-store.ts'
import { knowsReporter } from './report-for-handler.ts'

type Input = { incidentId: string; reason: string }

/** Tells the whole team who reported it: from then on the name shows to everybody for whom the incident is. Refuses: incident.notFound, access.denied where the actor does not know it himself. */
export async function tellReporter(deps: Deps, actors: readonly Actor[], { incidentId, reason }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.tellReporter', incident)
    const reports = await reportsOf(tx, incidentId)
    if (!reports.every((row) => knowsReporter(actor, { incident, toldAt: null }, row))) throw new Problem('access.denied')
    await append(deps, tx, actor, { type: 'incident.reporterTold', subjectId: incidentId, incidentId, sealed: { reason } })
    return true
  })
}
