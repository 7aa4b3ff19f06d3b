import type { Actor } from '../../shared/access/roles.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident, updateDeadline } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'
import { needDueAt } from './plan-deadline.ts'
import { needPlanned } from './planned.ts'
import { sealAt, unsealAt } from './sealed-words.ts'

type Input = { incidentId: string; deadlineId: string; dueAt: string; note: string }

/**
 * Another moment for a term that people planned; what was said before stays to be read in the log. The 72 hours are not moved by hand.
 * Refuses: incident.notFound, access.denied, incident.closed, deadline.notFound, deadline.over, deadline.inPast, deadline.tooFar.
 */
export async function moveDeadline(deps: Deps, actors: readonly Actor[], input: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'deadline.move', incident)
    const { id, kind, dueAt: was, revision, noteSealed: before } = await needPlanned(tx, incident, input.deadlineId)
    const dueAt = needDueAt(input.dueAt, kind, deps.clock.now())
    const key = await incidentKey(deps.keys, tx, incident.id)
    const place = { table: 'deadline', incidentId: incident.id, id, field: 'note' } as const
    const [noteSealed, wasNote] = [await sealAt(tx, key, place, input.note), await unsealAt(tx, key, place, before)]
    await updateDeadline(tx, incident.id, id, { dueAt, revision: revision + 1, noteSealed })
    await settleNeedsAt(tx, incident.id)
    const said = { facts: { kind, dueAt, was }, sealed: { note: input.note, was: wasNote } }
    await append(deps, tx, actor, { type: 'deadline.moved', subjectId: id, incidentId: incident.id, ...said }, key)
    return true
  })
}
