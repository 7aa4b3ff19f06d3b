import { days, latest, plus, type Instant } from '../../shared/instant.ts'
import { satOf, startOfDay, type Sat } from '../../shared/training/completion.ts'
import { foldCards } from '../../shared/training/schedule.ts'
import type { BoardTx } from '../db/open.ts'
import { findCards, findCompletions, saveCards, takeAnswersBy, type AnswerRow } from './answer-store.ts'

/** Until so long after the day that was counted last began, an answer that comes late is the same one once more: its id is not known any longer. */
const sameAgain = days(1)

/**
 * Takes away what somebody answered by this moment and counts it into the cards, together with answers that came in too late to be kept at
 * all. Of a module that is under way the card keeps that its question was answered. The learner's row is held, so that this happens once.
 */
export async function foldAnswers(tx: BoardTx, learnerId: string, by: Instant, late: readonly AnswerRow[] = []): Promise<void> {
  const taken = await takeAnswersBy(tx, learnerId, by)
  const all = [...taken, ...late]
  if (all.length === 0) return
  const bases = new Map((await findCards(tx, learnerId)).map((card) => [card.questionId, card]))
  const unknown = late.filter(({ questionId, answeredAt }) => {
    const last = bases.get(questionId)?.card.lastReview
    return !last || answeredAt > plus(last, sameAgain)
  })
  const touched = [...new Set(all.map(({ questionId }) => questionId))].flatMap((questionId) => bases.get(questionId) ?? [])
  await saveCards(tx, learnerId, foldCards(touched, [...taken, ...unknown]), await satIn(tx, learnerId, all))
}

/** What of these counts for finishing a module, to the day: not what, nor whether it was right. What comes after a completion stays after it. */
async function satIn(tx: BoardTx, learnerId: string, answers: readonly AnswerRow[]): Promise<Sat[]> {
  const done = await findCompletions(tx, learnerId)
  return [...new Set(answers.map(({ moduleId }) => moduleId))].flatMap((moduleId) => {
    const since = done.find((one) => one.moduleId === moduleId)?.completedAt ?? null
    const notBefore = since === null ? [] : [plus(since, 1)]
    return satOf({ moduleId, answers, since }).map((sat) => ({ ...sat, answeredAt: latest(startOfDay(sat.answeredAt), ...notBefore) }))
  })
}
