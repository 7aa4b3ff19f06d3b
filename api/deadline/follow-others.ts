import type { SeintjeEvent } from '../../shared/event.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findDeadline, updateDeadline } from './deadline-store.ts'
import { endFollowed, moveFollowed, planFollowed } from './follow-terms.ts'
import { sealAt } from './sealed-words.ts'

/**
 * Whom else is told when: a moment that is planned runs on the engine as a promise, under the id of the plan itself, and ends with it. The law
 * sets no term here (protocol 10).
 */
export async function followOthers(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const { subjectId: id, incidentId, facts, sealed } of events) {
    if (incidentId === undefined) continue
    const dueAt = facts?.['dueAt']
    const before = await findDeadline(tx, incidentId, id)
    if (typeof dueAt !== 'string') {
      if (before?.endedAt === null) news.push(await endFollowed(deps, tx, before, 'done'))
      continue
    }
    const key = await incidentKey(deps.keys, tx, incidentId)
    const note = noteOf(sealed)
    if (!before) {
      if (dueAt > deps.clock.now()) news.push(await planFollowed(deps, tx, key, { incidentId, id, kind: 'promise', dueAt, note }))
      continue
    }
    await updateDeadline(tx, incidentId, id, { noteSealed: await sealAt(tx, key, { table: 'deadline', incidentId, id, field: 'note' }, note) })
    // Ended by hand it stays ended, until it is planned anew.
    const anew = before.dueAt !== dueAt || (facts?.['was'] ?? 'planned') !== 'planned'
    if (!anew) continue
    await updateDeadline(tx, incidentId, id, { endedAt: null, endedBy: null, outcome: null })
    news.push(await moveFollowed(tx, before, dueAt))
  }
  return news
}

/** What has to be done by then, as it was planned. */
const noteOf = (sealed: unknown): string | null =>
  typeof sealed === 'object' && sealed !== null && 'what' in sealed && typeof sealed.what === 'string' ? sealed.what : null
