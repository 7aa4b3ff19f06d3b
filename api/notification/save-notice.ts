import type { Actor } from '../../shared/access/roles.ts'
import type { NoticeFields } from '../../shared/notification/notice-fields.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { needDraft, needOpen } from './notice-rules.ts'
import { addresseeOf, lockIncident, sealFields, updateNotice } from './notice-store.ts'

type Input = { incidentId: string; noticeId: string; revision: number; fields: NoticeFields }

/**
 * Saves a draft as it was written on from `revision`. Whoever had an older one before him is told, and keeps what he wrote to lay beside it.
 * Refuses: incident.notFound, access.denied, incident.closed, notice.notFound, notice.over, notice.changed.
 */
export async function saveNotice(deps: Deps, actors: readonly Actor[], { incidentId, noticeId, revision, fields }: Input): Promise<{ revision: number }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'notice.write', incident, { addressee: await addresseeOf(tx, incidentId) })
    needOpen(incident)
    const { kind } = await needDraft(tx, incidentId, noticeId, revision)
    const [next, key] = [revision + 1, await incidentKey(deps.keys, tx, incidentId)]
    await updateNotice(tx, incidentId, noticeId, {
      ...{ revision: next, complete: fields.complete === 'complete', setBy: actor.personId, setAt: deps.clock.now() },
      fieldsSealed: await sealFields(tx, key, incidentId, noticeId, fields),
    })
    await append(deps, tx, actor, { type: 'notice.saved', subjectId: noticeId, incidentId, facts: { kind, revision: next } }, key)
    return { revision: next }
  })
}
