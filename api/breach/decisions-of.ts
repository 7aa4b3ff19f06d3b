import type { Choice, ChoiceGround } from '../../shared/breach/votes.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { unsealDecision } from './decision-seals.ts'
import { decisionsOfIncident } from './decision-store.ts'

/** What was decided on one question and holds: the last one taken in the term that counts. */
export type InForce = {
  id: string
  outcome: Choice
  ground: ChoiceGround | null
  reason: string
  /** what the engine said; `undecided` where facts were missing */
  advised: string
  deviates: boolean
  incomplete: boolean
  takenAt: Instant
  rulesVersion: string
  /** when people are to be told, or the end of leave not to tell yet */
  plannedAt: Instant | null
}
export type DecisionsInForce = { breach?: InForce; authority?: InForce; subjects?: InForce }

/** What holds now. After a new fact opened another term nothing does, until it is decided anew. */
export async function decisionsInForce(_deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<DecisionsInForce> {
  const found: DecisionsInForce = {}
  for (const row of await decisionsOfIncident(tx, incidentId)) {
    if (row.status !== 'taken' || !row.outcome || !row.endedAt || !row.ofTermNow) continue
    const said = await unsealDecision(tx, key, row)
    found[row.question] = {
      ...{ id: row.id, outcome: row.outcome as Choice, ground: row.ground as ChoiceGround | null, advised: row.advised, incomplete: row.incomplete },
      ...{
        reason: said?.reason ?? '',
        deviates: row.deviates === true,
        takenAt: row.endedAt,
        rulesVersion: row.rulesVersion,
        plannedAt: said?.plannedAt ?? null,
      },
    }
  }
  return found
}
