import { actorIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { boardYears } from '../../shared/register/retention.ts'
import type { RetentionView } from '../../shared/register/retention-views.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { peopleById } from '../access/person-names.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { placeOf } from './place-of.ts'
import { proposedRetention } from './proposed-retention.ts'
import { findBoard, findHold, findIncident, findRetention, reviewsOf, type IncidentRow } from './retention-store.ts'

/** How long this file is kept, what holds it back, and what was said at each yearly look. Refuses: incident.notFound, access.denied, incident.erased. */
export async function readRetention(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<RetentionView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'retention.confirm', incident)
    if (incident.erasedAt) throw new Problem('incident.erased')
    const made = await retentionView(deps, tx, actor, incident)
    await append(deps, tx, actor, { type: 'register.read', subjectId: incidentId, incidentId, facts: { what: 'retention' } })
    return made
  })
}

/** The same, within a transaction that has the incident. */
export async function retentionView(deps: Deps, tx: BoardTx, reader: Actor, incident: IncidentRow): Promise<RetentionView> {
  const [now, key] = [deps.clock.now(), await incidentKey(deps.keys, tx, incident.id)]
  const { settings } = await findBoard(tx)
  const proposed = await proposedRetention(deps, tx, key, incident, settings?.keepYears ?? boardYears.usual)
  const [confirmed, hold, reviews] = [await findRetention(tx, incident.id), await findHold(tx, incident.id, now), await reviewsOf(tx, incident.id)]
  const people = await peopleById(deps, tx, [confirmed?.setBy ?? null, hold?.setBy ?? null, ...reviews.map(({ setBy }) => setBy)])
  const nameOf = (id: string) => people.get(id)?.name ?? null
  const words = (table: 'legal_hold' | 'telling_review', id: string, sealed: Uint8Array, with_: DataKey = key) =>
    unsealText(with_, placeOf(tx, table, incident.id, id), sealed)
  const views: RetentionView['reviews'] = []
  for (const row of reviews)
    views.push({ id: row.id, outcome: row.outcome, at: row.setAt, by: nameOf(row.setBy), reason: await words('telling_review', row.id, row.reasonSealed) })
  const actor = actorIn(reader, incident)
  const closed = incident.state === 'closed' && !incident.joinedTo
  return {
    proposed,
    confirmed: confirmed
      ? { outcome: confirmed.outcome, keptUntil: confirmed.dueAt, by: nameOf(confirmed.setBy), at: confirmed.setAt, reviewAt: confirmed.reviewAt }
      : null,
    hold: hold
      ? { id: hold.id, until: hold.untilAt, by: nameOf(hold.setBy), at: hold.setAt, reason: await words('legal_hold', hold.id, hold.reasonSealed) }
      : null,
    reviews: views,
    may: {
      confirm: closed && can(actor, 'retention.confirm'),
      hold: !incident.joinedTo && can(actor, 'hold.set'),
      review: closed && Boolean(confirmed?.reviewAt) && can(actor, 'review.telling'),
      execute: closed && !hold && Boolean(confirmed && confirmed.dueAt <= now) && can(actor, 'incident.erase'),
    },
  }
}
