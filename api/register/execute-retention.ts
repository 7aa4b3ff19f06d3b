import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { boardKey } from '../db/keys.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { lockIncident } from './erasure-store.ts'
import { eraseWhole } from './erase-incident.ts'
import { noted } from './noted.ts'
import { findEntry, findRetention, updateErasedEntry, updateRetention } from './retention-store.ts'

/**
 * The term is over and a person says so: the file is erased, its entry without names stays its five years (protocol 11).
 * Refuses: incident.notFound, access.denied, incident.erased, incident.notClosed, retention.notConfirmed, retention.notDue, hold.active,
 * server.ledgerUnwritable.
 */
export async function executeRetention(deps: Deps, actors: readonly Actor[], { incidentId, reason }: { incidentId: string; reason: string }): Promise<void> {
  await noted(deps, (note) =>
    inOneOf(deps, actors, async (tx, actor) => {
      const incident = await lockIncident(tx, incidentId)
      if (!incident) return undefined
      allowIn(actor, 'incident.erase', incident)
      const kept = await findRetention(tx, incidentId)
      const now = deps.clock.now()
      if (incident.erasedAt) throw new Problem('incident.erased')
      // A file that was opened again and closed again asks anew how long it is kept.
      if (!kept || (incident.closedAt && kept.setAt < incident.closedAt)) throw new Problem('retention.notConfirmed')
      if (kept.dueAt > now) throw new Problem('retention.notDue')
      const erased = await eraseWhole(deps, tx, incident, note)
      await updateRetention(tx, incidentId, kept.id, { executedBy: actor.personId, executedAt: now })
      // Why it was erased outlives it: under the board's key.
      const key = await boardKey(deps.keys, tx)
      const facts = { outcome: kept.outcome, reports: erased.facts?.['reports'] ?? 0 }
      await append(deps, tx, actor, { type: 'retention.executed', subjectId: incidentId, incidentId, facts, sealed: { reason } }, key)
      return true
    }),
  )
}

/**
 * The entry's five years are over: its words go too, its codes and counts stay for the figures. Refuses: incident.notFound, access.denied,
 * entry.notFound, entry.notDue, incident.notErased, server.ledgerUnwritable.
 */
export async function eraseEntry(deps: Deps, actors: readonly Actor[], { incidentId }: { incidentId: string }): Promise<void> {
  await noted(deps, (note) =>
    inOneOf(deps, actors, async (tx, actor) => {
      const incident = await lockIncident(tx, incidentId)
      if (!incident) return undefined
      allowIn(actor, 'incident.erase', incident)
      const entry = await findEntry(tx, incidentId)
      if (!entry || entry.erasedAt) throw new Problem('entry.notFound')
      if (!incident.erasedAt) throw new Problem('incident.notErased')
      const at = deps.clock.now()
      if (!entry.keepUntil || entry.keepUntil > at) throw new Problem('entry.notDue')
      note([{ at, organisationId: tx.organisationId, entryId: incidentId }])
      await updateErasedEntry(tx, incidentId, at)
      await append(deps, tx, actor, { type: 'retention.executed', subjectId: incidentId, incidentId, facts: { outcome: 'entry' } })
      return true
    }),
  )
}
