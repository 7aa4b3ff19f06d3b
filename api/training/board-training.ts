import { modules } from '../../shared/training/modules.ts'
import type { OwnQuestionContent } from '../../shared/training/own-question.ts'
import { defaultTraining, type TrainingSettings } from '../../shared/training/training-settings.ts'
import { nextDueOn } from '../../shared/training/yearly.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { findOffered, findTraining } from './board-training-store.ts'
import { findLiveQuestions } from './question-store.ts'

export type BoardTrainingNow = {
  settings: TrainingSettings
  /** the next yearly day, YYYY-MM-DD */
  dueOn: string | null
  /** modules on offer now, in the order of the modules; hidden ones are left out */
  offered: string[]
  /** the board's own questions that are asked now, oldest first; also those of a hidden module */
  ownQuestions: { id: string; moduleId: string; content: OwnQuestionContent }[]
}

/** What this board chose about training and what is on offer at this moment. */
export async function boardTraining(tx: BoardTx, now: Instant): Promise<BoardTrainingNow> {
  const settings = (await findTraining(tx)) ?? defaultTraining
  const onOffer = new Set(await findOffered(tx, now))
  return {
    settings,
    dueOn: nextDueOn(settings.dueOn, now),
    offered: modules.map(({ id }) => id).filter((id) => onOffer.has(id) && !settings.hidden.includes(id)),
    ownQuestions: await findLiveQuestions(tx),
  }
}
