import { deadlineOf, legalEndOf } from '../../shared/deadline/deadline.ts'
import type { TermOutcome } from '../../shared/deadline/kinds.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import type { Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { BoardTx } from '../db/open.ts'
import { findTerm, saveDeadline, updateDeadline, updateTerm, type DeadlineRow, type IncidentRow } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'

/** The 72 hours that run now. Refuses: incident.closed, deadline.stopped. */
export async function needRunningTerm(tx: BoardTx, incident: IncidentRow): Promise<DeadlineRow> {
  needOpen(incident)
  const term = await findTerm(tx, incident.id)
  if (!term || term.endedAt) throw new Problem('deadline.stopped')
  return term
}

/** Refuses: incident.closed. */
export function needOpen(incident: IncidentRow): void {
  if (incident.state === 'closed') throw new Problem('incident.closed')
}

/** `at`: when it was recorded; `stoppedAt`: when the clock stopped, which is the moment of the receipt where something was filed. */
type Ended = { outcome: Exclude<TermOutcome, 'erased' | 'joined'>; at: Instant; stoppedAt: Instant; by: string }

export async function endTerm(tx: BoardTx, incidentId: string, deadlineId: string, { outcome, at, stoppedAt, by }: Ended): Promise<void> {
  await updateDeadline(tx, incidentId, deadlineId, { endedAt: at, endedBy: by, outcome })
  await updateTerm(tx, incidentId, { termEndedAt: stoppedAt, termOutcome: outcome })
  await settleNeedsAt(tx, incidentId)
}

/** The same term runs on as if nothing had stopped it: what fell due meanwhile is not in the ledger, and is made up for. */
export async function resumeTerm(tx: BoardTx, incidentId: string, deadlineId: string): Promise<void> {
  await updateDeadline(tx, incidentId, deadlineId, { endedAt: null, endedBy: null, outcome: null })
  await updateTerm(tx, incidentId, { termEndedAt: null, termOutcome: null })
  await settleNeedsAt(tx, incidentId)
}

/** A second term beside the first, from when the new fact was noticed, under the rules of that moment. The incident's `awareAt` stays the first. */
export async function openSecondTerm(tx: BoardTx, incidentId: string, { id, noticedAt, now, noteSealed }: Second): Promise<Instant> {
  const rules = rulesAt(noticedAt)
  const [dueAt, rulesVersion] = [deadlineOf(noticedAt, rules), rules.version]
  await saveDeadline(tx, {
    ...{ organisationId: tx.organisationId, incidentId, id, kind: 'authority', anchorAt: noticedAt, dueAt, rulesVersion, openedAt: now, noteSealed },
  })
  await updateTerm(tx, incidentId, { deadlineAt: dueAt, legalEndAt: legalEndOf(noticedAt, rules), rulesVersion, termEndedAt: null, termOutcome: null })
  return dueAt
}
type Second = { id: string; noticedAt: Instant; now: Instant; noteSealed: Uint8Array | null }
