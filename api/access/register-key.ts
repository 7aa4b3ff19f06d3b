import type { NewKeyView, RegistrationResponse } from '../../shared/access/key-views.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { tellOwner } from '../alert/tell-owner.ts'
import type { Deps } from '../deps.ts'
import type { Sql } from '../db/open.ts'
import type { CurrentSession } from '../http/context.ts'
import { allow } from './allow.ts'
import { endChallenge, keepChallenge } from './key-challenge.ts'
import {
  dropInvitations,
  findIdentity,
  findInvitation,
  findKeysOf,
  findSessionsOf,
  lockIdentity,
  saveKey,
  takeInvitation,
  type InvitationRow,
} from './key-store.ts'
import { keyView } from './list-keys.ts'
import { steppedUpFor } from './open-session.ts'
import { readNewKey, registrationOptions } from './passkey.ts'
import { recordOwn } from './record.ts'
import { saveNewCodes } from './recovery-codes.ts'
import { hashToken, openMail, sealLabel } from './secrets.ts'

type Actors = readonly [Actor, ...Actor[]]
const most = 10

/**
 * What a new passkey signs: for whoever just showed one, or came with an invitation of his own. Refuses: key.invitationOver,
 * key.invitationNeeded, session.stepUpNeeded, request.tooMany.
 */
export async function askRegistration(deps: Deps, actors: Actors, { session, invitation }: { session: CurrentSession; invitation: string | undefined }) {
  allow(actors[0], 'key.manageOwn')
  const { identityId } = session
  await deps.limits.take('keyPerPerson', identityId)
  const invitationHash = invitation === undefined ? undefined : hashToken(invitation)
  const { identity, held, invited } = await deps.db.outside(async (sql) => ({
    identity: await findIdentity(sql, identityId),
    held: await findKeysOf(sql, identityId),
    invited: invitationHash && (await findInvitation(sql, invitationHash, identityId, deps.clock.now())),
  }))
  if (!identity) throw new Problem('session.none')
  if (invitationHash) needInvitation(invited, held.length)
  else needRecentKey(deps, session)
  const email = await openMail(deps.keys, identityId, identity.emailSealed)
  const bound = { purpose: 'register', session, ...(invitationHash ? { invitationHash } : {}) } as const
  return keepChallenge(deps, await registrationOptions(deps.env, { identityId, email, held }), bound)
}

type Register = { session: CurrentSession; challengeId: string; response: RegistrationResponse; label: string }

/**
 * Keeps the passkey; the first one comes with recovery codes, shown now and never again. Refuses: key.challengeOver,
 * key.notVerified, key.invitationOver, key.tooMany, request.tooMany.
 */
export async function registerKey(deps: Deps, actors: Actors, { session, challengeId, response, label }: Register): Promise<NewKeyView> {
  allow(actors[0], 'key.manageOwn')
  const { identityId } = session
  await deps.limits.take('keyPerPerson', identityId)
  const { challenge, invitationHash } = await endChallenge(deps, challengeId, 'register', session)
  const made = await readNewKey(deps.env, challenge, response)
  const row = { ...made, identityId, label: await sealLabel(deps.keys, made.id, label), createdAt: deps.clock.now() }
  const recoveryCodes = await deps.db.outside(async (sql) => {
    await lockIdentity(sql, identityId)
    // Ended meanwhile, by its owner or because two people agreed that his keys are lost: then nothing of it may still make a key.
    if (!(await findSessionsOf(sql, identityId, deps.clock.now())).some(({ id }) => id === session.id)) throw new Problem('session.none')
    const held = (await findKeysOf(sql, identityId)).length
    if (held >= most) throw new Problem('key.tooMany')
    if (invitationHash) needInvitation(await takeInvitation(sql, invitationHash, identityId, deps.clock.now()), held)
    if (!(await saveKey(sql, row))) throw new Problem('key.notVerified')
    const codes = await followKey(deps, sql, identityId, held)
    await recordOwn(deps, sql, actors, 'key.registered', { keys: held + 1, by: invitationHash ? 'invitation' : 'passkey' })
    return codes
  })
  void tellOwner(deps, identityId, 'registered')
  return { key: await keyView(deps, row), recoveryCodes }
}

/** No other link lives beside a key; the first key brings codes for the day it is lost. */
async function followKey(deps: Deps, sql: Sql, identityId: string, held: number): Promise<string[] | null> {
  await dropInvitations(sql, identityId)
  return held === 0 ? saveNewCodes(deps, sql, identityId) : null
}

/** A link for a first key is worth nothing to whoever has one: what lies in a mailbox opens no second door. */
function needInvitation(invited: InvitationRow | undefined, held: number) {
  if (!invited || (invited.why === 'first' && held > 0)) throw new Problem('key.invitationOver')
}

function needRecentKey(deps: Deps, session: CurrentSession) {
  if (steppedUpFor(session, deps.clock.now()) > 0) return
  throw new Problem(session.scope === 'desk' ? 'session.stepUpNeeded' : 'key.invitationNeeded')
}
