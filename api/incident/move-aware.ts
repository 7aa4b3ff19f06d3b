import { joinedAware } from '../../shared/incident/joined-aware.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { startTermAt, supersedeAware } from './aware-at.ts'
import { awareMomentsOf, reportsOf, saveAwareMoment } from './incident-store.ts'
import { joinedTo } from './join-store.ts'
import type { IncidentRow } from './report-store.ts'

/** The moment that the officer set, where he did; what follows from joining was set by nobody. */
export const setAwareOf = async (tx: BoardTx, incidentId: string) =>
  (await awareMomentsOf(tx, incidentId)).find(({ status, setBy }) => status === 'inForce' && setBy !== null)

/**
 * After reports came or went: aware with the earliest of them, unless the officer set it. What changes is a moment of its own, and the term starts
 * there. `keepFiled`: where it was notified, the moment by which that was judged stays. Gives the moment that counts. Refuses: deadline.stopped.
 */
export async function moveAware(deps: Deps, tx: BoardTx, incident: IncidentRow, { keepFiled }: { keepFiled: boolean }): Promise<Instant> {
  const { id, awareAt: was } = incident
  const moments = await awareMomentsOf(tx, id)
  const reports = await reportsOf(tx, id)
  const joined = await joinedTo(tx, id)
  if (moments.some(({ status, setBy }) => status === 'inForce' && setBy !== null)) return was
  const first = moments.find(({ status }) => status === 'first')?.awareAt ?? was
  const awareAt = joinedAware(
    first,
    reports.map((row) => row.discoveredAt),
    joined.map((row) => row.awareAt),
  )
  const isFiled = incident.termOutcome === 'filed' || incident.termOutcome === 'filedLate'
  if (awareAt === was || (keepFiled && isFiled)) return was
  await supersedeAware(tx, id)
  if (awareAt !== first)
    await saveAwareMoment(tx, { organisationId: tx.organisationId, incidentId: id, id: deps.newId(), awareAt, setAt: deps.clock.now(), status: 'inForce' })
  await startTermAt(tx, incident, awareAt)
  return awareAt
}
