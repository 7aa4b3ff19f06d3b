import type { Instant } from '../../shared/instant.ts'
import { askedOf, type OwnAsked } from '../../shared/training/completion.ts'
import type { TrainingRole } from '../../shared/training/module.ts'
import { modules } from '../../shared/training/modules.ts'
import { nudgeFor, nudgeWeek, type NudgeReason } from '../../shared/training/nudge.ts'
import { ownQuestionId } from '../../shared/training/own-question.ts'
import { dueCards, foldCards } from '../../shared/training/schedule.ts'
import type { BoardTx } from '../db/open.ts'
import { boardTraining, type BoardTrainingNow } from './board-training.ts'
import { findDone, findOffers, findRemindable, type Remindable } from './nudge-store.ts'

export type Chosen = Pick<Remindable, 'personId' | 'identityId'> & { mail: boolean; reason: NudgeReason }

/** The next page of a board's people: who of them gets a reminder now. `last`: where the page ends; null: there is nobody after it. */
export async function whoToNudge(tx: BoardTx, after: string | null, limit: number, now: Instant): Promise<{ chosen: Chosen[]; last: string | null }> {
  const board = await boardTraining(tx, now)
  if (!board.settings.nudges) return { chosen: [], last: null }
  const people = await findRemindable(tx, { after, week: nudgeWeek(now), limit })
  const done = await findDone(
    tx,
    people.flatMap(({ learnerId }) => learnerId ?? []),
  )
  const offers = await findOffers(tx, now)
  const [cardsOf, answersOf, completionsOf] = [perLearner(done.cards), perLearner(done.answers), perLearner(done.completions)]
  const askedOfRole = new Map([...new Set(people.map(({ role }) => role))].map((role) => [role, asked(board, role)]))
  const chosen = people.flatMap((one): Chosen[] => {
    const [cards, answers, completions] = [cardsOf(one.learnerId), answersOf(one.learnerId), completionsOf(one.learnerId)]
    const due = dueCards(foldCards(cards, answers), now).filter(({ questionId }) => askedOfRole.get(one.role)?.has(questionId))
    const facts = {
      ...{ boardNudges: board.settings.nudges, region: board.settings.region, dueOn: board.dueOn },
      ...{ optedOut: false, left: false, nudgedAt: one.nudgedAt, dueCards: due.length, offers },
      // A row alone says nothing: figures make one for everybody.
      began: one.role !== null || cards.length > 0 || answers.length > 0 || completions.length > 0,
      modules: offeredBy(board).map(({ id }) => id),
      completions: [...new Map(completions.map((completion) => [completion.moduleId, completion])).values()],
    }
    const reason = nudgeFor(facts, now)
    return reason ? [{ personId: one.personId, identityId: one.identityId, mail: one.alerts.mail !== false, reason }] : []
  })
  return { chosen, last: people.length < limit ? null : (people.at(-1)?.personId ?? null) }
}

function perLearner<T extends { learnerId: string }>(rows: readonly T[]): (learnerId: string | null) => readonly T[] {
  const groups = Map.groupBy(rows, ({ learnerId }) => learnerId)
  return (learnerId) => (learnerId === null ? [] : (groups.get(learnerId) ?? []))
}

const offeredBy = ({ settings }: BoardTrainingNow) => modules.filter(({ id }) => !settings.hidden.includes(id))

/** What may come back to somebody in this role; where he said no role, whatever he was asked before. */
function asked(board: BoardTrainingNow, role: TrainingRole | null): ReadonlySet<string> {
  const own: readonly OwnAsked[] = board.ownQuestions
  const offered = offeredBy(board)
  if (role) return new Set(offered.flatMap((module) => askedOf(module, role, own)))
  const ids = offered.map(({ id }) => id)
  return new Set([
    ...offered.flatMap(({ questions }) => questions.map(({ id }) => id)),
    ...own.filter(({ moduleId }) => ids.includes(moduleId)).map(({ id }) => ownQuestionId(id)),
  ])
}
