import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { MyTraining, MyTrainingChange } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { isSchoolHere, takeLearner, updateLearner } from './learner-store.ts'
import { myTraining } from './my-training.ts'

/** What somebody says of himself: what he does, where, whether he may be reminded. Appends nothing (decision 0027). Refuses: access.denied, training.schoolUnknown. */
export async function changeMyTraining(deps: Deps, actors: readonly Actor[], { organisationId, ...wanted }: MyTrainingChange): Promise<MyTraining> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.follow')
    if (wanted.schoolId && !(await isSchoolHere(tx, wanted.schoolId))) throw new Problem('training.schoolUnknown', { field: 'schoolId' })
    const learner = await takeLearner(tx, { id: deps.newId(), personId: actor.personId, createdAt: deps.clock.now() })
    const changed = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
    if (Object.keys(changed).length > 0) await updateLearner(tx, learner.id, changed)
    return myTraining(deps, tx, actor.personId, { ...learner, ...changed })
  })
}
