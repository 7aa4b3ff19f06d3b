import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { boardKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { incidentOfReport, lockIncident, lockReports, updateErasedReports } from './erasure-store.ts'
import { noted } from './noted.ts'

/**
 * Throws the key of one report away, with its photos and messages. Only where its incident is closed, or somebody has the incident
 * in hand and another report of it stays: what is still to be judged is never erased. Cannot be undone.
 * Refuses: report.notFound, access.denied (seen through broken glass only), report.erased, incident.notClosed, report.lastOfOpen, server.ledgerUnwritable.
 */
export async function eraseReport(deps: Deps, actors: readonly Actor[], { reportId, reason }: { reportId: string; reason: string }): Promise<void> {
  await noted(deps, (note) =>
    inOneOf(
      deps,
      actors,
      async (tx, actor) => {
        const incidentId = await incidentOfReport(tx, reportId)
        const incident = incidentId ? await lockIncident(tx, incidentId) : undefined
        if (!incident) return undefined
        allowIn(actor, 'report.erase', incident)
        const reports = await lockReports(tx, incident.id)
        // It went to another incident in between.
        if (!reports.some((row) => row.id === reportId)) return undefined
        if (reports.some((row) => row.id === reportId && row.erasedAt)) throw new Problem('report.erased')
        const last = reports.every((row) => row.erasedAt || row.id === reportId)
        if (incident.state === 'new') throw new Problem('incident.notClosed')
        if (incident.state !== 'closed' && last) throw new Problem('report.lastOfOpen')
        const line = { at: deps.clock.now(), organisationId: tx.organisationId, reportId }
        note([line])
        await updateErasedReports(tx, incident.id, [reportId], line.at)
        const key = await boardKey(deps.keys, tx)
        const event = { type: 'report.erased', subjectId: reportId, incidentId: incident.id, reportId } as const
        await append(deps, tx, actor, { ...event, facts: { last }, sealed: { reason } }, key)
        return true
      },
      { missing: 'report.notFound' },
    ),
  )
}
