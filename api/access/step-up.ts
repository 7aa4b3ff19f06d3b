import type { AuthenticationResponse } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { allow } from './allow.ts'
import { endChallenge, keepChallenge, shownKey } from './key-challenge.ts'
import { findKeysOf, markKeyUsed, markSteppedUp } from './key-store.ts'
import { showOptions } from './passkey.ts'
import { recordOwn } from './record.ts'

type Actors = readonly [Actor, ...Actor[]]

/** What this person's passkey signs. Refuses: session.deskNeedsPasskey (the desk is not open), request.tooMany. */
export async function askStepUp(deps: Deps, actors: Actors, session: CurrentSession) {
  allow(actors[0], 'key.manageOwn')
  needDesk(session)
  await deps.limits.take('keyPerPerson', session.identityId)
  const keys = await deps.db.outside((sql) => findKeysOf(sql, session.identityId))
  return keepChallenge(deps, await showOptions(deps.env, keys), { purpose: 'stepUp', session })
}

type Show = { session: CurrentSession; challengeId: string; response: AuthenticationResponse }

/** A passkey of this person was shown in this session. Refuses: session.deskNeedsPasskey, key.challengeOver, key.notVerified, request.tooMany. */
export async function stepUp(deps: Deps, actors: Actors, { session, challengeId, response }: Show): Promise<void> {
  allow(actors[0], 'key.manageOwn')
  needDesk(session)
  await deps.limits.take('keyPerPerson', session.identityId)
  const { key, counter, backedUp } = await shownKey(deps, await endChallenge(deps, challengeId, 'stepUp', session), response)
  const now = deps.clock.now()
  await deps.db.outside(async (sql) => {
    if (!(await markKeyUsed(sql, key.id, { counter, backedUp, at: now }))) throw new Problem('key.notVerified')
    await markSteppedUp(sql, session.id, now, key.id)
    await recordOwn(deps, sql, actors, 'session.steppedUp', { by: 'passkey' })
  })
}

/** Nobody in the demo needs a passkey; the route is mounted there alone. */
export async function stepUpInDemo(deps: Deps, actors: Actors, session: CurrentSession): Promise<void> {
  allow(actors[0], 'key.manageOwn')
  await deps.db.outside(async (sql) => {
    await markSteppedUp(sql, session.id, deps.clock.now(), null)
    await recordOwn(deps, sql, actors, 'session.steppedUp', { by: 'demo' })
  })
}

function needDesk({ scope }: CurrentSession) {
  if (scope !== 'desk') throw new Problem('session.deskNeedsPasskey')
}
