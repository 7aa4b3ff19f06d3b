import type { KeysView, KeyView } from '../../shared/access/key-views.ts'
import { worksAtDesk, type Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { allow } from './allow.ts'
import { countRecoveryCodes, findKeysOf, type KeyRow } from './key-store.ts'
import { steppedUpFor } from './open-session.ts'
import { openLabel } from './secrets.ts'

/** With one key a lost phone shuts the desk. */
const enough = 2

/** The passkeys of whoever is signed in, the oldest first. */
export async function listKeys(deps: Deps, actors: readonly [Actor, ...Actor[]], session: CurrentSession): Promise<KeysView> {
  allow(actors[0], 'key.manageOwn')
  const [rows, recoveryCodesLeft] = await deps.db.outside(
    async (sql) => [await findKeysOf(sql, session.identityId), await countRecoveryCodes(sql, session.identityId)] as const,
  )
  return {
    keys: await Promise.all(rows.map((row) => keyView(deps, row))),
    recoveryCodesLeft,
    wanted: rows.length < enough && actors.some(({ roles }) => worksAtDesk(roles)),
    secondsSteppedUp: Math.floor(steppedUpFor(session, deps.clock.now()) / 1000),
  }
}

export const keyView = async (
  deps: Deps,
  { id, label, createdAt, lastUsedAt, backedUp }: Omit<KeyRow, 'lastUsedAt'> & { lastUsedAt?: string | null },
): Promise<KeyView> => ({
  ...{ id, label: await openLabel(deps.keys, id, label), createdAt, lastUsedAt: lastUsedAt ?? null, backedUp },
})
