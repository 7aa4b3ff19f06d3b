import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { NamedListRows } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { peopleById } from '../access/person-names.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { isOpen } from './list-notices.ts'
import { findConsent, findWhoFinished, lockList, updateList } from './list-store.ts'
import { viewsOf } from './named-lists.ts'

const inAlphabet = new Intl.Collator('nl')

/**
 * Who of them has finished the module, yes or no, while the list is open. Each look is counted where everyone sees it.
 * Refuses: access.denied, list.notFound, list.closed.
 */
export async function readList(deps: Deps, actors: readonly Actor[], { organisationId, id }: { organisationId: string; id: string }): Promise<NamedListRows> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'training.readList')
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const now = deps.clock.now()
    const list = await lockList(tx, id)
    if (!list) throw new Problem('list.notFound')
    if (!isOpen(list, now) || !(await findConsent(tx))) throw new Problem('list.closed')
    const read = { readCount: list.readCount + 1, lastReadAt: now }
    await updateList(tx, id, read)
    const finished = await findWhoFinished(tx, list, now)
    const people = await peopleById(
      deps,
      tx,
      finished.map(({ personId }) => personId),
    )
    const rows = finished
      .map(({ personId, done }) => ({ name: people.get(personId)?.name ?? '', done }))
      .toSorted((a, b) => inAlphabet.compare(a.name, b.name) || Number(a.done) - Number(b.done))
    const [view] = await viewsOf(deps, tx, actor, [{ ...list, ...read }])
    if (!view) throw new Problem('list.notFound')
    await append(deps, tx, actor, { type: 'training.listRead', subjectId: id, facts: { module: list.moduleId } })
    return { list: view, rows }
  })
}
