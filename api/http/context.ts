import type { HttpBindings } from '@hono/node-server'
import type { Actor, SessionScope } from '../../shared/access/roles.ts'

export type CurrentSession = { id: string; tokenHash: Uint8Array; identityId: string; scope: SessionScope; ownDevice: boolean; expiresAt: string }

/** What every handler finds on its context. `actors`: one per board this person works for. */
export type Env = {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    /** when the request came in, before its body did */
    arrivedAt: string
    session: CurrentSession | null
    actors: Actor[]
  }
}
