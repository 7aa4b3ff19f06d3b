import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { modules } from '../../shared/training/modules.ts'
import type { ListAsked, NamedLists } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { overSince, recentLists } from './list-notices.ts'
import { findConsent, isSchool, lockBoard, saveList } from './list-store.ts'
import { listsFor } from './named-lists.ts'

/** How many lists wait or are open at the same time. */
export const mostLists = 5

/**
 * Asks for a list of who finished a module. Nobody sees a name until somebody else agrees. Refuses: access.denied,
 * training.moduleUnknown, training.moduleHidden, training.schoolUnknown, consent.missing, list.tooMany.
 */
export async function askList(deps: Deps, actors: readonly Actor[], { organisationId, moduleId, schoolId, reason, days }: ListAsked): Promise<NamedLists> {
  const actor = actorAt(actors, organisationId)
  allow(actor, 'training.askList')
  if (!modules.some(({ id }) => id === moduleId)) throw new Problem('training.moduleUnknown', { field: 'moduleId' })
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    const now = deps.clock.now()
    const board = await lockBoard(tx)
    const consent = await findConsent(tx)
    if (!consent) throw new Problem('consent.missing')
    if (board?.settings.training?.hidden.includes(moduleId)) throw new Problem('training.moduleHidden', { field: 'moduleId' })
    if (schoolId !== null && !(await isSchool(tx, schoolId))) throw new Problem('training.schoolUnknown', { field: 'schoolId' })
    const running = (await recentLists(tx, now)).filter((list) => overSince(list, now) === null)
    if (running.length >= mostLists) throw new Problem('list.tooMany', { limit: mostLists })
    const id = deps.newId()
    await saveList(tx, { organisationId, id, consentId: consent.id, moduleId, schoolId, reason, askedBy: actor.personId, askedAt: now, days })
    const lists = await listsFor(deps, tx, actor)
    await append(deps, tx, actor, { type: 'training.listAsked', subjectId: id, facts: { module: moduleId, days } })
    return lists
  })
}
