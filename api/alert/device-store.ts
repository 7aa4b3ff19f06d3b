import { and, asc, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { PushDeviceView } from '../../shared/alert/payload.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Sql } from '../db/open.ts'
import { identity, identityOrganisation, pushSubscription } from '../db/schema.ts'

/** All SQL about push devices. They belong to an identity, not to a board. */
export type DeviceRow = typeof pushSubscription.$inferSelect

export const listDevices = (db: Sql, identityId: string) =>
  db.select().from(pushSubscription).where(eq(pushSubscription.identityId, identityId)).orderBy(asc(pushSubscription.createdAt))

export const findDevices = (db: Sql, identityIds: string[]) =>
  identityIds.length === 0 ? Promise.resolve([]) : db.select().from(pushSubscription).where(inArray(pushSubscription.identityId, identityIds))

export const findDevice = async (db: Sql, identityId: string, id: string): Promise<DeviceRow | undefined> =>
  (
    await db
      .select()
      .from(pushSubscription)
      .where(and(eq(pushSubscription.id, id), eq(pushSubscription.identityId, identityId)))
  )[0]

/**
 * A browser has one endpoint: whoever signs in there now is rung there, and nobody else any more.
 * Undefined when the id is another identity's.
 */
export async function saveDevice(db: Sql, row: typeof pushSubscription.$inferInsert): Promise<DeviceRow | undefined> {
  await db.delete(pushSubscription).where(and(eq(pushSubscription.endpoint, row.endpoint), ne(pushSubscription.id, row.id)))
  const { endpoint, p256dh, auth, keyId, lang, label } = row
  const [saved] = await db
    .insert(pushSubscription)
    .values(row)
    .onConflictDoUpdate({
      target: pushSubscription.id,
      set: { endpoint, p256dh, auth, keyId, lang, label: label ?? null },
      setWhere: eq(pushSubscription.identityId, row.identityId),
    })
    .returning()
  return saved
}

export const noteDevice = async (db: Sql, id: string, ok: boolean, answer: string, at: Instant): Promise<void> => {
  await db
    .update(pushSubscription)
    .set({ lastAnswer: answer, ...(ok ? { lastOkAt: at } : { lastFailedAt: at }) })
    .where(eq(pushSubscription.id, id))
}

/** Nothing reached them since the one moment (or since they were saved), and no failure is younger than the other. */
export const findQuietDevices = (db: Sql, { reachedBefore, failedBefore }: { reachedBefore: Instant; failedBefore: Instant }, limit: number) =>
  db
    .select()
    .from(pushSubscription)
    .where(
      and(
        lte(sql`coalesce(${pushSubscription.lastOkAt}, ${pushSubscription.createdAt})`, sql`${reachedBefore}::timestamptz`),
        or(isNull(pushSubscription.lastFailedAt), lte(pushSubscription.lastFailedAt, failedBefore)),
      ),
    )
    .orderBy(asc(pushSubscription.id))
    .limit(limit)

export const findBoardsOf = async (db: Sql, identityId: string): Promise<string[]> =>
  (await db.select({ id: identityOrganisation.organisationId }).from(identityOrganisation).where(eq(identityOrganisation.identityId, identityId))).map(
    ({ id }) => id,
  )

/** Where and in which language its owner is written to; the address still sealed. */
export const findOwner = async (db: Sql, identityId: string) =>
  (await db.select({ emailSealed: identity.emailSealed, lang: identity.lang }).from(identity).where(eq(identity.id, identityId)))[0]

/** Whether it was still there. */
export const removeDevice = async (db: Sql, id: string): Promise<boolean> =>
  (await db.delete(pushSubscription).where(eq(pushSubscription.id, id)).returning({ id: pushSubscription.id })).length > 0

export const deviceView = ({ id, label, createdAt, lastOkAt, lastFailedAt, lastAnswer }: DeviceRow): PushDeviceView => ({
  id,
  label,
  createdAt,
  lastOkAt,
  lastFailedAt,
  lastAnswer,
})
