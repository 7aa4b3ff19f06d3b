import type { Actor } from '../../shared/access/roles.ts'
import { hours, latest, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { answersLive, asCounted } from '../../shared/training/completion.ts'
import { givenAt } from '../../shared/training/given-at.ts'
import { compare } from '../../shared/training/in-order.ts'
import type { AnswersIn, AnswersKept } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { mostAnswersADay } from '../http/rate-limit.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { countReceived, findAnswers, findKnown, findSat, saveAnswers, type AnswerRow } from './answer-store.ts'
import { boardTraining, type BoardTrainingNow } from './board-training.ts'
import { contentOf, isRight } from './content.ts'
import { foldAnswers } from './fold-answers.ts'
import { takeLearner, updateLearner, type Learner } from './learner-store.ts'
import { myTraining } from './my-training.ts'
import { saveFinished } from './save-finished.ts'

/** So many answers are kept of one learner: every request folds them all. Of more, the oldest go into their cards before their time. */
export const mostLiving = 1_500

/**
 * Keeps answers, each id once, and says what has come of them. An id that is known, somebody else's too, is answered as kept and changes
 * nothing. What was given more than thirty days ago goes into its card at once. Appends nothing (decision 0027). What is too much for a day
 * is refused for an hour: the phone keeps it, and asks until there is room again.
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
    const late = rows.filter(({ answeredAt }) => answeredAt <= oldest)
    await needRoom(deps, tx, learner.id, { living, late })
    await saveAnswers(tx, living)
    const answers = await findAnswers(tx, learner.id)
    const sat = await findSat(tx, learner.id)
    const by = latest(oldest, ...lastTooMany(answers))
    const kept = answers.filter(({ answeredAt }) => answeredAt > by)
    if (late.length > 0 || kept.length < answers.length) await foldAnswers(tx, learner.id, by, late)
    await saveFinished(deps, tx, { learnerId: learner.id, ownQuestions, answers: [...answers, ...late, ...sat.map(asCounted)] })
    return { kept: input.answers.map(({ id }) => id), mine: await myTraining(deps, tx, actor.personId, { ...learner, role }, kept) }
  })
}

/** Of a day, from what was kept; what comes too late to be kept is counted in memory, a second copy too. */
async function needRoom(
  deps: Deps,
  tx: BoardTx,
  learnerId: string,
  { living, late }: { living: readonly AnswerRow[]; late: readonly AnswerRow[] },
): Promise<void> {
  const refusal = () => new Problem('request.tooMany', { retryAfter: hours(1) / 1000, limit: mostAnswersADay })
  const ids = new Set(living.map(({ id }) => id))
  for (const id of await findKnown(tx, [...ids])) ids.delete(id)
  if (ids.size > 0 && (await countReceived(tx, learnerId, plus(deps.clock.now(), -hours(24)))) + ids.size > mostAnswersADay) throw refusal()
  if (late.length === 0) return
  await deps.limits.take('lateAnswersPerLearner', learnerId, late.length).catch((refused: unknown) => {
    throw refused instanceof Problem ? refusal() : refused
  })
}

/** When the newest was given of those that are too many; all up to one moment go together, so that no card is counted out of order. */
const lastTooMany = (answers: readonly AnswerRow[]): Instant[] =>
  answers
    .map(({ answeredAt }) => answeredAt)
    .toSorted(compare)
    .slice(0, -mostLiving)
    .slice(-1)

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
