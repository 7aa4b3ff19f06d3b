import { can, type Actor } from '../../shared/access/roles.ts'
import { numberOf } from '../../shared/incident/number.ts'
import type { AlarmView } from '../../shared/incident/views.ts'
import { days, plus, type Instant } from '../../shared/instant.ts'
import { allow } from '../access/allow.ts'
import { isHimself } from '../access/need-key.ts'
import type { Deps } from '../deps.ts'
import { callTasks } from '../deadline/call-tasks.ts'
import { acknowledgementsByIncident } from '../incident/acknowledgements.ts'
import type { BoardTx } from '../db/open.ts'
import type { CurrentSession } from '../http/context.ts'
import { findAlarms, findFences } from './alarm-store.ts'

/**
 * What rings for this person over all boards he works for, and what was picked up in the last day: which one and how long,
 * with the calls to make, no contents, so a `device` session is enough and no read is logged. The fence leaves out what is not for him. Where only a
 * mailbox opened the session of somebody who has a passkey nobody is named and no number stands there. Refuses: access.denied.
 */
export async function listAlarms(deps: Deps, actors: readonly [Actor, ...Actor[]], session: CurrentSession): Promise<AlarmView[]> {
  const mine = actors.filter((actor) => can(actor, 'incident.listAlarms'))
  if (mine.length === 0) allow(actors[0], 'incident.listAlarms')
  const since = plus(deps.clock.now(), -days(1))
  const found: AlarmView[] = []
  for (const actor of mine) found.push(...(await deps.db.inBoard(actor, (tx) => alarmsAt(deps, tx, since))))
  const shown = (await deps.db.outside((sql) => isHimself(deps, sql, session))) ? found : found.map(withoutNames)
  return shown.toSorted((a, b) => Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) || (a.deadlineAt < b.deadlineAt ? -1 : 1))
}

const withoutNames = (alarm: AlarmView): AlarmView => ({
  ...alarm,
  calls: alarm.calls?.map((call) => ({ ...call, people: [] })),
  acknowledgements: alarm.acknowledgements?.map((one) => ({ ...one, name: null })),
})

/** At one board, with the calls that are still to be made and who took it up. */
async function alarmsAt(deps: Deps, tx: BoardTx, since: Instant): Promise<AlarmView[]> {
  const rows = await findAlarms(tx, since)
  const ids = rows.map(({ incidentId }) => incidentId)
  const calls = await callTasks(deps, tx, await findFences(tx, ids))
  const acknowledgements = await acknowledgementsByIncident(deps, tx, ids)
  return rows.map(({ incidentId, year, sequence, ...row }) => ({
    ...{ ...row, incidentId, number: numberOf({ year, sequence }) },
    ...{ calls: calls.get(incidentId) ?? [], acknowledgements: acknowledgements.get(incidentId) ?? [] },
  }))
}
