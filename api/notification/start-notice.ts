import type { Actor } from '../../shared/access/roles.ts'
import type { NoticeKind } from '../../shared/notification/notice-fields.ts'
import { prefill } from '../../shared/notification/prefill.ts'
import { mayStart } from '../../shared/notification/standing.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { filedOf, needOpen, refusalOf } from './notice-rules.ts'
import { addresseeOf, lockIncident, noticesOf, saveNoticeRow, sealFields } from './notice-store.ts'
import { sourceOf } from './source-of.ts'

/**
 * Begins a draft, filled in with what is known. One at a time; asked for twice it is the same one. Refuses: incident.notFound, access.denied,
 * incident.closed, notice.draftOpen (of another kind), notice.firstFiled, notice.firstNeeded.
 */
export async function startNotice(deps: Deps, actors: readonly Actor[], { incidentId, kind }: { incidentId: string; kind: NoticeKind }) {
  return inOneOf(deps, actors, async (tx, actor): Promise<{ noticeId: string } | undefined> => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'notice.write', incident, { addressee: await addresseeOf(tx, incidentId) })
    needOpen(incident)
    const notices = await noticesOf(tx, incidentId)
    const open = notices.find(({ state }) => state === 'draft')
    if (open && open.kind !== kind) throw new Problem('notice.draftOpen')
    if (open) return { noticeId: open.id }
    if (!mayStart(filedOf(notices)).includes(kind)) throw refusalOf(kind)
    const [id, key] = [deps.newId(), await incidentKey(deps.keys, tx, incidentId)]
    const fields = prefill(await sourceOf(deps, tx, key, { incident, kind, filerId: actor.personId }))
    await saveNoticeRow(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id, kind, state: 'draft', revision: 0, complete: fields.complete === 'complete' },
      ...{ fieldsSealed: await sealFields(tx, key, incidentId, id, fields), setBy: actor.personId, setAt: deps.clock.now() },
    })
    await append(deps, tx, actor, { type: 'notice.saved', subjectId: id, incidentId, facts: { kind, revision: 0 } }, key)
    return { noticeId: id }
  })
}
