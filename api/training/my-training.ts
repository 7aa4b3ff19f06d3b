import type { Actor } from '../../shared/access/roles.ts'
import { progressOf } from '../../shared/training/completion.ts'
import { foldCards } from '../../shared/training/schedule.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findAnswers, findCards, findCompletions, type CompletionRow } from './answer-store.ts'
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

/** The same within a transaction of the whole board. */
export async function myTraining(deps: Deps, tx: BoardTx, personId: string, learner: Learner | undefined): Promise<MyTraining> {
  const { settings, dueOn, offered, ownQuestions } = await boardTraining(tx, deps.clock.now())
  const boardSchoolId = await findSchoolOf(tx, personId)
  const completions = learner ? newestOfEach(await findCompletions(tx, learner.id)) : []
  return {
    ...{ organisationId: tx.organisationId, role: learner?.role ?? null, schoolId: learner?.schoolId ?? boardSchoolId, boardSchoolId },
    ...{ nudges: learner?.nudges ?? true, boardNudges: settings.nudges, hidden: settings.hidden },
    // What was chosen since holds from the next figures on.
    floor: (await findShownFloor(tx)) ?? settings.floor,
    ...{ dueOn, offered, ownQuestions },
    completions: completions.map(({ id, moduleId, moduleVersion, completedAt, validUntil }) => ({ id, moduleId, moduleVersion, completedAt, validUntil })),
    ...(await underWay(deps, tx, learner, completions)),
    ...(await listNotices(deps, tx)),
  }
}

/** Of rows that come newest first. */
const newestOfEach = (rows: readonly CompletionRow[]): CompletionRow[] =>
  rows.filter((row, at) => rows.findIndex(({ moduleId }) => moduleId === row.moduleId) === at)

async function underWay(
  deps: Deps,
  tx: BoardTx,
  learner: Learner | undefined,
  completions: readonly CompletionRow[],
): Promise<Pick<MyTraining, 'progress' | 'cards'>> {
  if (!learner) return { progress: [], cards: [] }
  const answers = await findAnswers(tx, learner.id)
  const progress = contentOf(deps).map(({ id }) => {
    const since = completions.find(({ moduleId }) => moduleId === id)?.completedAt ?? null
    return { moduleId: id, questionIds: progressOf({ moduleId: id, answers, since }) }
  })
  return { progress: progress.filter(({ questionIds }) => questionIds.length > 0), cards: foldCards(await findCards(tx, learner.id), answers) }
}
