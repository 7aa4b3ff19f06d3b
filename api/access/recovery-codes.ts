import { Problem } from '../../shared/problem.ts'
import type { InvitationView, RecoveryCodesView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
export async function changeRecoveryCodes(_deps: Deps, _actors: readonly Actor[]): Promise<RecoveryCodesView> {
  throw new Problem('server.unavailable')
}
export async function recoverByCode(_deps: Deps, _actors: readonly Actor[], _input: { code: string; network: string }): Promise<InvitationView> {
  throw new Problem('server.unavailable')
}
