import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from '../db/open.ts'
import { findDecision, findTermNow, type DecisionRow, type IncidentRow } from './decision-store.ts'

/** A decision that is still open, in the term that counts. Refuses: incident.closed, decision.notFound, decision.over. */
export async function needOpenDecision(tx: BoardTx, incident: IncidentRow, decisionId: string): Promise<DecisionRow> {
  if (incident.state === 'closed') throw new Problem('incident.closed')
  const row = await findDecision(tx, incident.id, decisionId)
  if (!row) throw new Problem('decision.notFound')
  if (row.status !== 'open' || row.deadlineId !== (await findTermNow(tx, incident.id))?.id) throw new Problem('decision.over')
  return row
}
