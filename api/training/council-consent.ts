import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { ConsentIn, NamedLists } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { overSince, recentLists } from './list-notices.ts'
import { findConsent, findWithdrawn, lockBoard, markConsentWithdrawn, saveConsent, updateList } from './list-store.ts'
import { listsFor } from './named-lists.ts'

/**
 * Records that the staff's part of the participation council agreed to lists of names, on which day and in which document. After a withdrawal
 * only what was decided later counts. Refuses: access.denied, consent.inFuture, consent.beforeWithdrawal.
 */
export async function recordConsent(deps: Deps, actors: readonly Actor[], { organisationId, consentedOn, document }: ConsentIn): Promise<NamedLists> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'training.recordConsent')
  const now = deps.clock.now()
  if (consentedOn > amsterdamDay(now)) throw new Problem('consent.inFuture', { field: 'consentedOn' })
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    await lockBoard(tx)
    const [last] = await findWithdrawn(tx, '1970-01-01T00:00:00.000Z')
    if (last && consentedOn <= amsterdamDay(last.withdrawnAt)) throw new Problem('consent.beforeWithdrawal', { field: 'consentedOn' })
    const id = deps.newId()
    await saveConsent(tx, { organisationId, id, consentedOn, document, recordedBy: actor.personId, recordedAt: now })
    const lists = await listsFor(deps, tx, actor)
    await append(deps, tx, actor, { type: 'training.consentRecorded', subjectId: id, facts: { consentedOn } })
    return lists
  })
}

/** The council no longer agrees: every list that is open or asked for ends with it. Refuses: access.denied, consent.missing. */
export async function withdrawConsent(deps: Deps, actors: readonly Actor[], { organisationId }: { organisationId: string }): Promise<NamedLists> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'training.withdrawConsent')
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const now = deps.clock.now()
    await lockBoard(tx)
    const consent = await findConsent(tx)
    if (!consent) throw new Problem('consent.missing')
    await markConsentWithdrawn(tx, { withdrawnBy: actor.personId, withdrawnAt: now })
    const running = (await recentLists(tx, now)).filter((list) => overSince(list, now) === null)
    for (const { id, agreed } of running) await updateList(tx, id, { endedBy: actor.personId, endedAt: now, ...(agreed ? {} : { reason: null }) })
    const lists = await listsFor(deps, tx, actor)
    await append(deps, tx, actor, { type: 'training.consentWithdrawn', subjectId: consent.id, facts: { lists: running.length } })
    return lists
  })
}
