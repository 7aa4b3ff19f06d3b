import { can, type Actor } from '../../shared/access/roles.ts'
import type { NamedLists, NamedListView } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { peopleById } from '../access/person-names.ts'
import { wholeBoard, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { isOpen, isWaiting, noticeOf, recentLists } from './list-notices.ts'
import { findConsent, type ListRow } from './list-store.ts'

/** Which lists of names are asked for, open, or were so in the last year; no name of anybody on them. Refuses: access.denied. */
export async function readLists(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<NamedLists> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), (tx) => {
    allow(actor, 'training.askList')
    return listsFor(deps, tx, actor)
  })
}

/** The lists of this board as this reader sees them. */
export async function listsFor(deps: Deps, tx: BoardTx, actor: Actor): Promise<NamedLists> {
  const [lists, consent] = [await recentLists(tx, deps.clock.now()), await findConsent(tx)]
  const people = await peopleById(deps, tx, consent ? [consent.recordedBy] : [])
  return {
    organisationId: tx.organisationId,
    consent: consent
      ? {
          ...{ id: consent.id, consentedOn: consent.consentedOn, document: consent.document, recordedAt: consent.recordedAt },
          recordedBy: people.get(consent.recordedBy)?.name ?? null,
        }
      : null,
    lists: await viewsOf(deps, tx, actor, lists),
  }
}

/** These lists, with what this reader may do. */
export async function viewsOf(deps: Deps, tx: BoardTx, actor: Actor, lists: readonly ListRow[]): Promise<NamedListView[]> {
  const now = deps.clock.now()
  const names = await peopleById(
    deps,
    tx,
    lists.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  )
  const decides = (list: ListRow) => isWaiting(list, now) && list.askedBy !== actor.personId && can(actor, 'training.decideList')
  return lists.map((list) => {
    const notice = noticeOf(list, names, now)
    // Whoever decides has to know why.
    return { ...notice, reason: isWaiting(list, now) ? list.reason : notice.reason, mayDecide: decides(list), isOpen: isOpen(list, now) }
  })
}
