import { Problem } from '../../shared/problem.ts'
import type { Sql } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { findKeysSince } from './key-store.ts'

/**
 * Whether it is himself as far as we can tell. Whoever holds a mailbox can open a session with the code that comes in there, and a mailbox may
 * have been hacked long before anybody reports it. So of somebody who has a passkey only such a session counts that was opened by one (also once
 * its desk is shut), or before he had his first. Who has no passkey has no other way; in the demo nobody has.
 */
export async function isHimself(deps: Deps, sql: Sql, { keyed, createdAt, identityId }: CurrentSession): Promise<boolean> {
  if (keyed || deps.env.mode === 'demo') return true
  const since = await findKeysSince(sql, identityId)
  return since === null || createdAt < since
}

/** For what would silence an alarm, or take it away from somebody. Refuses: session.keyNeeded. */
export async function needKey(deps: Deps, sql: Sql, session: CurrentSession): Promise<void> {
  if (!(await isHimself(deps, sql, session))) throw new Problem('session.keyNeeded')
}
