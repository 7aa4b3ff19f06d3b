import { Problem } from '../../shared/problem.ts'
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { AuthenticationResponse } from '../../shared/access/key-views.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
type Asked = { challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }
export async function askDesk(_deps: Deps, _input: { network: string }): Promise<Asked> {
  throw new Problem('server.unavailable')
}
type Open = { challengeId: string; response: AuthenticationResponse; ownDevice: boolean; label: string | null; network: string; before: CurrentSession | null }
export async function openDesk(_deps: Deps, _input: Open): Promise<{ token: string; session: CurrentSession }> {
  throw new Problem('server.unavailable')
}
