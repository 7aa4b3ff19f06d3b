import type { Instant } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { Sql } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { findKeysOf } from './key-store.ts'

/**
 * Whoever holds a mailbox can open a session with the code that comes in there, and must not silence an alarm with it. Of somebody who has a
 * passkey only such a session counts that was opened by one, or before `since`. Who has no passkey has no other way. Refuses: session.keyNeeded.
 */
export async function needKey(deps: Deps, sql: Sql, { keyed, createdAt, identityId }: CurrentSession, since: Instant | null): Promise<void> {
  if (keyed || deps.env.mode === 'demo' || (since !== null && createdAt < since)) return
  if ((await findKeysOf(sql, identityId)).length > 0) throw new Problem('session.keyNeeded')
}
