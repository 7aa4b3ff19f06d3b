import { between, days, hours, plus } from '../../shared/instant.ts'
import { rolesAt, type Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import type { Sql } from '../db/open.ts'
import type { CurrentSession } from '../http/context.ts'
import { sessionLife } from './open-session.ts'
import { hashToken } from './secrets.ts'
import { findPersonOf, findSession, organisationsOf, touchSession } from './store.ts'

/**
 * The session behind a token, if it still lives, and one actor per board this person works for now: leaving takes effect
 * with the next request. One transaction for all of it, since every request pays for it.
 */
export async function currentSession(deps: Deps, token: string): Promise<{ session: CurrentSession; actors: Actor[] } | null> {
  return deps.db.outside(async (sql) => {
    const session = await liveSession(deps, sql, hashToken(token))
    return session && { session, actors: await actorsIn(deps, sql, session) }
  })
}

/** The actors of a session that was just opened. */
export const actorsOf = (deps: Deps, session: CurrentSession) => deps.db.outside((sql) => actorsIn(deps, sql, session))

/** A `device` session slides, at most once a day; a `desk` session ends when it ends. */
async function liveSession(deps: Deps, sql: Sql, tokenHash: Uint8Array): Promise<CurrentSession | null> {
  const now = deps.clock.now()
  const row = await findSession(sql, tokenHash, now)
  if (!row) return null
  const slides = row.scope === 'device' && between(row.seenAt, now) > days(1)
  const expiresAt = slides ? plus(now, sessionLife.device) : row.expiresAt
  if (slides) await touchSession(sql, tokenHash, now, expiresAt)
  return { id: row.id, tokenHash, identityId: row.identityId, scope: row.scope, expiresAt }
}

async function actorsIn(deps: Deps, sql: Sql, { identityId, scope }: CurrentSession): Promise<Actor[]> {
  const actors: Actor[] = []
  for (const organisationId of await organisationsOf(sql, identityId)) {
    const found = await findPersonOf(await deps.db.enterBoard(sql, organisationId), identityId)
    if (!found) continue
    const { person, grants } = found
    actors.push({ organisationId, personId: person.id, identityId, pseudonym: person.pseudonym, roles: rolesAt(grants, deps.clock.now()), scope })
  }
  return actors
}

/** How long a token may stand in a cookie, in seconds; null lets it end with the browser (a shared device). */
export const cookieAge = (scope: CurrentSession['scope'], ownDevice: boolean) => (ownDevice ? (scope === 'device' ? days(180) : hours(12)) / 1000 : null)
