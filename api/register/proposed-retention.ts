import * as v from 'valibot'
import { assess } from '../../shared/breach/assess.ts'
import { grounds } from '../../shared/breach/assessment-views.ts'
import { retentionOf } from '../../shared/breach/retention.ts'
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
  const { decisions, told, lastMessageAt } = await settledRows(tx, incident.id)
  const kept = { closedAt: incident.closedAt, lastMessageAt, ownYears }
  const [outcome, rows] = bySettlement(decisions, told)
  const advised = assess((await factsOf(deps, tx, key, incident.id)).facts).retention
  const byFacts = advised.outcome === 'undecided' || advised.outcome === 'notApplicable' ? outcome : advised.outcome
  const longest = longerOf(outcome, byFacts, kept)
  return { outcome: longest, keptUntil: keptUntil(longest, kept), rows: longest === outcome ? rows : advised.rows }
}

type Settled = Awaited<ReturnType<typeof settledRows>>['decisions']

/** By the last decision of each question; where one is missing, the longest term. */
function bySettlement(decisions: Settled, told: boolean): [RetentionOutcome, string[]] {
  const last = (question: string) => decisions.findLast((row) => row.question === question)
  const [judged, notified, telling] = [last('breach'), last('authority')?.outcome, told ? 'communicate' : last('subjects')?.outcome]
  const noBreach = judged?.outcome !== 'breach'
  const known = v.safeParse(Decided, {
    breach: judged?.outcome === 'outOfScope' ? 'noIncident' : judged?.outcome,
    authority: notified ?? (noBreach ? 'notApplicable' : undefined),
    subjects: telling ?? (noBreach ? 'notApplicable' : undefined),
    ground: last('subjects')?.ground ?? judged?.ground ?? undefined,
  })
  if (!known.success) return ['threeYearsReview', ['keepLookAgain']]
  const { outcome, row } = retentionOf(known.output)
  return [outcome, [row]]
}

/** Only what the table of terms asks: a decision of another time may know other words. */
const Decided = v.object({
  breach: v.picklist(['noIncident', 'incidentOnly', 'breach']),
  authority: v.picklist(['notify', 'notRequired', 'notApplicable']),
  subjects: v.picklist(['communicate', 'publicNotice', 'postpone', 'weigh', 'notRequired', 'notApplicable']),
  ground: v.optional(v.picklist(grounds)),
})
