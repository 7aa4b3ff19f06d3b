import { and, count, eq, gt, inArray, isNotNull, isNull, lt, lte, ne, or, sql as query } from 'drizzle-orm'
import { earliest, type Instant } from '../../shared/instant.ts'
import type { Sql } from '../db/open.ts'
import { identity, passkey, passkeyChallenge, passkeyInvitation, recoveryCode, session } from '../db/schema.ts'

/** All SQL about passkeys, what they sign, invitations and recovery codes. They belong to an identity, not to a board. */
export type KeyRow = typeof passkey.$inferSelect
export type ChallengeRow = typeof passkeyChallenge.$inferSelect
export type InvitationRow = typeof passkeyInvitation.$inferSelect

// ---- challenges

export async function saveChallenge(db: Sql, row: typeof passkeyChallenge.$inferInsert, now: string): Promise<void> {
  await db.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, now))
  await db.insert(passkeyChallenge).values(row)
}

/** Takes it away, so that it serves once; nothing where it was taken, is over or was made for something else. */
export async function takeChallenge(db: Sql, { id, purpose }: Pick<ChallengeRow, 'id' | 'purpose'>, now: string): Promise<ChallengeRow | undefined> {
  const [taken] = await db
    .delete(passkeyChallenge)
    .where(and(eq(passkeyChallenge.id, id), eq(passkeyChallenge.purpose, purpose), gt(passkeyChallenge.expiresAt, now)))
    .returning()
  return taken
}

// ---- keys

/** The identity's row, held until the commit: whoever changes its keys takes turns. */
export const lockIdentity = async (db: Sql, id: string) => (await db.select().from(identity).where(eq(identity.id, id)).for('update'))[0]
export const findIdentity = async (db: Sql, id: string) => (await db.select().from(identity).where(eq(identity.id, id)))[0]

export const findKey = async (db: Sql, id: string): Promise<KeyRow | undefined> => (await db.select().from(passkey).where(eq(passkey.id, id)))[0]
export const findKeysOf = (db: Sql, identityId: string): Promise<KeyRow[]> =>
  db.select().from(passkey).where(eq(passkey.identityId, identityId)).orderBy(passkey.createdAt)

/**
 * Since when this person has a passkey; null where he has none. Taking the oldest off his list, or having all reset, makes it no later: what was
 * signed in between may be anybody's. Used invitations tell; after a reset the first is gone, and it is taken as since ever.
 */
export async function findKeysSince(db: Sql, identityId: string): Promise<Instant | null> {
  const [oldest] = await findKeysOf(db, identityId)
  if (!oldest) return null
  const used = await db
    .select({ why: passkeyInvitation.why, usedAt: passkeyInvitation.usedAt })
    .from(passkeyInvitation)
    .where(and(eq(passkeyInvitation.identityId, identityId), isNotNull(passkeyInvitation.usedAt)))
  const first = used.find(({ why }) => why === 'first')?.usedAt
  if (!first && used.length > 0) return sinceEver
  return earliest(oldest.createdAt, ...(first ? [first] : []))
}
const sinceEver: Instant = '1970-01-01T00:00:00.000Z'

/** How many passkeys each of these has; who has none is left out. */
export async function countKeys(db: Sql, identityIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (identityIds.length === 0) return new Map()
  const rows = await db
    .select({ identityId: passkey.identityId, keys: count() })
    .from(passkey)
    .where(inArray(passkey.identityId, [...identityIds]))
    .groupBy(passkey.identityId)
  return new Map(rows.map((row) => [row.identityId, row.keys]))
}

/** False when this credential is registered already, by whomever. */
export const saveKey = async (db: Sql, row: typeof passkey.$inferInsert): Promise<boolean> =>
  (await db.insert(passkey).values(row).onConflictDoNothing().returning({ id: passkey.id })).length > 0

/** Notes that it was shown. False when its counter did not go up: then there are two of it, or this answer came before. A key that does not count stays at 0. */
export async function markKeyUsed(db: Sql, id: string, { counter, backedUp, at }: { counter: number; backedUp: boolean; at: string }): Promise<boolean> {
  const counts = counter === 0 ? eq(passkey.counter, 0) : lt(passkey.counter, counter)
  const rows = await db
    .update(passkey)
    .set({ counter, backedUp, lastUsedAt: at })
    .where(and(eq(passkey.id, id), counts))
    .returning({ id: passkey.id })
  return rows.length > 0
}

/** The key, and every session it was last shown in. */
export async function dropKey(db: Sql, identityId: string, id: string): Promise<void> {
  await db.delete(passkey).where(and(eq(passkey.id, id), eq(passkey.identityId, identityId)))
  await db.delete(session).where(and(eq(session.identityId, identityId), eq(session.passkeyId, id)))
}

