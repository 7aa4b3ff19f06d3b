import { days, hours, plus } from '../../shared/instant.ts'
import type { SessionScope } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import { sameBytes } from '../db/seal.ts'
import { recordForIdentity } from './record.ts'
import { codeMac, hashToken, mailMac, newToken } from './secrets.ts'
import { dropCode, findIdentityByMail, organisationsOf, saveSession, takeTry } from './store.ts'

/** How long a session lasts without use (security.md, Sessions). */
export const sessionLife = { device: days(180), desk: hours(12) } as const satisfies Record<SessionScope, number>

/** Trades the code of the mail for a `device` session and its token. Refuses: session.codeWrong, session.codeExpired, request.tooMany. */
export async function openSessionByCode(deps: Deps, { email, code, network, ownDevice }: { email: string; code: string; network: string; ownDevice: boolean }) {
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
  return openSession(deps, found.identityId, 'device', ownDevice)
}

/** A fresh token for this identity; on a shared device it lives no longer than a day at the desk; only its hash is stored. Each sign-in makes a new one, so a planted token is worth nothing. */
export async function openSession(deps: Deps, identityId: string, scope: SessionScope, ownDevice: boolean) {
  const token = newToken()
  const now = deps.clock.now()
  const row = {
    tokenHash: hashToken(token),
    id: deps.newId(),
    identityId,
    scope,
    ownDevice,
    createdAt: now,
    seenAt: now,
    expiresAt: plus(now, ownDevice ? sessionLife[scope] : sessionLife.desk),
  }
  const boards = await deps.db.outside(async (sql) => {
    await saveSession(sql, row)
    return organisationsOf(sql, identityId)
  })
  await recordForIdentity(deps, identityId, boards, 'session.opened', { scope })
  return { token, session: row }
}

/** After the answer, so that a known address takes no longer to refuse than an unknown one. */
async function recordFailure(deps: Deps, address: Uint8Array) {
  const found = await deps.db.outside(async (sql) => {
    const identity = await findIdentityByMail(sql, address)
    return identity && { id: identity.id, boards: await organisationsOf(sql, identity.id) }
  })
  if (found) await recordForIdentity(deps, found.id, found.boards, 'session.refused')
}
