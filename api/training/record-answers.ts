import type { Actor } from '../../shared/access/roles.ts'
import { hours, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { answersLive } from '../../shared/training/completion.ts'
import { givenAt } from '../../shared/training/given-at.ts'
import type { AnswersIn, AnswersKept } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { countReceived, findAnswers, saveAnswers, type AnswerRow } from './answer-store.ts'
import { boardTraining, type BoardTrainingNow } from './board-training.ts'
import { contentOf, isRight } from './content.ts'
import { foldAnswers } from './fold-answers.ts'
import { takeLearner, updateLearner, type Learner } from './learner-store.ts'
import { myTraining } from './my-training.ts'
import { saveFinished } from './save-finished.ts'

/** So many answers in a day nobody gives: the whole of all modules is some forty. */
export const mostAnswersADay = 2_000

/**
 * Keeps answers, each id once, and says what has come of them. An id that is known, somebody else's too, is answered as kept and changes
 * nothing. What was given more than thirty days ago goes into its card at once. Appends nothing (decision 0027).
 * Refuses: access.denied, request.invalid, request.tooMany. `arrivedAt`: what the phone's clock is compared with.
 */
export async function recordAnswers(deps: Deps, actors: readonly Actor[], input: AnswersIn, arrivedAt: Instant): Promise<AnswersKept> {
  const actor = actorAt(actors, input.organisationId)
  await letReportsGoFirst(deps)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.follow')
    const learner = await takeLearner(tx, { id: deps.newId(), personId: actor.personId, createdAt: deps.clock.now() })
    // As he said with his first answers, where he did not say it apart.
    const role = learner.role ?? input.answers[0]?.role ?? null
    if (role !== learner.role) await updateLearner(tx, learner.id, { role })
    const { ownQuestions } = await boardTraining(tx, deps.clock.now())
    const rows = rowsOf(deps, { learner, ownQuestions, arrivedAt }, input)
    const oldest = plus(deps.clock.now(), -answersLive)
    const living = rows.filter(({ answeredAt }) => answeredAt > oldest)
    if ((await countReceived(tx, learner.id, plus(deps.clock.now(), -hours(24)))) + living.length > mostAnswersADay)
      throw new Problem('request.tooMany', { retryAfter: hours(1) / 1000, limit: mostAnswersADay })
    await saveAnswers(tx, living)
    const late = rows.filter(({ answeredAt }) => answeredAt <= oldest)
    const counted = late.length > 0 ? await foldAnswers(tx, learner.id, oldest, late) : []
    await saveFinished(deps, tx, { learnerId: learner.id, ownQuestions, answers: [...(await findAnswers(tx, learner.id)), ...counted] })
    return { kept: input.answers.map(({ id }) => id), mine: await myTraining(deps, tx, actor.personId, { ...learner, role }) }
  })
}

type By = { learner: Learner; ownQuestions: BoardTrainingNow['ownQuestions']; arrivedAt: Instant }

function rowsOf(deps: Deps, { learner, ownQuestions, arrivedAt }: By, { organisationId, sentAt, answers }: AnswersIn): AnswerRow[] {
  return answers.map((answer, at) => {
    const moments = { answeredAt: readInstant(answer.answeredAt), sentAt: readInstant(sentAt) }
    if (!moments.answeredAt || !moments.sentAt) throw new Problem('request.invalid', { field: moments.sentAt ? `answers.${at}.answeredAt` : 'sentAt' })
    return {
      ...answer,
      ...{ organisationId, learnerId: learner.id, id: answer.id.toLowerCase(), correct: isRight(contentOf(deps), ownQuestions, answer) },
      ...{ answeredAt: givenAt(moments.answeredAt, moments.sentAt, arrivedAt), receivedAt: deps.clock.now() },
    }
  })
}
