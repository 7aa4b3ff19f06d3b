import { days, plus, type Instant } from '../../shared/instant.ts'
import type { ListNotice, MyTraining } from '../../shared/training/training-views.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findConsent, findLists, type ListRow } from './list-store.ts'

/** How long somebody else has to decide, in milliseconds; what nobody decided by then is over. */
const decisionTime = days(14)
/** How long a list that is over stays in everyone's sight. */
const shownFor = days(365)

/** When it was over: ended by hand, refused, its time up, or never decided; null while it waits or is open. */
export function overSince({ endedAt, agreed, decidedAt, openUntil, askedAt }: ListRow, now: Instant): Instant | null {
  if (endedAt !== null) return endedAt
  if (agreed === false) return decidedAt
  const ends = openUntil ?? plus(askedAt, decisionTime)
  return ends <= now ? ends : null
}

export const isOpen = (list: ListRow, now: Instant): boolean => list.agreed === true && overSince(list, now) === null
export const isWaiting = (list: ListRow, now: Instant): boolean => list.agreed === null && overSince(list, now) === null

/** A list as everyone may know of it; names are of whoever asked and whoever agreed, never of whom it is about. */
export function noticeOf(list: ListRow, names: ReadonlyMap<string, { name: string }>, now: Instant): ListNotice {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? null))
  return {
    ...{ id: list.id, moduleId: list.moduleId, schoolId: list.schoolId, reason: list.reason },
    ...{ askedBy: nameOf(list.askedBy), askedAt: list.askedAt, agreedBy: list.agreed ? nameOf(list.decidedBy) : null },
    ...{ openUntil: list.openUntil, endedAt: overSince(list, now), readCount: list.readCount, lastReadAt: list.lastReadAt },
  }
}

/** The lists that wait, are open, or were so within the last year, newest first. */
export async function recentLists(tx: BoardTx, now: Instant): Promise<ListRow[]> {
  return (await findLists(tx)).filter((list) => plus(overSince(list, now) ?? now, shownFor) > now)
}

/** What every member of staff sees of lists of names, and the consent they stand on. The transaction is of the whole board. */
export async function listNotices(deps: Deps, tx: BoardTx): Promise<Pick<MyTraining, 'lists' | 'consent'>> {
  const now = deps.clock.now()
  const [lists, consent] = [await recentLists(tx, now), await findConsent(tx)]
  const names = await peopleById(
    deps,
    tx,
    lists.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
  )
  return {
    lists: lists.map((list) => noticeOf(list, names, now)),
    consent: consent ? { consentedOn: consent.consentedOn, document: consent.document } : null,
  }
}
