import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { needDraft, needOpen } from './notice-rules.ts'
import { addresseeOf, lockIncident, updateNotice } from './notice-store.ts'

/** A draft that is not filed after all: it stays where it is and is written no further. Refuses: incident.notFound, access.denied, incident.closed, notice.notFound, notice.over. */
export async function dropNotice(deps: Deps, actors: readonly Actor[], { incidentId, noticeId }: { incidentId: string; noticeId: string }): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'notice.write', incident, { addressee: await addresseeOf(tx, incidentId) })
    needOpen(incident)
    const { kind } = await needDraft(tx, incidentId, noticeId)
    await updateNotice(tx, incidentId, noticeId, { state: 'dropped' })
    await append(deps, tx, actor, { type: 'notice.dropped', subjectId: noticeId, incidentId, facts: { kind } })
    return true
  })
}
