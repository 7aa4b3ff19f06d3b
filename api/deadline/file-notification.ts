import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { addresseeOf, lockIncident } from './deadline-store.ts'
import { recordFiling, type FiledAnswer } from './record-filing.ts'

type Input = { incidentId: string; filedAt: string; number: string; reason?: string | undefined }

/**
 * Stops the 72 hours: the form was sent to the authority, and this is its receipt (GDPR 33(1)). Up to the deadline it is in time; up to
 * `legalEnd` too, with a reason; after that it is late, with a reason. Other terms run on. A proposal not to notify is overtaken.
 * One that was taken back is put better by another person only. What was filed gets a version of its own, of what is known (0036).
 * Refuses: incident.notFound, access.denied, incident.closed, deadline.stopped, filed.inFuture, filed.beforeAware, filed.reasonsNeeded,
 * outcome.secondPerson.
 */
export async function fileNotification(deps: Deps, actors: readonly Actor[], input: Input): Promise<FiledAnswer> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.file', incident, { addressee: await addresseeOf(tx, incident.id) })
    return recordFiling(deps, tx, actor, incident, input)
  })
}
