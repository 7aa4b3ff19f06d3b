import { between, days, hours, plus, type Instant } from '../../shared/instant.ts'
import { answersLive, countsFrom } from '../../shared/training/completion.ts'
import { oncePerStore } from '../batch.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { giveWay } from '../pressure.ts'
import { deleteCompletionsBefore, findLearnersWithOld, forgetSatBefore } from './answer-store.ts'
import { foldAnswers } from './fold-answers.ts'
import { deleteLearner, findLeft, lockLearner } from './learner-store.ts'

const every = hours(1)
/** How long a completion is kept, in milliseconds: two years, one of them leap. */
const completionsLive = days(731)
/** How long after leaving somebody is a learner no more, in milliseconds (protocol 12). */
const leaversLive = days(366)
/** Learners looked up at a time; each has a transaction of his own. */
const atOnce = 50

const stateOf = oncePerStore((): { last?: Instant } => ({}))

/**
 * Once an hour: answers given thirty days ago go into their cards, completions go after two years, and whoever left more than a year ago
 * is forgotten. Goes on until nothing is left, however long the engine stood still; what was interrupted comes again.
 */
export async function expireAnswers(deps: Deps): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  if (state.last && between(state.last, now) < every) return
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    const [old, left] = [plus(now, -answersLive), plus(now, -leaversLive)]
    await eachOf(deps, organisationId, { find: (tx) => findLearnersWithOld(tx, old, atOnce), change: (tx, id) => foldAnswers(tx, id, old) })
    await eachOf(deps, organisationId, { find: (tx) => findLeft(tx, left, atOnce), change: deleteLearner })
    await deps.db.inBoard({ organisationId }, (tx) => deleteCompletionsBefore(tx, plus(now, -completionsLive)))
    await deps.db.inBoard({ organisationId }, (tx) => forgetSatBefore(tx, countsFrom(now)))
  }
  state.last = now
}

type Work = { find: (tx: BoardTx) => Promise<string[]>; change: (tx: BoardTx, id: string) => Promise<unknown> }

/** One learner at a time, and reports first. Whom another process has, it has done once we get him. */
async function eachOf(deps: Deps, organisationId: string, { find, change }: Work): Promise<void> {
  for (let found = await deps.db.inBoard({ organisationId }, find); found.length > 0; found = await deps.db.inBoard({ organisationId }, find)) {
    for (const id of found) {
      await giveWay(deps)
      await deps.db.inBoard({ organisationId }, async (tx) => {
        await lockLearner(tx, id)
        await change(tx, id)
      })
    }
  }
}
