import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { AlarmView } from '../../shared/incident/views.ts'
import { days, plus, type Instant } from '../../shared/instant.ts'
import { allow } from '../access/allow.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findAlarms } from './alarm-store.ts'

/**
 * What rings for this person over all boards he works for, and what was picked up in the last day: which one and how long,
 * no contents, so a `device` session is enough and no read is logged. Refuses: access.denied.
 */
export async function listAlarms(deps: Deps, actors: readonly [Actor, ...Actor[]]): Promise<AlarmView[]> {
  const mine = actors.filter((actor) => can(actor, 'incident.listAlarms'))
  if (mine.length === 0) allow(actors[0], 'incident.listAlarms')
  const since = plus(deps.clock.now(), -days(1))
  const found: AlarmView[] = []
  for (const actor of mine) found.push(...(await deps.db.inBoard(actor, (tx) => ofBoard(tx, actor, since))))
  return found.toSorted((a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) || (a.deadlineAt < b.deadlineAt ? -1 : 1))
}

/** Not what its ladder never rings him for: a report straight to the chair stays out of the dpo's list. */
async function ofBoard(tx: BoardTx, actor: Actor, since: Instant): Promise<AlarmView[]> {
  const rows = await findAlarms(tx, since)
  return rows.filter(({ ladder }) => ladder.some(({ roles }) => roles.some((role) => actor.roles.includes(role)))).map(viewOf)
}

function viewOf({ incidentId, organisationName, year, sequence, awareAt, deadlineAt, receivedAt, acknowledgedAt }: Row): AlarmView {
  return { incidentId, organisationName, number: numberOf({ year, sequence }), awareAt, deadlineAt, receivedAt, acknowledgedAt }
}
type Row = Awaited<ReturnType<typeof findAlarms>>[number]
