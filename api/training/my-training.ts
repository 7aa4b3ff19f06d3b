import type { Actor } from '../../shared/access/roles.ts'
import { asCounted, progressOf, satOf, type Sat } from '../../shared/training/completion.ts'
import { foldCards, type Card } from '../../shared/training/schedule.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findAnswers, findCards, findCompletions, findSat, type AnswerRow, type CompletionRow } from './answer-store.ts'
import { boardTraining } from './board-training.ts'
import { contentOf } from './content.ts'
import { findShownFloor } from './figure-store.ts'
import { findLearner, findSchoolOf, type Learner } from './learner-store.ts'
import { listNotices } from './list-notices.ts'

/** All a phone needs to teach this person at this board. Nothing is written, no row of a learner either. Refuses: access.denied (also for another board). */
export async function readMyTraining(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<MyTraining> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.follow')
    return myTraining(deps, tx, actor.personId, await findLearner(tx, actor.personId))
  })
}

/** The same within a transaction of the whole board. `living`: his answers, where they are known already. */
export async function myTraining(deps: Deps, tx: BoardTx, personId: string, learner: Learner | undefined, living?: readonly AnswerRow[]): Promise<MyTraining> {
  const { settings, dueOn, offered, ownQuestions } = await boardTraining(tx, deps.clock.now())
  const boardSchoolId = await findSchoolOf(tx, personId)
  const completions = learner ? await findCompletions(tx, learner.id) : []
  return {
    ...{ organisationId: tx.organisationId, role: learner?.role ?? null, schoolId: learner?.schoolId ?? boardSchoolId, boardSchoolId },
    ...{ nudges: learner?.nudges ?? true, boardNudges: settings.nudges, hidden: settings.hidden },
    // What was chosen since holds from the next figures on.
    floor: (await findShownFloor(tx, deps.clock.now())) ?? settings.floor,
    ...{ dueOn, offered, ownQuestions },
    completions: completions.map(({ id, moduleId, moduleVersion, completedAt, validUntil }) => ({ id, moduleId, moduleVersion, completedAt, validUntil })),
    ...(learner ? underWay(deps, await known(tx, learner.id, completions, living)) : { progress: [], sat: [], cards: [] }),
    ...(await listNotices(deps, tx)),
  }
}

type Known = { completions: readonly CompletionRow[]; cards: readonly Card[]; answers: readonly AnswerRow[]; sat: readonly Sat[] }

function underWay(deps: Deps, { completions, cards, answers, sat }: Known): Pick<MyTraining, 'progress' | 'sat' | 'cards'> {
  const counted = [...sat.map(asCounted), ...answers]
  const sittings = contentOf(deps).map(({ id: moduleId }) => ({
    ...{ moduleId, answers: counted },
    since: completions.find((one) => one.moduleId === moduleId)?.completedAt ?? null,
  }))
  const progress = sittings.map((sitting) => ({ moduleId: sitting.moduleId, questionIds: progressOf(sitting) }))
  return { progress: progress.filter(({ questionIds }) => questionIds.length > 0), sat: sittings.flatMap(satOf), cards: foldCards(cards, answers) }
}

async function known(tx: BoardTx, id: string, completions: readonly CompletionRow[], living: readonly AnswerRow[] | undefined): Promise<Known> {
  return { completions, cards: await findCards(tx, id), answers: living ?? (await findAnswers(tx, id)), sat: await findSat(tx, id) }
}
