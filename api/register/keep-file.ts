import type { Actor } from '../../shared/access/roles.ts'
import { plus, readInstant, days } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { boardYears, keptUntil, nextReview, yearsAfter, type RetentionOutcome } from '../../shared/register/retention.ts'
import type { RetentionView } from '../../shared/register/retention-views.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { incidentKey } from '../db/keys.ts'
import { sealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { settledRows } from './dossier-erasure-store.ts'
import { lockIncident } from './erasure-store.ts'
import { placeOf } from './place-of.ts'
import { proposedRetention } from './proposed-retention.ts'
import { retentionView } from './read-retention.ts'
import { findBoard, findHold, findRetention, markHoldLifted, saveHold, saveRetention, saveReview, updateRetention } from './retention-store.ts'

/**
 * How long a closed file is kept, confirmed by a person; longer than the table says is fine, shorter is not (H15). Said again it stands
 * beside what was said before. Refuses: incident.notFound, access.denied, incident.erased, incident.notClosed, retention.tooShort.
 */
export async function confirmRetention(
  deps: Deps,
  actors: readonly Actor[],
  { incidentId, outcome }: { incidentId: string; outcome: RetentionOutcome },
): Promise<RetentionView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'retention.confirm', incident)
    if (incident.erasedAt) throw new Problem('incident.erased')
    if (!incident.closedAt || incident.joinedTo) throw new Problem('incident.notClosed')
    const ownYears = (await findBoard(tx)).settings?.keepYears ?? boardYears.usual
    const key = await incidentKey(deps.keys, tx, incidentId)
    const proposed = await proposedRetention(deps, tx, key, incident, ownYears)
    const { lastMessageAt } = await settledRows(tx, incidentId)
    const dueAt = keptUntil(outcome, { closedAt: incident.closedAt, lastMessageAt, ownYears })
    if (proposed && dueAt < proposed.keptUntil) throw new Problem('retention.tooShort', { field: 'outcome' })
    const [id, now] = [deps.newId(), deps.clock.now()]
    const row = { organisationId: tx.organisationId, incidentId, id, outcome, dueAt, reviewAt: nextReview(outcome, now), setBy: actor.personId, setAt: now }
    await saveRetention(tx, row)
    const facts = { outcome, dueAt, proposed: proposed?.outcome ?? null }
    await append(deps, tx, actor, { type: 'retention.confirmed', subjectId: incidentId, incidentId, facts })
    return retentionView(deps, tx, actor, incident)
  })
}

/** A hold is for five years at most: then somebody says again why. */
const holdAtMost = 5

/**
 * Nothing of this file is erased until then, whatever else is said. A hold that stands is replaced by a later one.
 * Refuses: incident.notFound, access.denied, incident.erased, join.already (its reports are another's: that one is held), hold.period.
 */
export async function setHold(
  deps: Deps,
  actors: readonly Actor[],
  { incidentId, until, reason }: { incidentId: string; until: string; reason: string },
): Promise<RetentionView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'hold.set', incident)
    if (incident.erasedAt) throw new Problem('incident.erased')
    if (incident.joinedTo) throw new Problem('join.already')
    const [id, now, untilAt] = [deps.newId(), deps.clock.now(), readInstant(until)]
    if (!untilAt || untilAt < plus(now, days(1)) || untilAt > yearsAfter(now, holdAtMost))
      throw new Problem('hold.period', { field: 'until', limit: holdAtMost })
    const key = await incidentKey(deps.keys, tx, incidentId)
    const reasonSealed = await sealText(key, placeOf(tx, 'legal_hold', incidentId, id), reason)
    const before = await findHold(tx, incidentId, now)
    if (before) await markHoldLifted(tx, incidentId, before.id, actor.personId, now)
    await saveHold(tx, { organisationId: tx.organisationId, incidentId, id, untilAt, reasonSealed, setBy: actor.personId, setAt: now })
    await append(deps, tx, actor, { type: 'hold.set', subjectId: id, incidentId, facts: { untilAt, replaced: before !== undefined }, sealed: { reason } }, key)
    return retentionView(deps, tx, actor, incident)
  })
}

/** Lets go of it before its time. Refuses: incident.notFound, access.denied, incident.erased, hold.notFound. */
export async function liftHold(deps: Deps, actors: readonly Actor[], { incidentId, holdId }: { incidentId: string; holdId: string }): Promise<RetentionView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'hold.set', incident)
    if (incident.erasedAt) throw new Problem('incident.erased')
    const hold = await findHold(tx, incidentId, deps.clock.now())
    if (hold?.id !== holdId) throw new Problem('hold.notFound')
    await markHoldLifted(tx, incidentId, holdId, actor.personId, deps.clock.now())
    await append(deps, tx, actor, { type: 'hold.lifted', subjectId: holdId, incidentId })
    return retentionView(deps, tx, actor, incident)
  })
}

/**
 * The yearly look: must people still be told (H15)? `tell` re-opens nothing by itself: whoever says so opens the file again with the new fact.
 * Refuses: incident.notFound, access.denied, incident.erased, review.notAsked.
 */
export async function reviewTelling(
  deps: Deps,
  actors: readonly Actor[],
  { incidentId, outcome, reason }: { incidentId: string; outcome: 'stillNot' | 'tell'; reason: string },
): Promise<RetentionView> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'review.telling', incident)
    if (incident.erasedAt) throw new Problem('incident.erased')
    const kept = await findRetention(tx, incidentId)
    if (!kept?.reviewAt) throw new Problem('review.notAsked')
    const [id, now] = [deps.newId(), deps.clock.now()]
    const key = await incidentKey(deps.keys, tx, incidentId)
    const reasonSealed = await sealText(key, placeOf(tx, 'telling_review', incidentId, id), reason)
    await saveReview(tx, { organisationId: tx.organisationId, incidentId, id, outcome, reasonSealed, setBy: actor.personId, setAt: now })
    await updateRetention(tx, incidentId, kept.id, { reviewAt: nextReview(kept.outcome, now) })
    await append(deps, tx, actor, { type: 'review.told', subjectId: id, incidentId, facts: { outcome }, sealed: { reason } }, key)
    return retentionView(deps, tx, actor, incident)
  })
}
