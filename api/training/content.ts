import { grade, type Module } from '../../shared/training/module.ts'
import { modules } from '../../shared/training/modules.ts'
import { ownQuestionId } from '../../shared/training/own-question.ts'
import type { AnswerIn } from '../../shared/training/training-views.ts'
import type { Deps } from '../deps.ts'
import type { BoardTrainingNow } from './board-training.ts'

/** What is taught here. */
export const contentOf = (deps: Deps): readonly Module[] => deps.modules ?? modules

type Own = BoardTrainingNow['ownQuestions']
type Given = Pick<AnswerIn, 'moduleId' | 'questionId' | 'optionId'>

/** Whether an answer is right; null where this version, or this board now, has no such question or option. */
export function isRight(content: readonly Module[], own: Own, { moduleId, questionId, optionId }: Given): boolean | null {
  const question = content.find(({ id }) => id === moduleId)?.questions.find(({ id }) => id === questionId)
  if (question) return grade(question, optionId)?.right ?? null
  const mine = own.find((one) => one.moduleId === moduleId && ownQuestionId(one.id) === questionId)
  return mine?.content.options.find(({ id }) => id === optionId)?.right ?? null
}
