import { askedOf, completionsOf, type Counted } from '../../shared/training/completion.ts'
import type { TrainingRole } from '../../shared/training/module.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findCompletions, forgetSatOf, saveCompletion } from './answer-store.ts'
import type { BoardTrainingNow } from './board-training.ts'
import { contentOf } from './content.ts'

type Finishing = { learnerId: string; ownQuestions: BoardTrainingNow['ownQuestions']; answers: readonly Counted[] }

/** Writes down which modules these answers finish, a hidden one too: what was done counts. The learner's row is held. */
export async function saveFinished(deps: Deps, tx: BoardTx, { learnerId, ownQuestions, answers }: Finishing): Promise<void> {
  const before = await findCompletions(tx, learnerId)
  for (const module of contentOf(deps)) {
    const asked = (role: TrainingRole) => askedOf(module, role, ownQuestions)
    const since = before.find(({ moduleId }) => moduleId === module.id)?.completedAt ?? null
    for (const done of completionsOf({ moduleId: module.id, asked, answers, since })) {
      await saveCompletion(tx, { organisationId: tx.organisationId, id: deps.newId(), learnerId, moduleId: module.id, moduleVersion: module.version, ...done })
      await forgetSatOf(tx, learnerId, { moduleId: module.id, ...done })
    }
  }
}
