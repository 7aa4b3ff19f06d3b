import { Problem } from '../../shared/problem.ts'
import type { KeysView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
export async function listKeys(_deps: Deps, _actors: readonly Actor[], _session: CurrentSession): Promise<KeysView> {
  throw new Problem('server.unavailable')
}
