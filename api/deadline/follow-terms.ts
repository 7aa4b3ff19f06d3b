import type { DeadlineKind } from '../../shared/deadline/kinds.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { deadlinesOf, findTerm, saveDeadline, updateDeadline, type DeadlineRow } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'
import { sealAt } from './sealed-words.ts'

/** Terms that follow from what was filed or came in, for the jobs of others: nobody planned them, so nobody's name stands on them. */
type Followed = { incidentId: string; id: string; kind: DeadlineKind; dueAt: Instant; note: string | null }

/** What runs on it now. */
export const runningTerms = async (tx: BoardTx, incidentId: string): Promise<DeadlineRow[]> =>
  (await deadlinesOf(tx, incidentId)).filter(({ endedAt }) => endedAt === null)

/** Whether the 72 hours run. */
export const clockRuns = async (tx: BoardTx, incidentId: string): Promise<boolean> => (await findTerm(tx, incidentId))?.endedAt === null

export async function planFollowed(deps: Deps, tx: BoardTx, key: DataKey, { incidentId, id, kind, dueAt, note }: Followed): Promise<SeintjeEvent> {
  const now = deps.clock.now()
  const noteSealed = await sealAt(tx, key, { table: 'deadline', incidentId, id, field: 'note' }, note)
  await saveDeadline(tx, {
    ...{ organisationId: tx.organisationId, incidentId, id, kind, anchorAt: now, dueAt, rulesVersion: rulesAt(now).version, openedAt: now, noteSealed },
  })
  await settleNeedsAt(tx, incidentId)
  return { type: 'deadline.planned', subjectId: id, incidentId, facts: { kind, dueAt } }
}

/** It goes to another moment, with rows of its own in the ledger. */
export async function moveFollowed(tx: BoardTx, { incidentId, id, kind, revision }: DeadlineRow, dueAt: Instant): Promise<SeintjeEvent> {
  await updateDeadline(tx, incidentId, id, { dueAt, revision: revision + 1 })
  await settleNeedsAt(tx, incidentId)
  return { type: 'deadline.moved', subjectId: id, incidentId, facts: { kind, dueAt } }
}

export async function endFollowed(deps: Deps, tx: BoardTx, { incidentId, id, kind }: DeadlineRow, outcome: string): Promise<SeintjeEvent> {
  await updateDeadline(tx, incidentId, id, { endedAt: deps.clock.now(), outcome })
  await settleNeedsAt(tx, incidentId)
  return { type: 'deadline.ended', subjectId: id, incidentId, facts: { kind, outcome } }
}
