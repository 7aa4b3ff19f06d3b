import { between, days, hours, plus, type Instant } from '../../shared/instant.ts'
import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import { listBoards } from '../events/chain-store.ts'
import { overSince, shownFor } from './list-notices.ts'
import { deleteLists, deleteWithdrawn, findLists, forgetReasons, lockBoard } from './list-store.ts'
import { deleteQuestionsOver } from './question-store.ts'

const every = hours(1)
/** How long it is kept who asked, decided, proposed or withdrew something that is over, in milliseconds: two years, one of them leap. */
const keptFor = days(731)

const stateOf = oncePerStore((): { last?: Instant } => ({}))

/**
 * Once an hour: why somebody asked for a list goes where nobody agreed in time, or a year after it was over; lists, questions of the
 * board's own and withdrawn consents go two years after they were over.
 */
export async function forgetLists(deps: Deps): Promise<void> {
  const [state, now] = [stateOf(deps), deps.clock.now()]
  if (state.last && between(state.last, now) < every) return
  const old = plus(now, -keptFor)
  const failures: unknown[] = []
  for (const organisationId of await deps.db.outside((sql) => listBoards(sql))) {
    const work = deps.db.inBoard({ organisationId }, async (tx) => {
      await lockBoard(tx)
      const over = (await findLists(tx)).flatMap((list) => {
        const since = overSince(list, now)
        return since === null ? [] : [{ ...list, since }]
      })
      const idsOf = (lists: typeof over) => lists.map(({ id }) => id)
      await forgetReasons(tx, idsOf(over.filter(({ agreed, since }) => !agreed || plus(since, shownFor) <= now)))
      await deleteLists(tx, idsOf(over.filter(({ since }) => since <= old)))
      await deleteQuestionsOver(tx, old)
      await deleteWithdrawn(tx, old)
    })
    await work.catch((error: unknown) => failures.push(error))
  }
  // One board that cannot be gone through holds up no other, and comes again.
  if (failures.length > 0) throw failures[0]
  state.last = now
}
