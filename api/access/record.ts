import type { Actor } from '../../shared/access/roles.ts'
import type { EventType } from '../../shared/event.ts'
import type { Deps } from '../deps.ts'
import type { Sql } from '../db/open.ts'
import { append, type EventActor } from '../events/append.ts'
import { findPersonOf, organisationsOf } from './store.ts'

type Facts = Readonly<Record<string, string | number | boolean>>

/** One event in each board this identity works for: a sign-in stands in every board's log, under that board's pseudonym. */
export async function recordForIdentity(
  deps: Deps,
  identityId: string,
  organisationIds: readonly string[],
  type: EventType,
  facts: Facts = {},
  by?: EventActor,
): Promise<void> {
  for (const organisationId of organisationIds) {
    await deps.db.inBoard({ organisationId }, async (tx) => {
      const found = await findPersonOf(tx, identityId)
      if (found) await append(deps, tx, by ?? found.person, { type, subjectId: found.person.id, facts })
    })
  }
}

/** The same within a transaction that is open. How many boards he works for now. */
export async function recordWithin(deps: Deps, sql: Sql, identityId: string, type: EventType, facts: Facts = {}): Promise<number> {
  let boards = 0
  for (const organisationId of await organisationsOf(sql, identityId)) {
    const tx = await deps.db.enterBoard(sql, organisationId)
    const found = await findPersonOf(tx, identityId)
    if (!found) continue
    await append(deps, tx, found.person, { type, subjectId: found.person.id, facts })
    boards += 1
  }
  return boards
}

/** What somebody did with his own keys and sessions, in the log of each of his boards and in the one transaction. */
export async function recordOwn(deps: Deps, sql: Sql, actors: readonly Actor[], type: EventType, facts: Facts = {}): Promise<void> {
  for (const actor of actors) await append(deps, await deps.db.enterBoard(sql, actor.organisationId), actor, { type, subjectId: actor.personId, facts })
}

/** A refusal stands in the log too (NEN 27002 12.4.1): who asked for what by route, never which words. */
export async function recordRefusal(deps: Deps, actors: readonly Actor[], route: string, code: string): Promise<void> {
  for (const actor of actors) {
    await deps.db.inBoard(actor, (tx) => append(deps, tx, actor, { type: 'access.refused', subjectId: actor.personId, facts: { route, code } }))
  }
}
