import type { Actor } from '../../shared/access/roles.ts'
import type { PlannedKind } from '../../shared/deadline/kinds.ts'
import { rulesAt } from '../../shared/deadline/rules.ts'
import { days, plus, readInstant, type Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { countPlanned, lockIncident, saveDeadline } from './deadline-store.ts'
import { settleNeedsAt } from './needs-at.ts'
import { sealAt } from './sealed-words.ts'
import { needOpen } from './term.ts'

/** How many terms of people's own may run on one incident at once. */
export const plannedAtMost = 50
/** Leave not to tell people yet is for thirty days at most (protocol 8.4); anything else is planned within some four hundred. */
const farthest = (kind: PlannedKind) => (kind === 'postponement' ? days(30) : days(400))

/** The moment as it is stored. Refuses: request.invalid, deadline.inPast, deadline.tooFar. */
export function needDueAt(dueAt: string, kind: PlannedKind, now: Instant): Instant {
  const at = readInstant(dueAt)
  if (!at) throw new Problem('request.invalid', { field: 'dueAt' })
  if (at <= now) throw new Problem('deadline.inPast', { field: 'dueAt' })
  if (at > plus(now, farthest(kind))) throw new Problem('deadline.tooFar', { field: 'dueAt', limit: farthest(kind) / days(1) })
  return at
}

type Input = { incidentId: string; kind: PlannedKind; dueAt: string; note: string }

/**
 * A date that was promised, planned or asked for runs on the engine beside the 72 hours. Refuses: incident.notFound, access.denied,
 * incident.closed, deadline.inPast, deadline.tooFar, deadline.tooMany.
 */
export async function planDeadline(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ deadlineId: string }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, input.incidentId)
    if (!incident) return undefined
    allowIn(actor, 'deadline.plan', incident)
    needOpen(incident)
    const [now, id, incidentId, { kind, note }] = [deps.clock.now(), deps.newId(), incident.id, input]
    const dueAt = needDueAt(input.dueAt, kind, now)
    if ((await countPlanned(tx, incidentId)) >= plannedAtMost) throw new Problem('deadline.tooMany', { limit: plannedAtMost })
    const key = await incidentKey(deps.keys, tx, incidentId)
    await saveDeadline(tx, {
      ...{ organisationId: tx.organisationId, incidentId, id, kind, anchorAt: now, dueAt, rulesVersion: rulesAt(now).version, openedAt: now },
      ...{ setBy: actor.personId, noteSealed: await sealAt(tx, key, { table: 'deadline', incidentId, id, field: 'note' }, note) },
    })
    await settleNeedsAt(tx, incidentId)
    await append(deps, tx, actor, { type: 'deadline.planned', subjectId: id, incidentId, facts: { kind, dueAt }, sealed: { note } }, key)
    return { deadlineId: id }
  })
}
