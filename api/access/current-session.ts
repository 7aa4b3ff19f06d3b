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
export async function currentSession(deps: Deps, token: string): Promise<{ session: CurrentSession; actors: Actor[]; slid: boolean } | null> {
  return deps.db.outside(async (sql) => {
    const found = await findSession(sql, hashToken(token), deps.clock.now())
    if (!found) return null
    const { tokenHash, id, identityId, scope, ownDevice } = found
    const session = { id, tokenHash, identityId, scope, ownDevice, expiresAt: await slide(deps, sql, found) }
    return { session, actors: await actorsIn(deps, sql, session, found.organisationIds), slid: session.expiresAt !== found.expiresAt }
  })
}

/** The actors of a session that was just opened. */
export const actorsOf = (deps: Deps, session: CurrentSession) => deps.db.outside(async (sql) => actorsIn(deps, sql, session, await organisationsOf(sql, session.identityId)))

/** A `device` session slides, at most once a day, and its cookie with it; a `desk` session ends when it ends. */
async function slide(deps: Deps, sql: Sql, { tokenHash, scope, seenAt, expiresAt }: Pick<CurrentSession, 'tokenHash' | 'scope' | 'expiresAt'> & { seenAt: string }): Promise<string> {
  const now = deps.clock.now()
  if (scope !== 'device' || between(seenAt, now) <= days(1)) return expiresAt
  const later = plus(now, sessionLife.device)
  await touchSession(sql, tokenHash, now, later)
  return later
}

async function actorsIn(deps: Deps, sql: Sql, { identityId, scope }: CurrentSession, organisationIds: readonly string[]): Promise<Actor[]> {
  const actors: Actor[] = []
  for (const organisationId of organisationIds) {
    const found = await findPersonOf(await deps.db.enterBoard(sql, organisationId), identityId)
    if (!found) continue
    const { person, grants } = found
    actors.push({ organisationId, personId: person.id, identityId, pseudonym: person.pseudonym, roles: rolesAt(grants, deps.clock.now()), scope })
  }
  return actors
}

/** How long a token may stand in a cookie, in seconds; null lets it end with the browser (a shared device). */
export const cookieAge = ({ scope, ownDevice }: Pick<CurrentSession, 'scope' | 'ownDevice'>) => (ownDevice ? (scope === 'device' ? days(180) : hours(12)) / 1000 : null)
