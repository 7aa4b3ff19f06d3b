import type { Actor } from '../../shared/access/roles.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { boardKey } from '../db/keys.ts'
import { leaveFence, type BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append, system } from '../events/append.ts'
import type { Erasure } from './erasure-ledger.ts'
import { lockIncident, lockJoined, lockReports, updateErasedIncident, updateErasedReports } from './erasure-store.ts'
import { noted } from './noted.ts'
import { findHold, type IncidentRow } from './retention-store.ts'

/**
 * Throws the keys of a closed incident and of all its reports away; numbers, kinds and moments stay, and so does its entry in the register.
 * Cannot be undone. Refuses: incident.notFound, access.denied (seen through broken glass only), incident.erased, incident.notClosed,
 * hold.active, server.ledgerUnwritable.
 */
export async function eraseIncident(deps: Deps, actors: readonly Actor[], { incidentId, reason }: { incidentId: string; reason: string }): Promise<void> {
  await noted(deps, (note) =>
    inOneOf(deps, actors, async (tx, actor) => {
      const incident = await lockIncident(tx, incidentId)
      if (!incident) return undefined
      allowIn(actor, 'incident.erase', incident)
      const event = await eraseWhole(deps, tx, incident, note)
      // Why it was erased outlives it: under the board's key.
      const key = await boardKey(deps.keys, tx)
      await append(deps, tx, actor, { ...event, sealed: { reason } }, key)
      return true
    }),
  )
}

/** The keys of an incident that is locked here, and of its reports, go. Gives what happened, to be appended. Refuses as above. */
export async function eraseWhole(deps: Deps, tx: BoardTx, incident: IncidentRow, note: (lines: readonly Erasure[]) => void): Promise<SeintjeEvent> {
  if (incident.erasedAt) throw new Problem('incident.erased')
  if (incident.state !== 'closed') throw new Problem('incident.notClosed')
  const at = deps.clock.now()
  // What was joined to it closed and came along, and may be kept from whoever erases: nothing of it is left either.
  await leaveFence(tx)
  const joined = await lockJoined(tx, incident.id)
  const holding = [incident.id, ...(incident.joinedTo ? [incident.joinedTo] : []), ...joined.map(({ id }) => id)]
  for (const id of holding) if (await findHold(tx, id, at)) throw new Problem('hold.active')
  const reports = await lockReports(tx, incident.id)
  const ids = reports.filter((row) => !row.erasedAt).map((row) => row.id)
  const line = { at, organisationId: tx.organisationId }
  note([...[incident, ...joined].map(({ id }) => ({ ...line, incidentId: id })), ...ids.map((reportId) => ({ ...line, reportId }))])
  await updateErasedReports(tx, incident.id, ids, at)
  await updateErasedIncident(tx, incident.id, at)
  for (const { id } of joined) {
    await updateErasedIncident(tx, id, at)
    await append(deps, tx, system, { type: 'incident.erased', subjectId: id, incidentId: id, facts: { reports: 0, why: 'joined' } })
  }
  return { type: 'incident.erased', subjectId: incident.id, incidentId: incident.id, facts: { reports: ids.length } }
}
