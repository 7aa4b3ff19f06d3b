import type { OpenSessionView } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { allow } from './allow.ts'
import { dropOtherSessions, dropSessionOf, findSessionsOf } from './key-store.ts'
import { needKey } from './need-key.ts'
import { sessionAt, sessionLife } from './open-session.ts'
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

/**
 * Ends one of one's own sessions: its cookie is worth nothing at the next request. Whoever found a phone does not end the desk of
 * its owner, nor who holds his mailbox any session but his own. Refuses: session.notFound, session.endsAtDesk (an open desk, asked without
 * one), session.keyNeeded.
 */
export async function revokeSession(deps: Deps, actors: Actors, { id, session }: { id: string; session: CurrentSession }): Promise<void> {
  allow(actors[0], 'session.manageOwn')
  await deps.db.outside(async (sql) => {
    const { identityId } = session
    if (id !== session.id) await needKey(deps, sql, session)
    if (!(await dropSessionOf(sql, identityId, { id, openDesksSince: desksKept(deps, session) }))) {
      const isThere = (await findSessionsOf(sql, identityId, deps.clock.now())).some((row) => row.id === id)
      throw new Problem(isThere ? 'session.endsAtDesk' : 'session.notFound')
    }
    await recordOwn(deps, sql, actors, 'session.revoked', { sessions: 1 })
  })
}

/** Ends all but the one this is asked in, and, asked without a desk, but those with an open desk. Says how many stayed. Refuses: session.keyNeeded. */
export async function revokeOtherSessions(deps: Deps, actors: Actors, session: CurrentSession): Promise<{ ended: number; desksLeft: number }> {
  allow(actors[0], 'session.manageOwn')
  return deps.db.outside(async (sql) => {
    const { id, identityId } = session
    await needKey(deps, sql, session)
    const ended = await dropOtherSessions(sql, identityId, { id, openDesksSince: desksKept(deps, session) })
    const desksLeft = (await findSessionsOf(sql, identityId, deps.clock.now())).filter((row) => row.id !== id).length
    await recordOwn(deps, sql, actors, 'session.revoked', { sessions: ended })
    return { ended, desksLeft }
  })
}

/** Desks opened after this are open still, and stay where this is asked without a desk. */
const desksKept = (deps: Deps, { scope }: CurrentSession) => (scope === 'desk' ? null : plus(deps.clock.now(), -sessionLife.desk))
