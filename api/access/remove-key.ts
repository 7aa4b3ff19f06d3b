import { Problem } from '../../shared/problem.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
export async function removeKey(_deps: Deps, _actors: readonly Actor[], _input: { id: string }): Promise<void> {
  throw new Problem('server.unavailable')
}
