import { and, eq, isNull } from 'drizzle-orm'
import type { BoardTx, Sql } from '../db/open.ts'
import { organisation, schoolCode } from '../db/schema.ts'

/** All SQL about the codes with which reports may be handed in. */
export const findCode = async (db: Sql, codeMac: Uint8Array) => (await db.select().from(schoolCode).where(eq(schoolCode.codeMac, codeMac)))[0]

/** The board of a code that lives; nothing for one that ended, as for one that never was. */
export const findBoardOfCode = async (db: Sql, codeMac: Uint8Array) =>
  (
    await db
      .select({ organisationId: schoolCode.organisationId })
      .from(schoolCode)
      .where(and(eq(schoolCode.codeMac, codeMac), isNull(schoolCode.endedAt)))
  )[0]?.organisationId

const living = (tx: BoardTx) => and(eq(schoolCode.organisationId, tx.organisationId), isNull(schoolCode.endedAt))

export const findLivingSince = async (tx: BoardTx) =>
  (await tx.sql.select({ createdAt: schoolCode.createdAt }).from(schoolCode).where(living(tx)))[0]?.createdAt

/** The board's row, held until the commit: two who change its code take turns. */
export const lockBoard = async (tx: BoardTx) =>
  (await tx.sql.select().from(organisation).where(eq(organisation.organisationId, tx.organisationId)).for('update'))[0]

/** Ends the living code and begins this one. False when somebody has, or had, the same. */
export async function saveSchoolCode(tx: BoardTx, { codeMac, sealed, at }: { codeMac: Uint8Array; sealed: Uint8Array; at: string }): Promise<boolean> {
  if (await findCode(tx.sql, codeMac)) return false
  await tx.sql.update(schoolCode).set({ endedAt: at }).where(living(tx))
  await tx.sql.insert(schoolCode).values({ codeMac, organisationId: tx.organisationId, createdAt: at })
  await tx.sql.update(organisation).set({ schoolCodeSealed: sealed }).where(eq(organisation.organisationId, tx.organisationId))
  return true
}
