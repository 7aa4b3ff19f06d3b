import { Problem } from '../../shared/problem.ts'
import type { BoardPersonView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
export async function listPeople(_deps: Deps, _actors: readonly Actor[], _organisationId: string): Promise<BoardPersonView[]> {
  throw new Problem('server.unavailable')
}
