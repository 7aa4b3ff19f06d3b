import type { Actor } from '../../shared/access/roles.ts'
import { days, plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { NamedLists } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { isWaiting } from './list-notices.ts'
import { findConsent, lockBoard, lockList, updateList } from './list-store.ts'
import { listsFor } from './named-lists.ts'

type Input = { organisationId: string; id: string; agree: boolean }

/** The second person's word: from then on the list is open for as long as was asked. Refuses: access.denied, list.notFound, list.over, list.secondPerson, consent.missing. */
export async function decideList(deps: Deps, actors: readonly Actor[], { organisationId, id, agree }: Input): Promise<NamedLists> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'training.decideList')
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const now = deps.clock.now()
    await lockBoard(tx)
    const list = await lockList(tx, id)
    if (!list) throw new Problem('list.notFound')
    if (!isWaiting(list, now)) throw new Problem('list.over')
    if (list.askedBy === actor.personId) throw new Problem('list.secondPerson')
    if (!(await findConsent(tx))) throw new Problem('consent.missing')
    const decided = { decidedBy: actor.personId, decidedAt: now, agreed: agree }
    // Nobody keeps, or reads, what one person wrote and another did not stand behind.
    await updateList(tx, id, { ...decided, ...(agree ? { openUntil: plus(now, days(list.days)) } : { reason: null }) })
    const lists = await listsFor(deps, tx, actor)
    await append(deps, tx, actor, { type: 'training.listDecided', subjectId: id, facts: { agreed: agree } })
    return lists
  })
}
