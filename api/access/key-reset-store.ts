import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { keyReset } from '../db/schema.ts'

/** All SQL about asked resets of lost passkeys. */
export type KeyResetRow = typeof keyReset.$inferSelect

const here = (tx: BoardTx) => eq(keyReset.organisationId, tx.organisationId)

/** The last hundred, newest first. */
export const findResets = (tx: BoardTx): Promise<KeyResetRow[]> =>
  tx.sql.select().from(keyReset).where(here(tx)).orderBy(desc(keyReset.askedAt), desc(keyReset.id)).limit(100)

/** Held until the commit: two who decide take turns. */
export const lockReset = async (tx: BoardTx, id: string): Promise<KeyResetRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(keyReset)
      .where(and(here(tx), eq(keyReset.id, id)))
      .for('update')
  )[0]

export const hasOpenReset = async (tx: BoardTx, personId: string, now: string): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: keyReset.id })
      .from(keyReset)
      .where(and(here(tx), eq(keyReset.personId, personId), isNull(keyReset.decidedAt), gt(keyReset.expiresAt, now)))
  ).length > 0

export const saveReset = (tx: BoardTx, row: typeof keyReset.$inferInsert) => tx.sql.insert(keyReset).values(row)

export const markDecided = (tx: BoardTx, id: string, decided: { decidedBy: string; decidedAt: string; agreed: boolean }) =>
  tx.sql
    .update(keyReset)
    .set(decided)
    .where(and(here(tx), eq(keyReset.id, id)))
