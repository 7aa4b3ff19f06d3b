import { Problem } from '../../shared/problem.ts'
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server'
import type { NewKeyView, RegistrationResponse } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
type Ask = { session: CurrentSession; invitation: string | undefined }
type Asked = { challengeId: string; options: PublicKeyCredentialCreationOptionsJSON }
export async function askRegistration(_deps: Deps, _actors: readonly Actor[], _input: Ask): Promise<Asked> {
  throw new Problem('server.unavailable')
}
type Register = { session: CurrentSession; challengeId: string; response: RegistrationResponse; label: string }
export async function registerKey(_deps: Deps, _actors: readonly Actor[], _input: Register): Promise<NewKeyView> {
  throw new Problem('server.unavailable')
}
