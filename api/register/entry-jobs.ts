import type { SeintjeEvent } from '../../shared/event.ts'
import { plus, type Instant } from '../../shared/instant.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { newSealedEntry } from './entry-seal.ts'
import { findEntry, findIncident, saveEntry, settledOf, updateEntry, type EntryRow, type IncidentRow, type Settled } from './entry-store.ts'

/** How long an entry without names outlives its file, in years (protocol 11). */
const keptYears = 5

/** The entry of each of these incidents says what was decided, filed and sent; it is begun where there is none yet. */
export async function keepEntries(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const id of new Set(events.map(({ incidentId, subjectId }) => incidentId ?? subjectId))) await keepEntry(deps, tx, id)
}

/** Reports came or went, and the moment that counts with them: only what is in the register already says so. */
export async function followEntries(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const { incidentId } of events) if (incidentId && (await findEntry(tx, incidentId))) await keepEntry(deps, tx, incidentId)
}

/** A new fact: what was complete is looked at again. */
export async function reopenEntries(_deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const { incidentId, subjectId } of events) await updateEntry(tx, incidentId ?? subjectId, { complete: false })
}

/** The same for one, which this transaction may see; what was taken over from elsewhere says what it said there. */
export async function keepEntry(deps: Deps, tx: BoardTx, incidentId: string): Promise<EntryRow | undefined> {
  const incident = await findIncident(tx, incidentId)
  if (!incident || incident.origin === 'imported' || incident.erasedAt) return undefined
  const known = await findEntry(tx, incidentId)
  const set = { ...clearOf(incident), ...(await settledOf(tx, incidentId)) }
  if (known) {
    // What was decided anew, somebody looks at again before it counts as complete.
    const again = known.complete && decidedFields.some((field) => known[field] !== set[field])
    await updateEntry(tx, incidentId, { ...set, ...(again ? { complete: false } : {}) })
  } else {
    const sealed = await newSealedEntry(await boardKey(deps.keys, tx), tx.organisationId, incidentId, {})
    const begun = { organisationId: tx.organisationId, incidentId, origin: 'app' as const, complete: false, revision: 0, setAt: deps.clock.now() }
    await saveEntry(tx, { ...begun, ...sealed, ...set })
  }
  return findEntry(tx, incidentId)
}

const decidedFields = ['breach', 'authority', 'subjects'] as const satisfies readonly (keyof Settled)[]

const clearOf = ({ schoolId, awareAt, closedAt }: IncidentRow) => ({ schoolId, awareAt, closedAt, keepUntil: closedAt && keptUntil(closedAt) })

/** The same day and hour so many years later; from 29 February 1 March. */
export function keptUntil(closedAt: Instant): Instant {
  const date = new Date(closedAt)
  date.setUTCFullYear(date.getUTCFullYear() + keptYears)
  return plus(date.toISOString(), 0)
}
