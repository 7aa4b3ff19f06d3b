import type { Actor } from '../../shared/access/roles.ts'
import { reportStateOf, type IncidentState, type ReportState } from '../../shared/incident/status.ts'
import type { ReconcileAnswer } from '../../shared/incident/views.ts'
import type { Deps } from '../deps.ts'
import { findReportIds, findReportsAmong } from './report-store.ts'

/**
 * What became of the reports a phone still holds: `missing` is sent again (the server came back from an older back-up), `gone`
 * was erased on purpose and is not, the actor's own with their state. Anything else (another person's, or of a board he left)
 * stands in no list: nothing is told of it, and a phone that hears nothing keeps what it has.
 */
export async function reconcileReports(deps: Deps, actors: readonly Actor[], ids: readonly string[]): Promise<ReconcileAnswer> {
  const claimed = await deps.db.outside((sql) => findReportIds(sql, ids))
  const states: Record<string, ReportState> = {}
  for (const actor of actors) {
    const here = claimed.filter((row) => row.organisationId === actor.organisationId && !row.erasedAt).map((row) => row.id)
    const rows = await deps.db.inBoard(actor, (tx) => findReportsAmong(tx, here, actor.personId))
    for (const row of rows) states[row.id] = reportStateOf(row.state as IncidentState)
  }
  const known = new Set(claimed.map((row) => row.id))
  return { missing: ids.filter((id) => !known.has(id)), gone: claimed.flatMap((row) => (row.erasedAt ? [row.id] : [])), states }
}
