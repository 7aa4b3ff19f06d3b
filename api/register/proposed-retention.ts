import { assess } from '../../shared/breach/assess.ts'
import { retentionTable } from '../../shared/breach/retention-table.ts'
import { decide, type Known } from '../../shared/breach/table.ts'
import type { Instant } from '../../shared/instant.ts'
import { keptUntil, longerOf, type RetentionOutcome } from '../../shared/register/retention.ts'
import { factsOf } from '../breach/facts-of.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { settledRows } from './dossier-erasure-store.ts'
import type { IncidentRow } from './retention-store.ts'

export type Proposed = { outcome: RetentionOutcome; keptUntil: Instant; rows: string[] }

/**
 * How long this file is kept at least: what the table says of how people settled it, or of the facts alone where that is longer (H15).
 * Null while it is not closed.
 */
export async function proposedRetention(deps: Deps, tx: BoardTx, key: DataKey, incident: IncidentRow, ownYears: number): Promise<Proposed | null> {
  if (!incident.closedAt) return null
  const { decisions, lastMessageAt } = await settledRows(tx, incident.id)
  const kept = { closedAt: incident.closedAt, lastMessageAt, ownYears }
  const last = (question: string) => decisions.findLast((row) => row.question === question)
  const subjects = lastMessageAt ? 'communicate' : (last('subjects')?.outcome ?? undefined)
  const known = {
    ...{ breach: last('breach')?.outcome, authority: last('authority')?.outcome, subjects },
    settledOn: last('subjects')?.ground ?? last('breach')?.ground ?? 'none',
  }
  const settled = decide(retentionTable, known as Known)
  const [outcome, rows] = 'row' in settled ? [settled.row.then, [settled.row.id]] : (['threeYearsReview', ['keepLookAgain']] as const)
  const advised = assess((await factsOf(deps, tx, key, incident.id)).facts).retention
  const byFacts = advised.outcome === 'undecided' || advised.outcome === 'notApplicable' ? outcome : advised.outcome
  const longest = longerOf(outcome, byFacts, kept)
  return { outcome: longest, keptUntil: keptUntil(longest, kept), rows: longest === outcome ? [...rows] : advised.rows }
}
