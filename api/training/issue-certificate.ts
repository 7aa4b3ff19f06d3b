import type { Actor } from '../../shared/access/roles.ts'
import { amsterdamDay, amsterdamMidnight, plus, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { printable } from '../../shared/training/certificate.ts'
import { modules } from '../../shared/training/modules.ts'
import type { CertificateAsked } from '../../shared/training/training-views.ts'
import { actorAt, allow } from '../access/allow.ts'
import { certificateMac, newCertificateCode } from '../access/secrets.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { certificatesADay } from '../http/rate-limit.ts'
import { letReportsGoFirst } from '../pressure.ts'
import { certificatePaper } from './certificate-paper.ts'
import { findBoardName, findFinished, saveCertificate } from './paper-store.ts'

/** A paper with the name the asker chose, and a code of which only the HMAC is kept. Refuses: access.denied, training.moduleUnknown, training.nameLetters, training.notFinished, training.tooManyCertificates. */
export async function issueCertificate(deps: Deps, actors: readonly Actor[], asked: CertificateAsked): Promise<Uint8Array<ArrayBuffer>> {
  const { organisationId, moduleId, lang } = asked
  const actor = actorAt(actors, organisationId)
  const at = deps.clock.now()
  const name = asked.name ? printable(asked.name) : null
  if (asked.name && name === null) throw new Problem('training.nameLetters', { field: 'name' })
  const module = modules.find(({ id }) => id === moduleId)
  if (!module) throw new Problem('training.moduleUnknown')
  const { finished, boardName } = await deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'training.follow')
    const done = await findFinished(tx, { personId: actor.personId, moduleId, now: at })
    return { finished: done, boardName: await findBoardName(tx) }
  })
  if (!finished) throw new Problem('training.notFinished')
  await takeOneOfToday(deps, `${finished.learnerId} ${moduleId}`)
  // On paper stands the last day on which it holds.
  const said = { moduleVersion: finished.moduleVersion, completedAt: midnightOf(finished.completedAt), validUntil: midnightOf(plus(finished.validUntil, -1)) }
  await letReportsGoFirst(deps)
  const code = newCertificateCode()
  const paper = await certificatePaper({ ...said, lang, at, name: name || null, module, boardName, code, publicUrl: deps.env.publicUrl })
  const codeMac = await certificateMac(deps.keys, code)
  await deps.db.outside((sql) => saveCertificate(sql, { ...said, codeMac, organisationId, moduleId }))
  return paper
}

/** To the day: kept to the millisecond it would say which learner it was. */
const midnightOf = (instant: Instant) => amsterdamMidnight(amsterdamDay(instant))

/** Counted in memory under the learner's id, so that nothing of it is kept (docs/decisions/0020). */
async function takeOneOfToday(deps: Deps, key: string): Promise<void> {
  await deps.limits.take('certificatePerModule', key).catch((refused: unknown) => {
    if (!(refused instanceof Problem)) throw refused
    throw new Problem('training.tooManyCertificates', { ...refused.detail, limit: certificatesADay })
  })
}
