import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { NamedLists } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { overSince } from './list-notices.ts'
import { lockBoard, lockList, updateList } from './list-store.ts'
import { listsFor } from './named-lists.ts'

/** Closes a list before its time, or takes back that it was asked, and why. Refuses: access.denied, list.notFound, list.over. */
export async function endList(deps: Deps, actors: readonly Actor[], { organisationId, id }: { organisationId: string; id: string }): Promise<NamedLists> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'training.askList')
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const now = deps.clock.now()
    await lockBoard(tx)
    const list = await lockList(tx, id)
    if (!list) throw new Problem('list.notFound')
    if (overSince(list, now) !== null) throw new Problem('list.over')
    await updateList(tx, id, { endedBy: actor.personId, endedAt: now, ...(list.agreed ? {} : { reason: null }) })
    const lists = await listsFor(deps, tx, actor)
    await append(deps, tx, actor, { type: 'training.listEnded', subjectId: id })
    return lists
  })
}
