import type { Actor } from '../../shared/access/roles.ts'
import { plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { retryAfter } from './notice-jobs.ts'
import { needFile, needOpen } from './notice-rules.ts'
import { addresseeOf, lockIncident, saveAttempt, sealWords } from './notice-store.ts'

type Input = { incidentId: string; at: string; note?: string | undefined; fileId?: string | undefined }

/** Moments people say themselves. Refuses: request.invalid, notice.inFuture. */
export function needPast(given: string, now: Instant): Instant {
  const at = readInstant(given)
  if (!at) throw new Problem('request.invalid', { field: 'at' })
  if (at > now) throw new Problem('notice.inFuture', { field: 'at' })
  return at
}

/**
 * The form could not be reached: tried when, with a picture if there is one. It goes with the reasons when the filing is late, and while the
 * clock runs it is tried again within the hour. Refuses: incident.notFound, access.denied, incident.closed, notice.inFuture, notice.fileMissing.
 */
export async function addAttempt(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ retryAt: Instant }> {
  const { incidentId } = input
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.file', incident, { addressee: await addresseeOf(tx, incidentId) })
    needOpen(incident)
    const now = deps.clock.now()
    const at = needPast(input.at, now)
    const fileId = await needFile(tx, incidentId, input.fileId, 'fileId')
    const [id, key] = [deps.newId(), await incidentKey(deps.keys, tx, incidentId)]
    const noteSealed = await sealWords(tx, key, { table: 'filing_attempt', incidentId, id, field: 'note' }, input.note)
    await saveAttempt(tx, { organisationId: tx.organisationId, incidentId, id, at, noteSealed, fileId, setBy: actor.personId, setAt: now })
    const said = { facts: { at, proof: fileId !== null }, sealed: { note: input.note ?? null } }
    await append(deps, tx, actor, { type: 'notice.attempted', subjectId: id, incidentId, ...said }, key)
    return { retryAt: plus(now, retryAfter) }
  })
}
