import type { Fence } from '../../shared/access/fence.ts'
import type { AlarmKind } from '../../shared/alert/stage.ts'
import { ladderFor } from '../../shared/alert/who-to-ring.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { alarmsOf, findIncident, insertAlarm } from './alarm-store.ts'
import { ladderNow } from './ladder-of.ts'

/** Whom an incident is for now: what only the chair's side sees rings and reminds the chair where another rings dpo and handler. */
export const addresseeIn = ({ audience }: Pick<Fence, 'audience'>): 'dpo' | 'chair' =>
  audience.some((seat) => seat.startsWith('dpo') || seat.startsWith('handler')) ? 'dpo' : 'chair'

/**
 * An alarm beside the one of the report, with the ladder as it is now: due at once, and rung by the engine. None where one rings already
 * that asks for the same. Gives what happened.
 */
export async function startAlarm(deps: Deps, tx: BoardTx, incidentId: string, kind: Exclude<AlarmKind, 'report'>): Promise<SeintjeEvent[]> {
  const [incident, alarms, now] = [await findIncident(tx, incidentId), await alarmsOf(tx, incidentId), deps.clock.now()]
  if (!incident || incident.state === 'closed') return []
  const living = alarms.filter(({ alarm }) => alarm.endedAt === null).map(({ alarm }) => alarm.kind)
  if (living.some((one) => one === 'report' || one === kind || kind === 'stalled')) return []
  const ladder = ladderFor(addresseeIn(incident), await ladderNow(deps, tx, now))
  const id = deps.newId()
  await insertAlarm(tx, { id, incidentId, kind, ladder: [...ladder], startedAt: now })
  return [{ type: 'alarm.started', subjectId: id, incidentId, facts: { kind } }]
}
