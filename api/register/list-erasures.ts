import type { Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { Problem } from '../../shared/problem.ts'
import type { ErasureList } from '../../shared/register/erasure-views.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { listErased } from './erasure-store.ts'

const most = 500

/** What was erased at this board, by number and date; nothing of an incident this reader may not know of. Refuses: access.denied. */
export async function listErasures(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<ErasureList> {
  const actor = actors.find((one) => one.organisationId === organisationId)
  if (!actor) throw new Problem('access.denied')
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'erasure.list')
    const { incidents, reports } = await listErased(tx, most)
    return {
      incidents: incidents.map((row) => ({ incidentId: row.incidentId, number: numberOf(row), erasedAt: row.erasedAt ?? '' })),
      reports: reports.map((row) => ({ reportId: row.reportId, incidentId: row.incidentId, number: numberOf(row), erasedAt: row.erasedAt ?? '' })),
    }
  })
}
