import type { Actor } from '../../shared/access/roles.ts'
import { wholeBoard } from '../db/open.ts'
import { reportStateOf, type IncidentState, type ReportState } from '../../shared/incident/status.ts'
import type { ReconcileAnswer } from '../../shared/incident/views.ts'
import type { Deps } from '../deps.ts'
import { findPartIds, findReportIds, findReportsAmong } from './report-store.ts'

/**
 * What became of the reports a phone still holds: `missing` is sent again (the server came back from an older back-up), `gone`
 * was erased on purpose and is not, the actor's own with their state and with the photos and messages of his that are here: the
 * back-up may be older than those alone. Anything else (another person's, or of a board he left) stands in no list: nothing is
 * told of it, and a phone that hears nothing keeps what it has.
 */
export async function reconcileReports(deps: Deps, actors: readonly Actor[], ids: readonly string[]): Promise<ReconcileAnswer> {
  const claimed = await deps.db.outside((sql) => findReportIds(sql, ids))
  const states: Record<string, ReportState> = {}
  const parts: Record<string, string[]> = {}
  for (const actor of actors) {
    const here = claimed.filter((row) => row.organisationId === actor.organisationId && !row.erasedAt).map((row) => row.id)
    const found = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      const rows = await findReportsAmong(tx, here, actor.personId)
      const own = rows.map((row) => row.id)
      return { rows, parts: await findPartIds(tx, own, actor.personId) }
    })
    for (const row of found.rows) {
      states[row.id] = reportStateOf(row.state as IncidentState)
      parts[row.id] = found.parts.filter((part) => part.reportId === row.id).map((part) => part.id)
    }
  }
  const known = new Set(claimed.map((row) => row.id))
  return { missing: ids.filter((id) => !known.has(id)), gone: claimed.flatMap((row) => (row.erasedAt ? [row.id] : [])), states, parts }
}
