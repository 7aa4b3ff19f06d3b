import type { HttpBindings } from '@hono/node-server'
import type { Actor, SessionScope } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'

export type CurrentSession = {
  id: string
  tokenHash: Uint8Array
  identityId: string
  /** what it may do now: a desk that was opened with a passkey on one's own device goes on as `device` when its twelve hours are over */
  scope: SessionScope
  ownDevice: boolean
  /** when this scope ends */
  expiresAt: Instant
  /** when the token itself ends */
  livesUntil: Instant
  /** when a passkey was last shown in it, null when none was */
  steppedUpAt: Instant | null
  createdAt: Instant
  /** opened by a passkey; still so once its desk is shut and it goes on as `device` */
  keyed: boolean
}

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
