import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import type { BoardTx } from '../db/open.ts'
import { moveAwareMoments, moveDeadline, updateIncident } from './incident-store.ts'

export const reasonContext = (organisationId: string, incidentId: string, id: string) => `${organisationId}/aware_moment/${incidentId}/${id}/reason`

/** Another moment starts the term from now on; what stood there stays to be read. Gives the new deadline. */
export async function startTermAt(tx: BoardTx, incidentId: string, awareAt: string): Promise<string> {
  const rules = rulesAt(awareAt)
  const deadlineAt = deadlineOf(awareAt, rules)
  await updateIncident(tx, incidentId, { awareAt, deadlineAt, needsAt: deadlineAt, legalEndAt: legalEndOf(awareAt, rules), rulesVersion: rules.version })
  await moveDeadline(tx, incidentId, 'authority', { anchorAt: awareAt, dueAt: deadlineAt, rulesVersion: rules.version })
  return deadlineAt
}

/** Before another moment takes force: the one that had it is superseded, the first keeps its own name. */
export const supersedeAware = (tx: BoardTx, incidentId: string) => moveAwareMoments(tx, incidentId, 'inForce', 'superseded')
