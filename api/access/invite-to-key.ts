import { Problem } from '../../shared/problem.ts'
import type { InvitedView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
export async function inviteToKey(_deps: Deps, _actors: readonly Actor[], _input: { organisationId: string; personId: string }): Promise<InvitedView> {
  throw new Problem('server.unavailable')
}
