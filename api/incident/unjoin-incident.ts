import type { Actor } from '../../shared/access/roles.ts'
import { mayBecome, type IncidentState } from '../../shared/incident/status.ts'
import type { Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { settleNeedsAt } from '../deadline/needs-at.ts'
import { incidentKey } from '../db/keys.ts'
import { leaveFence } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { addresseeOf, updateIncident } from './incident-store.ts'
import { keepAway, loosenFence } from './join-fence.ts'
import { joinedTo, lockBoth, markTermsRunning } from './join-store.ts'
import { moveAware } from './move-aware.ts'
import { moveReports } from './move-reports.ts'
import type { IncidentRow } from './report-store.ts'

type Input = { incidentId: string; from: string; reason: string }

/**
 * It was not the same thing: the reports that came from `from` go back, and it is open again with its own terms, as they were; what fell due meanwhile
 * is made up for. Refuses: incident.notFound, access.denied, join.notJoined, incident.erased, incident.closed, join.nobodyLeft.
 */
export async function unjoinIncident(deps: Deps, actors: readonly Actor[], input: Input): Promise<{ awareAt: Instant }> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const { to, from } = await lockBoth(tx, input.incidentId, input.from)
    if (!to) return undefined
    const addressee = await addresseeOf(tx, to.id)
    allowIn(actor, 'incident.join', to, { addressee })
    if (!from) throw new Problem('incident.notFound', { field: 'from' })
    allowIn(actor, 'incident.join', from, { addressee })
    await leaveFence(tx)
    if (from.joinedTo !== to.id) throw new Problem('join.notJoined')
    if (to.erasedAt || from.erasedAt) throw new Problem('incident.erased')
    if (to.state === 'closed') throw new Problem('incident.closed')
    await keepAway(deps, tx, { to, from })
    const reports = await moveReports(deps, tx, actor, { from: to, to: from, joinedFrom: from.id, tell: 'unjoin' })
    await markTermsRunning(tx, from.id)
    await updateIncident(tx, from.id, { ...openAgain(from), ...(to.discreet && !from.discreet ? { discreet: true, discreetSetBy: actor.personId } : {}) })
    await settleNeedsAt(tx, from.id)
    await loosenFence(deps, tx, actor, { to, from }, await joinedTo(tx, to.id))
    const awareAt = await moveAware(deps, tx, to, { keepFiled: true })
    const facts = { from: from.id, reports, awareAt, was: to.awareAt }
    const key = await incidentKey(deps.keys, tx, to.id)
    await append(deps, tx, actor, { type: 'incident.unjoined', subjectId: from.id, incidentId: to.id, facts, sealed: { reason: input.reason } }, key)
    return { awareAt }
  })
}

/** As it was before: taken up by whoever had it in hand, or waiting for somebody. */
function openAgain({ state, acknowledgedAt }: IncidentRow): Partial<IncidentRow> {
  const before: IncidentState = acknowledgedAt ? 'acknowledged' : 'new'
  if (!mayBecome(state as IncidentState, before)) throw new Problem('join.notJoined')
  return { state: before, closedAt: null, joinedTo: null, termEndedAt: null, termOutcome: null }
}