/** Everything with which this identity came to the desk: keys, codes, invitations, and the sessions that were opened as a desk. */
export async function dropAllKeys(db: Sql, identityId: string): Promise<void> {
  await db.delete(passkey).where(eq(passkey.identityId, identityId))
  await db.delete(recoveryCode).where(eq(recoveryCode.identityId, identityId))
  await db.delete(passkeyInvitation).where(eq(passkeyInvitation.identityId, identityId))
  await db.delete(passkeyChallenge).where(eq(passkeyChallenge.identityId, identityId))
  await db.delete(session).where(and(eq(session.identityId, identityId), eq(session.scope, 'desk')))
}

/** All of them, also on his own devices. */
export const dropSessionsOf = (db: Sql, identityId: string) => db.delete(session).where(eq(session.identityId, identityId))

// ---- invitations

/** The one invitation of this identity: earlier ones end. */
export async function saveInvitation(db: Sql, row: typeof passkeyInvitation.$inferInsert): Promise<void> {
  await dropInvitations(db, row.identityId)
  await db.insert(passkeyInvitation).values(row)
}

export const dropInvitations = (db: Sql, identityId: string) =>
  db.delete(passkeyInvitation).where(and(eq(passkeyInvitation.identityId, identityId), isNull(passkeyInvitation.usedAt)))

const living = (identityId: string, now: string) =>
  and(eq(passkeyInvitation.identityId, identityId), isNull(passkeyInvitation.usedAt), gt(passkeyInvitation.expiresAt, now))

export const findInvitation = async (db: Sql, tokenHash: Uint8Array, identityId: string, now: string): Promise<InvitationRow | undefined> =>
  (
    await db
      .select()
      .from(passkeyInvitation)
      .where(and(eq(passkeyInvitation.tokenHash, tokenHash), living(identityId, now)))
  )[0]

export const hasInvitation = async (db: Sql, identityId: string, now: string): Promise<boolean> =>
  (await db.select({ why: passkeyInvitation.why }).from(passkeyInvitation).where(living(identityId, now)).limit(1)).length > 0

/** The invitation this call used up; nothing where it was used, is over or somebody else's. */
export async function takeInvitation(db: Sql, tokenHash: Uint8Array, identityId: string, now: string): Promise<InvitationRow | undefined> {
  const [taken] = await db
    .update(passkeyInvitation)
    .set({ usedAt: now })
    .where(and(eq(passkeyInvitation.tokenHash, tokenHash), living(identityId, now)))
    .returning()
  return taken
}

// ---- recovery codes

/** These take the place of all there were. */
export async function replaceRecoveryCodes(db: Sql, identityId: string, codeMacs: readonly Uint8Array[], now: string): Promise<void> {
  await db.delete(recoveryCode).where(eq(recoveryCode.identityId, identityId))
  await db.insert(recoveryCode).values(codeMacs.map((codeMac) => ({ identityId, codeMac, createdAt: now })))
}

/** True for one caller, once. */
export const takeRecoveryCode = async (db: Sql, identityId: string, codeMac: Uint8Array, now: string): Promise<boolean> =>
  (
    await db
      .update(recoveryCode)
      .set({ usedAt: now })
      .where(and(eq(recoveryCode.identityId, identityId), eq(recoveryCode.codeMac, codeMac), isNull(recoveryCode.usedAt)))
      .returning({ identityId: recoveryCode.identityId })
  ).length > 0

export async function countRecoveryCodes(db: Sql, identityId: string): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.identityId, identityId), isNull(recoveryCode.usedAt)))
  return row?.left ?? 0
}

// ---- the sessions of an identity

export const findSessionsOf = (db: Sql, identityId: string, now: string) =>
  db
    .select()
    .from(session)
    .where(and(eq(session.identityId, identityId), gt(session.expiresAt, now)))
    .orderBy(query`${session.seenAt} desc`)

/** Whose desk may be ended: of all, or, asked without a desk, only what is no desk now. */
const endable = (identityId: string, openDesksSince: string | null) =>
  and(eq(session.identityId, identityId), openDesksSince === null ? undefined : or(eq(session.scope, 'device'), lte(session.createdAt, openDesksSince)))

/** Whether it was there and may be ended; `openDesksSince`: desks opened later than this stay. */
export const dropSessionOf = async (db: Sql, identityId: string, { id, openDesksSince }: { id: string; openDesksSince: string | null }): Promise<boolean> =>
  (
    await db
      .delete(session)
      .where(and(endable(identityId, openDesksSince), eq(session.id, id)))
      .returning({ id: session.id })
  ).length > 0

/** How many they were; `openDesksSince`: desks opened later than this stay. */
export const dropOtherSessions = async (db: Sql, identityId: string, { id, openDesksSince }: { id: string; openDesksSince: string | null }): Promise<number> =>
  (
    await db
      .delete(session)
      .where(and(endable(identityId, openDesksSince), ne(session.id, id)))
      .returning({ id: session.id })
  ).length

/** A passkey was shown in it: from now on it ends with that key. */
export const markSteppedUp = (db: Sql, id: string, at: string, passkeyId: string | null) =>
  db
    .update(session)
    .set({ steppedUpAt: at, ...(passkeyId === null ? {} : { passkeyId }) })
    .where(eq(session.id, id))
