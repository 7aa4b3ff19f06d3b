import { Problem } from '../../shared/problem.ts'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { AuthenticationResponse } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
type Asked = { challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }
export async function askStepUp(_deps: Deps, _actors: readonly Actor[], _session: CurrentSession): Promise<Asked> {
  throw new Problem('server.unavailable')
}
type Shown = { session: CurrentSession; challengeId: string; response: AuthenticationResponse }
export async function stepUp(_deps: Deps, _actors: readonly Actor[], _input: Shown): Promise<void> {
  throw new Problem('server.unavailable')
}
export async function stepUpInDemo(_deps: Deps, _actors: readonly Actor[], _session: CurrentSession): Promise<void> {
  throw new Problem('server.unavailable')
}
