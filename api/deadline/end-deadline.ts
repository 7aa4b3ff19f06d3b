import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, updateDeadline } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'
import { needPlanned } from './planned.ts'
import { sealAt, unsealAt } from './sealed-words.ts'

type Input = { incidentId: string; deadlineId: string; note?: string | undefined }

/**
 * What was promised or planned is done; what is said of it stands below what was said when it was planned. Refuses: incident.notFound,
 * access.denied, incident.closed, deadline.notFound, deadline.over.
 */
export async function endDeadline(deps: Deps, actors: readonly Actor[], input: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'deadline.end', incident)
    const { id, kind, noteSealed: before } = await needPlanned(tx, incident, input.deadlineId)
    const key = await incidentKey(deps.keys, tx, incident.id)
    const place = { table: 'deadline', incidentId: incident.id, id, field: 'note' } as const
    const words = [await unsealAt(tx, key, place, before), input.note].filter((text) => text).join('\n\n')
    const done = { endedAt: deps.clock.now(), endedBy: actor.personId, outcome: 'done' }
    await updateDeadline(tx, incident.id, id, { ...done, noteSealed: await sealAt(tx, key, place, words) })
    await settleNeedsAt(tx, incident.id)
    const said = { facts: { kind, outcome: 'done' }, sealed: { note: input.note ?? null } }
    await append(deps, tx, actor, { type: 'deadline.ended', subjectId: id, incidentId: incident.id, ...said }, key)
    return true
  })
}
