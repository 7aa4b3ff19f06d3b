import { seatsIn } from '../../shared/access/fence.ts'
import { can, type Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import type { Deps } from '../deps.ts'
import { leaveFence, type BoardTx } from '../db/open.ts'
import { append } from '../events/append.ts'
import { findOwnRolesEver, markRecusalLifted, recusalsOf } from './fence-store.ts'
import { lockIncident, updateIncident } from './incident-store.ts'
import type { IncidentRow } from './report-store.ts'

type Input = {
  incidentId: string
  personId: string
  reason: string
  /** refuses where the key was not shown just now */
  needStepUp: () => void
}

/**
 * Lets somebody back in; never oneself: whoever is recused does not see the incident. What the reporter asked for wants the dpo or
 * the chair and his key. Refuses: incident.notFound, access.denied, person.notFound, session.stepUpNeeded.
 */
export async function liftRecusal(deps: Deps, actors: readonly Actor[], { incidentId, personId, reason, needStepUp }: Input): Promise<void> {
  await inOneOf(deps, actors, async (tx, actor) => {
    const incident = await lockIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'incident.liftRecusal', incident)
    if (personId === actor.personId) throw new Problem('access.denied')
    const recusal = (await recusalsOf(tx, incidentId)).find((row) => row.personId === personId)
    if (!recusal || !incident.recused.includes(personId)) throw new Problem('person.notFound')
    if (!(await mayLift(tx, actor, incident, recusal))) throw new Problem('access.denied')
    if (recusal.why === 'notTo') needStepUp()
    await leaveFence(tx)
    await markRecusalLifted(tx, incidentId, personId, actor.personId, deps.clock.now())
    await updateIncident(tx, incidentId, { recused: incident.recused.filter((id) => id !== personId) })
    const facts = { why: recusal.why }
    await append(deps, tx, actor, { type: 'incident.recusalLifted', subjectId: personId, incidentId, facts, sealed: { reason } })
    return true
  })
}

/** By hand: whoever sees it. What the reporter asked: dpo or chair by a seat, and not as the deputy of whoever is kept away. */
export async function mayLift(tx: BoardTx, actor: Actor, incident: IncidentRow, { why, personId }: { why: string; personId: string }): Promise<boolean> {
  const seats = seatsIn(actor, incident)
  if (!can(actor, 'incident.liftRecusal') || personId === actor.personId || seats.length === 0) return false
  if (why !== 'notTo') return true
  const his = await findOwnRolesEver(tx, personId)
  return seats.some((seat) => seat === 'dpo' || seat === 'chair' || (/^(dpo|chair):deputy$/.test(seat) && !his.some((role) => seat === `${role}:deputy`)))
}
