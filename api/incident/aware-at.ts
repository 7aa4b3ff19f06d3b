import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { Problem } from '../../shared/problem.ts'
import { settleNeedsAt } from '../deadline/needs-at.ts'
import type { BoardTx } from '../db/open.ts'
import { moveAwareMoments, termsOf, updateFirstTerm, updateIncident } from './incident-store.ts'
import type { IncidentRow } from './report-store.ts'

export const reasonContext = (organisationId: string, incidentId: string, id: string) => `${organisationId}/aware_moment/${incidentId}/${id}/reason`

/**
 * Another moment starts the first term from now on; what stood there stays to be read. A second term, of a new fact, has a moment of its own
 * and stays. Gives the deadline that counts now. Refuses: deadline.stopped where it was notified already: whether that was in time was judged
 * by the moment of then, so it is taken back first.
 */
export async function startTermAt(tx: BoardTx, incident: IncidentRow, awareAt: string): Promise<string> {
  const rules = rulesAt(awareAt)
  const [first, second] = await termsOf(tx, incident.id)
  if (!second && (incident.termOutcome === 'filed' || incident.termOutcome === 'filedLate')) throw new Problem('deadline.stopped')
  const dueAt = deadlineOf(awareAt, rules)
  if (first) await updateFirstTerm(tx, first, { anchorAt: awareAt, dueAt, rulesVersion: rules.version })
  const counts = { deadlineAt: dueAt, legalEndAt: legalEndOf(awareAt, rules), rulesVersion: rules.version }
  await updateIncident(tx, incident.id, second ? { awareAt } : { awareAt, ...counts })
  await settleNeedsAt(tx, incident.id)
  return second ? incident.deadlineAt : dueAt
}

/** Before another moment takes force: the one that had it is superseded, the first keeps its own name. */
export const supersedeAware = (tx: BoardTx, incidentId: string) => moveAwareMoments(tx, incidentId, 'inForce', 'superseded')
