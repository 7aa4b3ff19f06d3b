import { days, plus, type Instant } from '../../shared/instant.ts'
import type { ListNotice, MyTraining } from '../../shared/training/training-views.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findConsent, findLists, findWithdrawn, type ConsentRow, type ListRow } from './list-store.ts'

/** How long somebody else has to decide, in milliseconds; what nobody decided by then is over. */
const decisionTime = days(14)
/** How long a list that is over, and a consent that was withdrawn, stay in everyone's sight; no longer is it kept why. */
export const shownFor = days(365)

/** When it was over: ended by hand, refused, its time up, or never decided; null while it waits or is open. */
export function overSince({ endedAt, agreed, decidedAt, openUntil, askedAt }: ListRow, now: Instant): Instant | null {
  if (endedAt !== null) return endedAt
  if (agreed === false) return decidedAt
  const ends = openUntil ?? plus(askedAt, decisionTime)
  return ends <= now ? ends : null
}

export const isOpen = (list: ListRow, now: Instant): boolean => list.agreed === true && overSince(list, now) === null
export const isWaiting = (list: ListRow, now: Instant): boolean => list.agreed === null && overSince(list, now) === null

/** A list as everyone may know of it; names are of whoever asked and whoever agreed, never of whom it is about. Why, only once two stand behind it. */
export function noticeOf(list: ListRow, names: ReadonlyMap<string, { name: string }>, now: Instant): ListNotice {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? null))
  return {
    ...{ id: list.id, moduleId: list.moduleId, schoolId: list.schoolId, reason: list.agreed ? list.reason : null },
    ...{ askedBy: nameOf(list.askedBy), askedAt: list.askedAt, agreedBy: list.agreed ? nameOf(list.decidedBy) : null },
    ...{ openUntil: list.openUntil, endedAt: overSince(list, now), readCount: list.readCount, lastReadAt: list.lastReadAt },
  }
}

/** The lists that wait, are open, or were so within the last year, newest first. */
export async function recentLists(tx: BoardTx, now: Instant): Promise<ListRow[]> {
  return (await findLists(tx)).filter((list) => plus(overSince(list, now) ?? now, shownFor) > now)
}

/** What every member of staff sees of lists of names, and the consent they stand on. The transaction is of the whole board. */
export async function listNotices(deps: Deps, tx: BoardTx): Promise<Pick<MyTraining, 'lists' | 'consent' | 'pastConsents'>> {
  const now = deps.clock.now()
  const [lists, consent, past] = [await recentLists(tx, now), await findConsent(tx), await findWithdrawn(tx, plus(now, -shownFor))]
  const names = await peopleById(deps, tx, [
    ...lists.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
    ...[consent, ...past].flatMap((one) => (one ? [one.recordedBy, one.withdrawnBy] : [])),
  ])
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? null))
  const noticed = ({ consentedOn, document, recordedBy, recordedAt }: ConsentRow) => ({ consentedOn, document, recordedBy: nameOf(recordedBy), recordedAt })
  return {
    lists: lists.map((list) => noticeOf(list, names, now)),
    consent: consent ? noticed(consent) : null,
    pastConsents: past.map((one) => ({ ...noticed(one), withdrawnBy: nameOf(one.withdrawnBy), withdrawnAt: one.withdrawnAt })),
  }
}
