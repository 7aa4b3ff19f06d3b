import type { Actor } from '../../shared/access/roles.ts'
import type { MyTraining } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { deleteLearned, findLearner, lockLearner, updateLearner } from './learner-store.ts'
import { myTraining } from './my-training.ts'

const nothingSaid = { role: null, schoolId: null }

/**
 * Takes away what the board keeps of somebody's learning: answers, cards, completions, what he does and where. His row stays, so that
 * whoever wants no reminders gets none and no group of figures falls apart. Appends nothing (decision 0027). Refuses: access.denied.
 */
export async function eraseMyTraining(deps: Deps, actors: readonly Actor[], { organisationId }: { organisationId: string }): Promise<MyTraining> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.follow')
    const known = await findLearner(tx, actor.personId)
    // Held until the commit: answers that come in, and old ones that are counted, come whole before this or whole after it.
    const learner = known && (await lockLearner(tx, known.id))
    if (!learner) return myTraining(deps, tx, actor.personId, undefined)
    await deleteLearned(tx, learner.id)
    await updateLearner(tx, learner.id, nothingSaid)
    return myTraining(deps, tx, actor.personId, { ...learner, ...nothingSaid })
  })
}
