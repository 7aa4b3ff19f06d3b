import type { AuthenticationResponse } from '../../shared/access/key-views.ts'
import { plus } from '../../shared/instant.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { findKey, saveChallenge, takeChallenge, type ChallengeRow, type KeyRow } from './key-store.ts'
import { challengeLife, readShownKey } from './passkey.ts'

type Bound = { purpose: ChallengeRow['purpose']; session?: CurrentSession; invitationHash?: Uint8Array }

/** Remembers what a key is asked to sign: once, for five minutes, for this purpose, person and session. */
export async function keepChallenge<O extends { challenge: string }>(deps: Deps, options: O, { purpose, session, invitationHash }: Bound) {
  const now = deps.clock.now()
  const challengeId = deps.newId()
  const row = {
    ...{ id: challengeId, challenge: options.challenge, purpose, identityId: session?.identityId ?? null, sessionId: session?.id ?? null },
    ...{ invitationHash: invitationHash ?? null, expiresAt: plus(now, challengeLife) },
  }
  await deps.db.outside((sql) => saveChallenge(sql, row, now))
  return { challengeId, options }
}

/** Takes the challenge, whatever becomes of it. Refuses: key.challengeOver, also where it was made for another purpose, person or session. */
export async function endChallenge(deps: Deps, id: string, purpose: ChallengeRow['purpose'], session?: CurrentSession): Promise<ChallengeRow> {
  const taken = await deps.db.outside((sql) => takeChallenge(sql, { id, purpose }, deps.clock.now()))
  if (!taken || taken.identityId !== (session?.identityId ?? null) || taken.sessionId !== (session?.id ?? null)) throw new Problem('key.challengeOver')
  return taken
}

type Shown = { key: KeyRow; counter: number; backedUp: boolean }

/** The key that answered the challenge and belongs to this person, if one was asked for. Refuses: key.notVerified. */
export async function shownKey(deps: Deps, { challenge, identityId }: ChallengeRow, response: AuthenticationResponse): Promise<Shown> {
  const key = await deps.db.outside((sql) => findKey(sql, response.id))
  if (!key || (identityId !== null && key.identityId !== identityId)) throw new Problem('key.notVerified')
  return { key, ...(await readShownKey(deps.env, challenge, response, key)) }
}
