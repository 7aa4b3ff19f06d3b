import { plannedKinds, type PlannedKind } from '../../shared/deadline/kinds.ts'
import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from '../db/open.ts'
import { findDeadline, type DeadlineRow, type IncidentRow } from './deadline-store.ts'
import { needOpen } from './term.ts'

const isPlanned = (row: DeadlineRow): row is DeadlineRow & { kind: PlannedKind } => (plannedKinds as readonly string[]).includes(row.kind)

/** A term that people plan, move and end themselves, and that still runs. Refuses: incident.closed, deadline.notFound (any other too), deadline.over. */
export async function needPlanned(tx: BoardTx, incident: IncidentRow, deadlineId: string): Promise<DeadlineRow & { kind: PlannedKind }> {
  needOpen(incident)
  const found = await findDeadline(tx, incident.id, deadlineId)
  if (!found || !isPlanned(found)) throw new Problem('deadline.notFound')
  if (found.endedAt) throw new Problem('deadline.over')
  return found
}
