import { between, days, hours, plus } from '../../shared/instant.ts'
import { rolesAt, seatsAt, type Actor } from '../../shared/access/roles.ts'
import { makeBatch, oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'
import type { Sql } from '../db/open.ts'
import type { CurrentSession } from '../http/context.ts'
import { sessionAt, sessionLife } from './open-session.ts'
import { hashToken } from './secrets.ts'
import { findPeopleOf, findSessions, touchSession, type FoundPerson } from './store.ts'

type Found = { session: CurrentSession; actors: Actor[]; slid: boolean }

/**
 * The session behind a token, if it still lives, and one actor per board this person works for now: leaving takes effect with
 * the next request. Every request pays for it, so those that come at the same moment ask together.
 */
export const currentSession = (deps: Deps, token: string): Promise<Found | null> => lookUp(deps)(hashToken(token))

const lookUp = oncePerStore((deps) => makeBatch<Uint8Array, Found | null>(64, (hashes) => deps.db.outside((sql) => sessionsOf(deps, sql, hashes))))

async function sessionsOf(deps: Deps, sql: Sql, hashes: readonly Uint8Array[]): Promise<(Found | null)[]> {
  // In one order, so that two processes that make the same sessions live longer wait for each other and never in a ring.
  const sessions = (await findSessions(sql, [...hashes], deps.clock.now())).toSorted((a, b) => a.id.localeCompare(b.id))
  const found = new Map<string, Found>()
  const now = deps.clock.now()
  for (const row of sessions) {
    const expiresAt = await slide(sql, { ...sessionAt(row, now), seenAt: row.seenAt }, now)
    found.set(nameOf(row.tokenHash), { session: sessionAt({ ...row, expiresAt }, now), actors: [], slid: expiresAt !== row.expiresAt })
  }
  for (const organisationId of new Set(sessions.flatMap((one) => one.organisationIds))) {
    const here = sessions.filter((one) => one.organisationIds.includes(organisationId))
    const people = await findPeopleOf(await deps.db.enterBoard(sql, organisationId), [...new Set(here.map((one) => one.identityId))])
    for (const one of here) {
      const [person, known] = [people.get(one.identityId), found.get(nameOf(one.tokenHash))]
      if (person && known) known.actors.push(actorOf(deps, organisationId, known.session, person))
    }
  }
  return hashes.map((hash) => found.get(nameOf(hash)) ?? null)
}

const nameOf = (tokenHash: Uint8Array) => Buffer.from(tokenHash).toString('base64')

function actorOf(
  deps: Deps,
  organisationId: string,
  { identityId, scope }: Pick<CurrentSession, 'identityId' | 'scope'>,
  { person, grants }: FoundPerson,
): Actor {
  const at = deps.clock.now()
  return { organisationId, personId: person.id, identityId, pseudonym: person.pseudonym, roles: rolesAt(grants, at), seats: seatsAt(grants, at), at, scope }
}

/** The actors of a session that was just opened. */
export async function actorsOf(deps: Deps, session: CurrentSession): Promise<Actor[]> {
  return deps.db.outside(async (sql) => {
    const [found] = await sessionsOf(deps, sql, [session.tokenHash])
    return found?.actors ?? []
  })
}

/**
 * A `device` session slides, at most once a day, and its cookie with it; a `desk` session ends when it ends. When any other was
 * last seen is written down once an hour, for the list of sessions.
 */
async function slide(sql: Sql, { tokenHash, scope, ownDevice, seenAt, livesUntil }: CurrentSession & { seenAt: string }, now: string): Promise<string> {
  const slides = scope === 'device' && ownDevice
  if (between(seenAt, now) <= (slides ? days(1) : hours(1))) return livesUntil
  const later = slides ? plus(now, sessionLife.device) : livesUntil
  await touchSession(sql, tokenHash, now, later)
  return later
}

/** How long a token may stand in a cookie, in seconds; null lets it end with the browser (a shared device). */
export const cookieAge = ({ ownDevice, livesUntil }: Pick<CurrentSession, 'ownDevice' | 'livesUntil'>, now: string) =>
  ownDevice ? Math.floor(between(now, livesUntil) / 1000) : null
