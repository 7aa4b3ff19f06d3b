import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { tellOwner } from '../alert/tell-owner.ts'
import type { Deps } from '../deps.ts'
import { allow } from './allow.ts'
import { dropKey, findKeysOf, lockIdentity } from './key-store.ts'
import { recordOwn } from './record.ts'

/** Takes a passkey off one's list and ends every session in which it was the last one shown. Refuses: key.notFound, key.last. */
export async function removeKey(deps: Deps, actors: readonly [Actor, ...Actor[]], { id }: { id: string }): Promise<void> {
  const [{ identityId }] = actors
  allow(actors[0], 'key.manageOwn')
  await deps.db.outside(async (sql) => {
    await lockIdentity(sql, identityId)
    const held = await findKeysOf(sql, identityId)
    if (!held.some((key) => key.id === id)) throw new Problem('key.notFound')
    if (held.length === 1) throw new Problem('key.last')
    await dropKey(sql, identityId, id)
    await recordOwn(deps, sql, actors, 'key.removed', { keys: held.length - 1, why: 'byOwner' })
  })
  void tellOwner(deps, identityId, 'removed')
}
