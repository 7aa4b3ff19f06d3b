import type { AuthenticationResponse } from '../../shared/access/key-views.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import type { CurrentSession } from '../http/context.ts'
import { endChallenge, keepChallenge, shownKey } from './key-challenge.ts'
import { findKey, markKeyUsed } from './key-store.ts'
import { newSession } from './open-session.ts'
import { showOptions } from './passkey.ts'
import { recordForIdentity, recordWithin } from './record.ts'
import { dropSession, organisationsOf, saveSession } from './store.ts'

/** The same question for everyone: it names no key and no person, so nothing can be found out with it. Refuses: request.tooMany. */
export async function askDesk(deps: Deps, { network }: { network: string }) {
  await deps.limits.take('keyPerNetwork', network)
  return keepChallenge(deps, await showOptions(deps.env), { purpose: 'signIn' })
}

type Open = {
  challengeId: string
  response: AuthenticationResponse
  /** not said: as the session this browser had with the same person */
  ownDevice?: boolean | undefined
  label: string | null
  network: string
  /** the session this browser had: it ends, so that its token is worth nothing from here on */
  before: CurrentSession | null
}

/**
 * A `desk` session for whoever's passkey this is, under a fresh token. Refuses: key.challengeOver, key.notVerified (also for a key
 * whose counter did not go up: there are two of it), access.noBoard (left everywhere), request.tooMany.
 */
export async function openDesk(deps: Deps, { challengeId, response, ownDevice, label, network, before }: Open) {
  await deps.limits.take('keyPerNetwork', network)
  const challenge = await endChallenge(deps, challengeId, 'signIn')
  const { key, counter, backedUp } = await shownKey(deps, challenge, response).catch(noted(deps, response.id, 'notVerified'))
  const own = ownDevice ?? (before?.identityId === key.identityId && before.ownDevice)
  const { token, row, session } = newSession(deps, { identityId: key.identityId, scope: 'desk', ownDevice: own, label, passkeyId: key.id })
  const opening = deps.db.outside(async (sql) => {
    if (!(await markKeyUsed(sql, key.id, { counter, backedUp, at: deps.clock.now() }))) throw new Problem('key.notVerified')
    if (before) await dropSession(sql, before.tokenHash)
    if (before && before.identityId !== key.identityId) await recordWithin(deps, sql, before.identityId, 'session.closed')
    await saveSession(sql, row)
    const boards = await recordWithin(deps, sql, key.identityId, 'session.opened', { scope: 'desk', by: 'passkey' })
    if (boards === 0) throw new Problem('access.noBoard')
  })
  await opening.catch(noted(deps, key.id, 'counter'))
  return { token, session }
}

/** A key that does not open stands in its owner's log, written after the answer: a known key takes no longer to refuse than an unknown one. */
const noted = (deps: Deps, keyId: string, why: 'notVerified' | 'counter') => (error: unknown) => {
  if (error instanceof Problem && error.code === 'key.notVerified') recordLater(deps, keyId, why)
  throw error
}

function recordLater(deps: Deps, keyId: string, why: string): void {
  const record = async () => {
    const found = await deps.db.outside(async (sql) => {
      const key = await findKey(sql, keyId)
      return key && { identityId: key.identityId, boards: await organisationsOf(sql, key.identityId) }
    })
    if (found) await recordForIdentity(deps, found.identityId, found.boards, 'session.refused', { by: 'passkey', why })
  }
  void record().catch((error: Error) => deps.log.error({ error: error.name }, 'a refused passkey could not be recorded'))
}
