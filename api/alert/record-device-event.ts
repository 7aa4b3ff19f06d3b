import type { Actor } from '../../shared/access/roles.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import type { Sql } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'

/** A device is a person's, so each board he works for has it in its log, under that board's pseudonym, in the one transaction. */
export async function recordDeviceEvent(deps: Deps, sql: Sql, actors: readonly Actor[], event: SeintjeEvent): Promise<void> {
  for (const actor of actors) await append(deps, await deps.db.enterBoard(sql, actor.organisationId), actor, event)
}
