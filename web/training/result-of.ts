import type { Instant } from '../../shared/instant.ts'
import type { Idea } from '../../shared/training/ideas.ts'
import { grade } from '../../shared/training/module.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import type { Asked } from './asked.ts'
import type { Choices } from './sitting.ts'

/** What a sitting left behind, in ideas and never in numbers; `backAt`: when the first of what comes back is due, where that is known. */
export type Result = { well: Idea[]; back: Idea[]; backAt: Instant | null }

/**
 * What was chosen here tells best. Of an earlier visit the card tells: what was not known comes back on the next day, all else later.
 * An idea that was known once and not another time comes back.
 */
export function resultOf(asked: readonly Asked[], choices: Readonly<Choices>, cards: MyTraining['cards']): Result {
  const cardOf = (id: string) => cards.find(({ questionId }) => questionId === id)?.card
  const knew = ({ id, question }: Asked): boolean => {
    const choice = choices[id]
    return choice ? (grade(question, choice.optionId)?.right ?? true) : (cardOf(id)?.scheduledDays ?? 2) > 1
  }
  const missed = asked.filter((one) => !knew(one))
  const ideasOf = (list: readonly Asked[]) => [...new Set(list.map(({ question }) => question.idea))]
  const back = ideasOf(missed)
  const dues = missed.flatMap(({ id }) => cardOf(id)?.due ?? []).toSorted()
  return { well: ideasOf(asked).filter((idea) => !back.includes(idea)), back, backAt: dues[0] ?? null }
}
