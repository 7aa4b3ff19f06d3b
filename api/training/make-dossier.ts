import type { Actor } from '../../shared/access/roles.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import { actorAt, allow } from '../access/allow.ts'
import { contact } from '../access/read-session.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { letReportsGoFirst } from '../pressure.ts'
import type { Lang } from '../text.ts'
import { findTraining } from './board-training-store.ts'
import { dossierPaper } from './dossier-paper.ts'
import { findShownFloor } from './figure-store.ts'
import { findConsent } from './list-store.ts'
import { findBoardName } from './paper-store.ts'

/** One page for the participation council, from what the board really chose. Refuses: access.denied (also for another board), request.tooMany. */
export async function makeDossier(deps: Deps, actors: readonly Actor[], { organisationId, lang }: { organisationId: string; lang: Lang }) {
  const actor = actorAt(actors, organisationId)
  await deps.limits.take('dossierPerPerson', actor.identityId)
  const words = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.makeDossier')
    const said = {
      boardName: await findBoardName(tx),
      dpo: await contact(deps, tx, ['dpo']),
      settings: (await findTraining(tx)) ?? defaultTraining,
      shownFloor: await findShownFloor(tx, deps.clock.now()),
      consent: (await findConsent(tx)) ?? null,
    }
    await append(deps, tx, actor, { type: 'training.dossierMade', subjectId: organisationId, facts: { lang } })
    return said
  })
  await letReportsGoFirst(deps)
  return (await dossierPaper({ ...words, lang, at: deps.clock.now() })).bytes
}
