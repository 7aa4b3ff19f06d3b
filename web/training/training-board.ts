import type { OwnQuestionContent } from '../../shared/training/own-question.ts'
import type { TrainingSettings } from '../../shared/training/training-settings.ts'
import type { BoardQuestionView, BoardTraining } from '../../shared/training/training-views.ts'
import { api, outcomeOf, type Outcome } from '../api.ts'
import { withStepUp } from '../step-up.ts'
import { useFetched } from './useFetched.ts'

/** What one board chose about training. */
export function boardTraining(organisationId: string) {
  const { value, state, load, put } = useFetched<BoardTraining>(() => outcomeOf<BoardTraining>(api.training.settings.$get({ query: { organisationId } })))
  const save = (settings: TrainingSettings) => put(() => outcomeOf<BoardTraining>(api.training.settings.$put({ json: { organisationId, settings } })))
  return { view: value, state, load, save }
}

/** Questions of the board's own: those that wait, that are asked, and that are over. Each deed reads them again. */
export function boardQuestions(organisationId: string) {
  const { value, state, load } = useFetched<BoardQuestionView[]>(() =>
    outcomeOf<BoardQuestionView[]>(api.training.questions.$get({ query: { organisationId } })),
  )
  const of = api.training.questions

  async function then<T>(request: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const answer = await request
    if (answer.is === 'ok') await load()
    return answer
  }
  const propose = (moduleId: string, content: OwnQuestionContent) =>
    then(withStepUp(() => outcomeOf<unknown>(of.$post({ json: { organisationId, moduleId, content } }))))
  /** `why`: of a no, for whoever proposed it; null: yes */
  const decide = (id: string, why: string | null) => {
    const json = why === null ? ({ organisationId, agree: true, decision: null } as const) : ({ organisationId, agree: false, decision: why } as const)
    return then(withStepUp(() => outcomeOf<unknown>(of[':id'].decide.$post({ param: { id }, json }))))
  }
  const withdraw = (id: string) => then(withStepUp(() => outcomeOf<unknown>(of[':id'].withdraw.$post({ param: { id }, json: { organisationId } }))))

  return { questions: value, state, load, propose, decide, withdraw }
}
