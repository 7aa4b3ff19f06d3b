import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { recordForIdentity } from './record.ts'
import { dropSession, organisationsOf } from './store.ts'

/** Ends this session on the server; what the phone still holds stays there. */
export async function closeSession(deps: Deps, session: CurrentSession): Promise<void> {
  const boards = await deps.db.outside(async (sql) => {
    await dropSession(sql, session.tokenHash)
    return organisationsOf(sql, session.identityId)
  })
  await recordForIdentity(deps, session.identityId, boards, 'session.closed')
}
