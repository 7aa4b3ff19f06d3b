import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { boardKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, lockReports, updateErasedIncident, updateErasedReports } from './erasure-store.ts'
import { noted } from './noted.ts'

/**
 * Throws the keys of a closed incident and of all its reports away; numbers, kinds and moments stay. Cannot be undone.
 * Refuses: incident.notFound, access.denied (seen through broken glass only), incident.erased, incident.notClosed, server.ledgerUnwritable.
 */
export async function eraseIncident(deps: Deps, actors: readonly Actor[], { incidentId, reason }: { incidentId: string; reason: string }): Promise<void> {
  await noted(deps, (note) =>
    inOneOf(deps, actors, async (tx, actor) => {
      const incident = await lockIncident(tx, incidentId)
      if (!incident) return undefined
      allowIn(actor, 'incident.erase', incident)
      if (incident.erasedAt) throw new Problem('incident.erased')
      if (incident.state !== 'closed') throw new Problem('incident.notClosed')
      const reports = await lockReports(tx, incident.id)
      const ids = reports.filter((row) => !row.erasedAt).map((row) => row.id)
      const line = { at: deps.clock.now(), organisationId: tx.organisationId }
      note([{ ...line, incidentId: incident.id }, ...ids.map((reportId) => ({ ...line, reportId }))])
      await updateErasedReports(tx, incident.id, ids, line.at)
      await updateErasedIncident(tx, incident.id, line.at)
      const event = { type: 'incident.erased', subjectId: incident.id, incidentId: incident.id } as const
      // Why it was erased outlives it: under the board's key.
      const key = await boardKey(deps.keys, tx)
      await append(deps, tx, actor, { ...event, facts: { reports: ids.length }, sealed: { reason } }, key)
      return true
    }),
  )
}
