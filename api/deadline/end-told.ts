import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { deadlinesOf, updateDeadline } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'

/** Everybody was told: what was planned for telling people is done. Asking somebody to delete what he got is not telling. */
export async function endTold(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const ended: SeintjeEvent[] = []
  for (const { incidentId, facts } of events) {
    if (incidentId === undefined || facts?.['everyone'] !== true || facts['kind'] === 'recall') continue
    for (const { id, kind, endedAt } of await deadlinesOf(tx, incidentId)) {
      if (kind !== 'communication' || endedAt !== null) continue
      await updateDeadline(tx, incidentId, id, { endedAt: deps.clock.now(), outcome: 'done' })
      ended.push({ type: 'deadline.ended', subjectId: id, incidentId, facts: { kind, outcome: 'done' } })
    }
    await settleNeedsAt(tx, incidentId)
  }
  return ended
}
