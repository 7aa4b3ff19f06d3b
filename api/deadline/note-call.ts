import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { needKey } from '../access/need-key.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import type { CurrentSession } from '../http/context.ts'
import { findOpenCall, lockIncident, saveCall } from './deadline-store.ts'
import { sealAt } from './sealed-words.ts'
import { needOpen } from './term.ts'

type Input = { incidentId: string; role: 'chair' | 'headOfIct'; reached: boolean; note?: string | undefined; session: CurrentSession }

/**
 * A call to the chair or the head of ICT was made, or tried (protocol 2). A `device` session is enough: nothing is shown. What it does to
 * the call that was still to be made is a job's. Refuses: incident.notFound, access.denied, incident.closed, session.keyNeeded.
 */
export async function noteCall(deps: Deps, actors: readonly Actor[], { incidentId, role, reached, note, session }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.recordCall', incident)
    await needKey(deps, tx.sql, session)
    needOpen(incident)
    const [id, deadlineId, key] = [deps.newId(), await findOpenCall(tx, incidentId, role), await incidentKey(deps.keys, tx, incidentId)]
    const noteSealed = await sealAt(tx, key, { table: 'phone_call', incidentId, id, field: 'note' }, note)
    const at = deps.clock.now()
    await saveCall(tx, { organisationId: tx.organisationId, incidentId, id, deadlineId, role, reached, noteSealed, setBy: actor.personId, at })
    const sealed = note ? { sealed: { note } } : {}
    await append(deps, tx, actor, { type: 'call.recorded', subjectId: id, incidentId, facts: { role, reached, deadlineId }, ...sealed }, key)
    return true
  })
}
