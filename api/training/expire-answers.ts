import { between, days, hours, plus, type Instant } from '../../shared/instant.ts'
import { answersLive, countsFrom } from '../../shared/training/completion.ts'
import { oncePerStore } from '../batch.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { giveWay } from '../pressure.ts'
import { deleteCardsBefore, deleteCompletionsBefore, findLearnersWithOld, forgetSatBefore } from './answer-store.ts'
import { foldAnswers } from './fold-answers.ts'
import { deleteLearner, findLeft, lockLearner } from './learner-store.ts'

const every = hours(1)
/** How long a completion is kept, and a card that nobody touches, in milliseconds: two years, one of them leap. */
const completionsLive = days(731)
/** How long after leaving somebody is a learner no more, in milliseconds (protocol 12). */
const leaversLive = days(366)
/** Learners looked up at a time; each has a transaction of his own. */
const atOnce = 50

const stateOf = oncePerStore((): { last?: Instant } => ({}))

/**
 * Once an hour: answers given thirty days ago go into their cards, completions and cards that nobody touched go after two years, and whoever
 * left more than a year ago is forgotten. Goes on until nothing is left, however long the engine stood still; what was interrupted comes
 * again, and one learner or board that fails holds up no other.
 */
export async function expireAnswers(deps: Deps): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  if (state.last && between(state.last, now) < every) return
  const [old, left, untouched] = [plus(now, -answersLive), plus(now, -leaversLive), plus(now, -completionsLive)]
  const works: Work[] = [
    { find: (tx, page) => findLearnersWithOld(tx, old, page), change: (tx, id) => foldAnswers(tx, id, old) },
    { find: (tx, page) => findLeft(tx, left, page), change: deleteLearner },
  ]
  const drops: ((tx: BoardTx) => Promise<unknown>)[] = [
    (tx) => deleteCompletionsBefore(tx, untouched),
    (tx) => deleteCardsBefore(tx, untouched),
    (tx) => forgetSatBefore(tx, countsFrom(now)),
  ]
  const failures: unknown[] = []
  const fail = (error: unknown) => void failures.push(error)
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    for (const work of works) await eachOf(deps, organisationId, work, fail).catch(fail)
    for (const drop of drops) await deps.db.inBoard({ organisationId }, drop).catch(fail)
  }
  if (failures.length > 0) throw failures[0]
  state.last = now
}

type Work = { find: (tx: BoardTx, page: { after: string | null; most: number }) => Promise<string[]>; change: (tx: BoardTx, id: string) => Promise<unknown> }

/** One learner at a time, and reports first. Whom another process has, it has done once we get him. */
async function eachOf(deps: Deps, organisationId: string, { find, change }: Work, fail: (error: unknown) => void): Promise<void> {
  let after: string | null = null
  for (;;) {
    const page = { after, most: atOnce }
    const found: string[] = await deps.db.inBoard({ organisationId }, (tx) => find(tx, page))
    for (const id of found) {
      await giveWay(deps)
      const work = deps.db.inBoard({ organisationId }, async (tx) => {
        await lockLearner(tx, id)
        await change(tx, id)
      })
      await work.catch(fail)
    }
    after = found.at(-1) ?? null
    if (after === null) return
  }
}
