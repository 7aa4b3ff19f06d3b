import type { EventType } from '../../shared/event.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findPersonOf } from './store.ts'

/** One event in each board this identity works for: a sign-in stands in every board's log, under that board's pseudonym. */
export async function recordForIdentity(deps: Deps, identityId: string, organisationIds: readonly string[], type: EventType, facts: Record<string, string> = {}): Promise<void> {
  for (const organisationId of organisationIds) {
    await deps.db.inBoard({ organisationId }, async (tx) => {
      const found = await findPersonOf(tx, identityId)
      if (found) await append(deps, tx, found.person, { type, subjectId: found.person.id, facts })
    })
  }
}
