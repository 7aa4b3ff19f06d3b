import type { Facts } from '../../shared/breach/facts.ts'
import { newestFirst } from '../../shared/breach/newest.ts'
import { factOf, isField, type Answer, type Worksheet } from '../../shared/breach/worksheet.ts'
import { latest, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import { answersOf } from './fact-store.ts'
import { unsealAnswer } from './sealed-facts.ts'

export type KnownFacts = {
  facts: Facts
  worksheet: Worksheet
  /** when the newest of these answers was given; null where there is none */
  asOf: Instant | null
}

/** What is known of an incident now: the newest answer to each field, opened. What was taken back is not there. */
export async function factsOf(_deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<KnownFacts> {
  const [facts, sheet]: [Record<string, string>, Record<string, Answer>] = [{}, {}]
  let asOf: Instant | null = null
  for (const [field, [newest]] of newestFirst(await answersOf(tx, incidentId))) {
    if (!newest || !isField(field)) continue
    asOf = asOf === null ? newest.setAt : latest(asOf, newest.setAt)
    const answer = await unsealAnswer(tx, key, { incidentId, id: newest.id, field }, newest.answerSealed)
    if (answer === null) continue
    const fact = factOf(field)
    if (!fact) sheet[field] = answer
    else if ('choice' in answer) facts[fact] = answer.choice
  }
  return { facts: facts as Facts, worksheet: sheet as Worksheet, asOf }
}
