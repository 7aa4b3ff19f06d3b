import { Problem } from '../../shared/problem.ts'
import type { OpenSessionView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
export async function listSessions(_deps: Deps, _actors: readonly Actor[], _session: CurrentSession): Promise<OpenSessionView[]> {
  throw new Problem('server.unavailable')
}
export async function revokeSession(_deps: Deps, _actors: readonly Actor[], _input: { id: string }): Promise<void> {
  throw new Problem('server.unavailable')
}
export async function revokeOtherSessions(_deps: Deps, _actors: readonly Actor[], _session: CurrentSession): Promise<void> {
  throw new Problem('server.unavailable')
}
