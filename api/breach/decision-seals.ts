import type { Assessment } from '../../shared/breach/assessment-views.ts'
import type { Facts } from '../../shared/breach/facts.ts'
import type { Choice, ChoiceGround } from '../../shared/breach/votes.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { sealJson, unsealJson, type DataKey } from '../db/seal.ts'
import type { DecisionRow, VoteRow } from './decision-store.ts'

type Place = { table: 'decision' | 'decision_vote'; incidentId: string; id: string; field: 'facts' | 'reason' | 'vote' }
const contextOf = (tx: BoardTx, { table, incidentId, id, field }: Place) => `${tx.organisationId}/${table}/${incidentId}/${id}/${field}`

/** What it was decided on: the facts as they were, what the engine made of them, and whose the third vote was. */
export type Snapshot = { facts: Facts; assessment: Assessment; fgVotes: boolean; asOf: Instant | null }
/** What was said when it was taken or withdrawn; null where nothing was. */
export type Said = {
  reason: string
  /** why otherwise than the engine advised */
  deviation: string | null
  /** why otherwise than the officer advised, where he has no vote */
  againstAdvice: string | null
  /** when people are to be told, or the end of leave not to tell yet */
  plannedAt: Instant | null
  askedBy: 'police' | 'om' | null
}
export type SealedVote = { outcome: Choice; ground: ChoiceGround | null; reason: string; deputy: boolean }

export const sealSnapshot = (tx: BoardTx, key: DataKey, incidentId: string, id: string, snapshot: Snapshot) =>
  sealJson(key, contextOf(tx, { table: 'decision', incidentId, id, field: 'facts' }), snapshot)
export const unsealSnapshot = async (tx: BoardTx, key: DataKey, { incidentId, id, factsSealed }: DecisionRow) =>
  (await unsealJson(key, contextOf(tx, { table: 'decision', incidentId, id, field: 'facts' }), factsSealed)) as Snapshot

export const sealDecision = (tx: BoardTx, key: DataKey, incidentId: string, id: string, said: Said) =>
  sealJson(key, contextOf(tx, { table: 'decision', incidentId, id, field: 'reason' }), said)
export const unsealDecision = async (tx: BoardTx, key: DataKey, { incidentId, id, reasonSealed }: DecisionRow): Promise<Said | null> =>
  reasonSealed ? ((await unsealJson(key, contextOf(tx, { table: 'decision', incidentId, id, field: 'reason' }), reasonSealed)) as Said) : null

export const sealVote = (tx: BoardTx, key: DataKey, incidentId: string, id: string, vote: SealedVote) =>
  sealJson(key, contextOf(tx, { table: 'decision_vote', incidentId, id, field: 'vote' }), vote)
export const unsealVote = async (tx: BoardTx, key: DataKey, { incidentId, id, voteSealed }: VoteRow) =>
  (await unsealJson(key, contextOf(tx, { table: 'decision_vote', incidentId, id, field: 'vote' }), voteSealed)) as SealedVote
