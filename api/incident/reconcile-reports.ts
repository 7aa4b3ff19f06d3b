import type { Actor } from '../../shared/access/roles.ts'
import { reportStateOf, type IncidentState, type ReportState } from '../../shared/incident/status.ts'
import type { ReconcileAnswer } from '../../shared/incident/views.ts'
import type { Deps } from '../deps.ts'
import { findReportIds, findReportsAmong } from './report-store.ts'

/**
 * What became of the reports a phone still holds: `missing` is sent again (the server came back from an older back-up),
 * `gone` was erased and is not, the others with their state. Another person's id is `gone`: nothing is told, nothing resent.
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
  return { missing: ids.filter((id) => !known.has(id)), gone: ids.filter((id) => known.has(id) && !states[id]), states }
}
