import { days, plus, type Instant } from '../../shared/instant.ts'
import { foldCards } from '../../shared/training/schedule.ts'
import type { BoardTx } from '../db/open.ts'
import { findCards, saveCards, takeAnswersBy, type AnswerRow } from './answer-store.ts'

/** Until so long after the day that was counted last began, an answer that comes late is the same one once more: its id is not known any longer. */
const sameAgain = days(1)

/**
 * Takes away what somebody answered by this moment and counts it into the cards, together with answers that came in too late to be kept at
 * all. Gives what was counted. The learner's row is held, so that this happens once.
 */
export async function foldAnswers(tx: BoardTx, learnerId: string, by: Instant, late: readonly AnswerRow[] = []): Promise<AnswerRow[]> {
  const taken = await takeAnswersBy(tx, learnerId, by)
  if (taken.length + late.length === 0) return []
  const bases = new Map((await findCards(tx, learnerId)).map((card) => [card.questionId, card]))
  const unknown = late.filter(({ questionId, answeredAt }) => {
    const last = bases.get(questionId)?.card.lastReview
    return !last || answeredAt > plus(last, sameAgain)
  })
  const counted = [...taken, ...unknown]
  const touched = [...new Set(counted.map(({ questionId }) => questionId))].flatMap((questionId) => bases.get(questionId) ?? [])
  await saveCards(tx, learnerId, foldCards(touched, counted))
  return [...taken, ...late]
}
