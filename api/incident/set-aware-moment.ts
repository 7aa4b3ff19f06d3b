import type { Actor } from '../../shared/access/roles.ts'
import { earliest, type Instant } from '../../shared/instant.ts'
import type { DataKey } from '../db/seal.ts'
import { sealText } from '../db/seal.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { reasonContext, startTermAt, supersedeAware } from './aware-at.ts'
import { moveAwareMoments, reportsOf, saveAwareMoment } from './incident-store.ts'
import type { IncidentRow } from './report-store.ts'

/** `deadlineAt`: the deadline that counts now. */
export type Moved = { status: 'inForce' | 'proposed'; deadlineAt: Instant }

/**
 * Another moment at which the school became aware, by whoever may say so. Later than discovery waits for the chair, and until then the earlier
 * moment counts (clock.md). Refuses: deadline.stopped (it was notified).
 */
export async function setAwareMoment(
  deps: Deps,
  tx: BoardTx,
  key: DataKey,
  { actor, incident, awareAt, reason }: { actor: Actor; incident: IncidentRow; awareAt: Instant; reason: string },
): Promise<Moved> {
  const [first, ...others] = (await reportsOf(tx, incident.id)).map((row) => row.discoveredAt)
  const discoveredAt = first === undefined ? incident.awareAt : earliest(first, ...others)
  // Later than discovery waits for the chair, unless it is an earlier moment than the one he agreed to: the earlier one counts.
  const status = awareAt > discoveredAt && awareAt > incident.awareAt ? 'proposed' : 'inForce'
  await moveAwareMoments(tx, incident.id, 'proposed', 'superseded')
  if (status === 'inForce') await supersedeAware(tx, incident.id)
  const id = deps.newId()
  const reasonSealed = await sealText(key, reasonContext(tx.organisationId, incident.id, id), reason)
  const moment = { awareAt, reasonSealed, setBy: actor.personId, setAt: deps.clock.now(), status } as const
  await saveAwareMoment(tx, { organisationId: tx.organisationId, incidentId: incident.id, id, ...moment })
  return { status, deadlineAt: status === 'inForce' ? await startTermAt(tx, incident, awareAt) : incident.deadlineAt }
}
