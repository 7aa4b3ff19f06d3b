import type { Actor } from '../../shared/access/roles.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import type { Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { settleNeedsAt } from '../deadline/needs-at.ts'
import { incidentKey } from '../db/keys.ts'
import { leaveFence, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { addresseeOf, lockIncident, updateIncident } from './incident-store.ts'
import { tightenFence } from './join-fence.ts'
import { isDecided, joinedTo, lockBoth, markTermsJoined } from './join-store.ts'
import { moveAware, setAwareOf } from './move-aware.ts'
import { moveReports } from './move-reports.ts'
import type { IncidentRow } from './report-store.ts'

type Input = { incidentId: string; from: string; reason: string }

/**
 * Two reports of one thing: all reports of `from` become those of this incident, and `from` closes and points here (protocol 11, Joining). The clock
 * never starts later by it, and who may not see one of them does not see the whole. Refuses: incident.notFound (either, also of another board),
 * access.denied, join.itself, incident.erased, incident.closed, join.already, join.hasOwn, join.decided, join.laterAware, deadline.stopped,
 * join.nobodyLeft.
 */
export async function joinIncidents(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ awareAt: Instant; deadlineAt: Instant }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const { to, from } = await lockBoth(tx, input.incidentId, input.from)
    if (!to) return undefined
    allowIn(actor, 'incident.join', to, { addressee: await addresseeOf(tx, to.id) })
    if (input.from === input.incidentId) throw new Problem('join.itself', { field: 'from' })
    if (!from) throw new Problem('incident.notFound', { field: 'from' })
    allowIn(actor, 'incident.join', from, { addressee: await addresseeOf(tx, from.id) })
    await leaveFence(tx)
    await needJoinable(tx, to, from)
    const { lost, kept } = await tightenFence(deps, tx, actor, { to, from })
    const reports = await moveReports(deps, tx, actor, { from, to, tell: 'join' })
    const now = deps.clock.now()
    await markTermsJoined(tx, from.id, actor.personId, now)
    await updateIncident(tx, from.id, { state: 'closed', closedAt: now, joinedTo: to.id, termEndedAt: now, termOutcome: 'joined' })
    await settleNeedsAt(tx, from.id)
    if (from.discreet) await updateIncident(tx, to.id, { discreet: true, discreetSetBy: actor.personId })
    const awareAt = await moveAware(deps, tx, to, { keepFiled: false })
    const after = await lockIncident(tx, to.id)
    // A second term, of a new fact, may end later than the one that goes with the other.
    if (after && !after.termEndedAt && after.deadlineAt > from.deadlineAt) throw new Problem('join.laterAware')
    const facts = { from: from.id, reports, awareAt, was: to.awareAt, lost: lost.join(), kept: kept.join() }
    const key = await incidentKey(deps.keys, tx, to.id)
    await append(deps, tx, actor, { type: 'incident.joined', subjectId: from.id, incidentId: to.id, facts, sealed: { reason: input.reason } }, key)
    return { awareAt, deadlineAt: after?.deadlineAt ?? to.deadlineAt }
  })
}

async function needJoinable(tx: BoardTx, to: IncidentRow, from: IncidentRow): Promise<void> {
  for (const one of [to, from]) {
    if (one.erasedAt) throw new Problem('incident.erased')
    if (one.joinedTo) throw new Problem('join.already')
    if (!mayBecome(one.state as IncidentState, 'closed')) throw new Problem('incident.closed')
  }
  if ((await joinedTo(tx, from.id)).length > 0) throw new Problem('join.hasOwn')
  if (from.termEndedAt || (await isDecided(tx, from.id))) throw new Problem('join.decided')
  // Else the earlier clock would go with the incident that closes.
  const set = await setAwareOf(tx, to.id)
  if (set && from.awareAt < set.awareAt) throw new Problem('join.laterAware')
}
