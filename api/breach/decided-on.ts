import { assess } from '../../shared/breach/assess.ts'
import type { Assessment } from '../../shared/breach/assessment-views.ts'
import type { Facts } from '../../shared/breach/facts.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { factsOf } from './facts-of.ts'

/** What there is to decide on now: what was answered, and what the engine says of it under the rules of that moment. */
export async function decidedOn(
  deps: Deps,
  tx: BoardTx,
  key: DataKey,
  incident: { id: string; awareAt: Instant },
): Promise<{ facts: Facts; assessment: Assessment; asOf: Instant | null }> {
  const { facts, asOf } = await factsOf(deps, tx, key, incident.id)
  return { facts, assessment: assess(facts, incident.awareAt), asOf }
}
