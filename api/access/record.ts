import type { Actor } from '../../shared/access/roles.ts'
import type { EventType } from '../../shared/event.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findPersonOf } from './store.ts'

/** One event in each board this identity works for: a sign-in stands in every board's log, under that board's pseudonym. */
export async function recordForIdentity(
  deps: Deps,
  identityId: string,
  organisationIds: readonly string[],
  type: EventType,
  facts: Record<string, string> = {},
): Promise<void> {
  for (const organisationId of organisationIds) {
    await deps.db.inBoard({ organisationId }, async (tx) => {
      const found = await findPersonOf(tx, identityId)
      if (found) await append(deps, tx, found.person, { type, subjectId: found.person.id, facts })
    })
  }
}

/** A refusal stands in the log too (NEN 27002 12.4.1): who asked for what by route, never which words. */
export async function recordRefusal(deps: Deps, actors: readonly Actor[], route: string, code: string): Promise<void> {
  for (const actor of actors) {
    await deps.db.inBoard(actor, (tx) => append(deps, tx, actor, { type: 'access.refused', subjectId: actor.personId, facts: { route, code } }))
  }
}
