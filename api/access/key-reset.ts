import { Problem } from '../../shared/problem.ts'
import type { InvitedView, KeyResetView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
type Ask = { organisationId: string; personId: string; reason: string }
export async function askKeyReset(_deps: Deps, _actors: readonly Actor[], _input: Ask): Promise<KeyResetView> {
  throw new Problem('server.unavailable')
}
export async function listKeyResets(_deps: Deps, _actors: readonly Actor[], _organisationId: string): Promise<KeyResetView[]> {
  throw new Problem('server.unavailable')
}
type Decide = { organisationId: string; id: string; agree: boolean }
export async function decideKeyReset(_deps: Deps, _actors: readonly Actor[], _input: Decide): Promise<InvitedView> {
  throw new Problem('server.unavailable')
}
