import { between, days, hours, minutes, plus, type Instant } from '../../shared/instant.ts'
import type { SessionScope } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { sameBytes } from '../db/seal.ts'
import type { CurrentSession } from '../http/context.ts'
import { recordForIdentity } from './record.ts'
import { codeMac, hashToken, mailMac, newToken } from './secrets.ts'
import { dropCode, findIdentityByMail, organisationsOf, saveSession, takeTry } from './store.ts'

/** How long a session lasts without use (security.md, Sessions). */
export const sessionLife = { device: days(180), desk: hours(12) } as const satisfies Record<SessionScope, number>

type ByCode = { email: string; code: string; network: string; ownDevice: boolean; label: string | null }

/** Trades the code of the mail for a `device` session and its token. Refuses: session.codeWrong, session.codeExpired, request.tooMany. */
export async function openSessionByCode(deps: Deps, { email, code, network, ownDevice, label }: ByCode) {
  const address = await mailMac(deps.keys, email)
  await deps.limits.take('codePerNetwork', network)
  await deps.limits.take('tryPerAddress', Buffer.from(address).toString('base64'))
  const given = await codeMac(deps.keys, email, code)
  const found = await deps.db.outside(async (sql) => {
    const row = await takeTry(sql, address, deps.clock.now())
    if (!row) return { refused: 'session.codeExpired', identityId: undefined } as const
    if (!sameBytes(row.codeMac, given)) return { refused: row.triesLeft > 0 ? 'session.codeWrong' : 'session.codeExpired', identityId: undefined } as const
    const identity = await findIdentityByMail(sql, address)
    await dropCode(sql, address)
    return { refused: 'session.codeWrong', identityId: identity?.id } as const
  })
  if (found.identityId === undefined) {
    void recordFailure(deps, address).catch((error: Error) => deps.log.error({ error: error.name }, 'a refused sign-in could not be recorded'))
    throw new Problem(found.refused)
  }
  return openSession(deps, { identityId: found.identityId, scope: 'device', ownDevice, label })
}

type New = {
  identityId: string
  scope: SessionScope
  ownDevice: boolean
  /** `Firefox, Android`, for the list of sessions */
  label: string | null
  /** the passkey that was shown for it: then one's own device stays signed in as `device` once the desk is shut */
  passkeyId?: string
  /** the demo's desk needs no passkey, and counts as one that was just shown */
  steppedUp?: boolean
}

/**
 * A fresh token for this identity; on a shared device it lives no longer than a day at the desk; only its hash is stored. Each
 * sign-in makes a new one, so a planted token is worth nothing.
 */
export function newSession(deps: Deps, { identityId, scope, ownDevice, label, passkeyId, steppedUp }: New) {
  const token = newToken()
  const now = deps.clock.now()
  const life = ownDevice ? sessionLife[passkeyId === undefined ? scope : 'device'] : sessionLife.desk
  const row = {
    ...{ tokenHash: hashToken(token), id: deps.newId(), identityId, scope, ownDevice, createdAt: now, seenAt: now, expiresAt: plus(now, life) },
    ...{ steppedUpAt: passkeyId !== undefined || steppedUp ? now : null, label, passkeyId: passkeyId ?? null },
  }
  return { token, row, session: sessionAt(row, now) }
}

/** Opens a session and says so in the log of each board. */
export async function openSession(deps: Deps, input: New) {
  const { token, row, session } = newSession(deps, input)
  const boards = await deps.db.outside(async (sql) => {
    await saveSession(sql, row)
    return organisationsOf(sql, input.identityId)
  })
  await recordForIdentity(deps, input.identityId, boards, 'session.opened', { scope: input.scope })
  return { token, session }
}

type Row = Omit<CurrentSession, 'livesUntil' | 'keyed'> & { passkeyId: string | null }

/** What a stored session may do at this moment. The desk shuts after twelve hours; on one's own device, where a passkey opened it, reporting and acknowledging go on. */
export function sessionAt({ id, tokenHash, identityId, scope, ownDevice, expiresAt, steppedUpAt, createdAt, passkeyId }: Row, now: Instant): CurrentSession {
  const deskUntil = plus(createdAt, sessionLife.desk)
  const shut = scope === 'desk' && deskUntil <= now
  const until = scope === 'desk' && !shut && deskUntil < expiresAt ? deskUntil : expiresAt
  return {
    ...{ id, tokenHash, identityId, scope: shut ? 'device' : scope, ownDevice, expiresAt: until, livesUntil: expiresAt },
    ...{ steppedUpAt: shut ? null : steppedUpAt, createdAt, keyed: passkeyId !== null },
  }
}

/** How long a passkey that was shown counts for what cannot be undone or takes data out. */
const stepUpLife = minutes(10)

/** How long the passkey of this session still counts, in milliseconds; 0 where it has to be shown again. */
export const steppedUpFor = ({ scope, steppedUpAt }: CurrentSession, now: Instant): number =>
  scope === 'desk' && steppedUpAt !== null ? Math.max(0, stepUpLife - between(steppedUpAt, now)) : 0

/** After the answer, so that a known address takes no longer to refuse than an unknown one. */
async function recordFailure(deps: Deps, address: Uint8Array) {
  const found = await deps.db.outside(async (sql) => {
    const identity = await findIdentityByMail(sql, address)
    return identity && { id: identity.id, boards: await organisationsOf(sql, identity.id) }
  })
  if (found) await recordForIdentity(deps, found.id, found.boards, 'session.refused')
}
