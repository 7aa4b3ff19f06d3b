import type { OpenSessionView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { allow } from './allow.ts'
import { dropOtherSessions, dropSessionOf, findSessionsOf } from './key-store.ts'
import { sessionAt } from './open-session.ts'
import { recordOwn } from './record.ts'

type Actors = readonly [Actor, ...Actor[]]

/** Where this person is signed in, last seen first. */
export async function listSessions(deps: Deps, actors: Actors, { id: current, identityId }: CurrentSession): Promise<OpenSessionView[]> {
  allow(actors[0], 'session.manageOwn')
  const now = deps.clock.now()
  const rows = await deps.db.outside((sql) => findSessionsOf(sql, identityId, now))
  return rows.map((row) => ({
    ...{ id: row.id, scope: sessionAt(row, now).scope, label: row.label, createdAt: row.createdAt, seenAt: row.seenAt, current: row.id === current },
  }))
}

/** Ends one of one's own sessions: its cookie is worth nothing at the next request. Refuses: session.notFound. */
export async function revokeSession(deps: Deps, actors: Actors, { id }: { id: string }): Promise<void> {
  allow(actors[0], 'session.manageOwn')
  await deps.db.outside(async (sql) => {
    if (!(await dropSessionOf(sql, actors[0].identityId, id))) throw new Problem('session.notFound')
    await recordOwn(deps, sql, actors, 'session.revoked', { sessions: 1 })
  })
}

/** Ends all but the one this is asked in. */
export async function revokeOtherSessions(deps: Deps, actors: Actors, { id, identityId }: CurrentSession): Promise<void> {
  allow(actors[0], 'session.manageOwn')
  await deps.db.outside(async (sql) => {
    const sessions = await dropOtherSessions(sql, identityId, id)
    await recordOwn(deps, sql, actors, 'session.revoked', { sessions })
  })
}
