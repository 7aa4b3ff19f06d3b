import { newestFirst } from '../../shared/breach/newest.ts'
import type { AnswerOf, FactId } from '../../shared/breach/facts.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { answersOf, saveAnswer } from './fact-store.ts'
import { sealAnswer } from './sealed-facts.ts'

type Noted<Id extends FactId> = { incidentId: string; fact: Id; choice: AnswerOf<Id>; setBy: string }

/** A fact that follows from what came in, for the jobs of others: it is the newest answer, and what was said before stays. */
export async function noteFact<Id extends FactId>(
  deps: Deps,
  tx: BoardTx,
  key: DataKey,
  { incidentId, fact, choice, setBy }: Noted<Id>,
): Promise<SeintjeEvent> {
  const [id, field] = [deps.newId(), `fact.${fact}`]
  const basedOn = newestFirst(await answersOf(tx, incidentId, field)).get(field)?.[0]?.id ?? null
  const answerSealed = await sealAnswer(tx, key, { incidentId, id, field }, { choice })
  await saveAnswer(tx, { organisationId: tx.organisationId, incidentId, id, field, answerSealed, basedOn, setBy, setAt: deps.clock.now() })
  return { type: 'facts.answered', subjectId: id, incidentId, facts: { field, first: basedOn === null, cleared: false } }
}
