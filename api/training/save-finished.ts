import { askedOf, completionOf } from '../../shared/training/completion.ts'
import type { TrainingRole } from '../../shared/training/module.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findCompletions, saveCompletion, type AnswerRow } from './answer-store.ts'
import type { BoardTrainingNow } from './board-training.ts'
import { contentOf } from './content.ts'

type Finishing = { learnerId: string; ownQuestions: BoardTrainingNow['ownQuestions']; answers: readonly AnswerRow[] }

/** Writes down which modules these answers finish, a hidden one too: what was done counts. The learner's row is held. */
export async function saveFinished(deps: Deps, tx: BoardTx, { learnerId, ownQuestions, answers }: Finishing): Promise<void> {
  const before = await findCompletions(tx, learnerId)
  for (const module of contentOf(deps)) {
    const asked = (role: TrainingRole) => askedOf(module, role, ownQuestions)
    const doneSince = (since: string | null) => completionOf({ moduleId: module.id, asked, answers, since })
    let done = doneSince(before.find(({ moduleId }) => moduleId === module.id)?.completedAt ?? null)
    // Who was away for long may bring it home twice at once.
    while (done) {
      await saveCompletion(tx, { organisationId: tx.organisationId, id: deps.newId(), learnerId, moduleId: module.id, moduleVersion: module.version, ...done })
      done = doneSince(done.completedAt)
    }
  }
}
