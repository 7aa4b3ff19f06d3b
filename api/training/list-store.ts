import { and, desc, eq, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { councilConsent, learner, namedList, organisation, person, school, trainingCompletion } from '../db/schema.ts'

/** All SQL about lists of names, and the consent they stand on. */
export type ConsentRow = typeof councilConsent.$inferSelect
export type ListRow = typeof namedList.$inferSelect

const here = (tx: BoardTx) => eq(namedList.organisationId, tx.organisationId)

/** The consent that holds: the one recorded last, unless it was withdrawn. */
export const findConsent = async (tx: BoardTx): Promise<ConsentRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(councilConsent)
      .where(and(eq(councilConsent.organisationId, tx.organisationId), isNull(councilConsent.withdrawnAt)))
      .orderBy(desc(councilConsent.recordedAt), desc(councilConsent.id))
      .limit(1)
  )[0]

/** Consents withdrawn after this moment, the newest withdrawal first. */
export const findWithdrawn = async (tx: BoardTx, after: Instant): Promise<(ConsentRow & { withdrawnAt: Instant })[]> =>
  (
    await tx.sql
      .select()
      .from(councilConsent)
      .where(and(eq(councilConsent.organisationId, tx.organisationId), gt(councilConsent.withdrawnAt, after)))
      .orderBy(desc(councilConsent.withdrawnAt), desc(councilConsent.id))
  ).flatMap((row) => (row.withdrawnAt === null ? [] : [{ ...row, withdrawnAt: row.withdrawnAt }]))

/** Newest first. */
export const findLists = (tx: BoardTx): Promise<ListRow[]> =>
  tx.sql
    .select()
    .from(namedList)
    .where(here(tx))
    .orderBy(desc(namedList.askedAt), desc(namedList.id))
    .then((rows) => rows)

/** Held until the commit: two who decide, end or read take turns. */
export const lockList = async (tx: BoardTx, id: string): Promise<ListRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(namedList)
      .where(and(here(tx), eq(namedList.id, id)))
      .for('update')
  )[0]

/** The board's row, held until the commit: who asks and who withdraws the consent take turns. */
export const lockBoard = async (tx: BoardTx) =>
  (await tx.sql.select().from(organisation).where(eq(organisation.organisationId, tx.organisationId)).for('update'))[0]

export const saveConsent = (tx: BoardTx, row: typeof councilConsent.$inferInsert) => tx.sql.insert(councilConsent).values(row)

export const markConsentWithdrawn = (tx: BoardTx, withdrawn: { withdrawnBy: string; withdrawnAt: Instant }) =>
  tx.sql
    .update(councilConsent)
    .set(withdrawn)
    .where(and(eq(councilConsent.organisationId, tx.organisationId), isNull(councilConsent.withdrawnAt)))

export const saveList = (tx: BoardTx, row: typeof namedList.$inferInsert) => tx.sql.insert(namedList).values(row)

export const updateList = (tx: BoardTx, id: string, changed: Partial<typeof namedList.$inferInsert>) =>
  tx.sql
    .update(namedList)
    .set(changed)
    .where(and(here(tx), eq(namedList.id, id)))

export const isSchool = async (tx: BoardTx, id: string): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: school.id })
      .from(school)
      .where(and(eq(school.organisationId, tx.organisationId), eq(school.id, id)))
  ).length > 0

/** Why somebody asked, of these lists. */
export const forgetReasons = (tx: BoardTx, ids: readonly string[]) =>
  tx.sql
    .update(namedList)
    .set({ reason: null })
    .where(and(here(tx), inArray(namedList.id, [...ids]), isNotNull(namedList.reason)))

export const deleteLists = (tx: BoardTx, ids: readonly string[]) => tx.sql.delete(namedList).where(and(here(tx), inArray(namedList.id, [...ids])))

/** Consents withdrawn by this moment; the last withdrawal stays, so that no older decision is recorded again. */
export const deleteWithdrawn = (tx: BoardTx, by: Instant) =>
  tx.sql
    .delete(councilConsent)
    .where(
      and(
        ...[eq(councilConsent.organisationId, tx.organisationId), lte(councilConsent.withdrawnAt, by)],
        sql`exists (select 1 from ${councilConsent} later where later.organisation_id = ${tx.organisationId} and (later.withdrawn_at, later.id) > (${councilConsent.withdrawnAt}, ${councilConsent.id}))`,
      ),
    )

/** Who works here now (at this school, where one is named: as the board's file says, not as he said of himself), and whether a completion of the module is valid at this moment. */
export const findWhoFinished = (tx: BoardTx, { moduleId, schoolId }: Pick<ListRow, 'moduleId' | 'schoolId'>, now: Instant) =>
  tx.sql
    .select({
      personId: person.id,
      done: sql<boolean>`exists (select 1 from ${trainingCompletion} where ${trainingCompletion.organisationId} = ${learner.organisationId}
        and ${trainingCompletion.learnerId} = ${learner.id} and ${trainingCompletion.moduleId} = ${moduleId} and ${trainingCompletion.validUntil} > ${now})`,
    })
    .from(person)
    .leftJoin(learner, and(eq(learner.organisationId, person.organisationId), eq(learner.personId, person.id)))
    .where(and(eq(person.organisationId, tx.organisationId), isNull(person.leftAt), schoolId === null ? undefined : eq(person.schoolId, schoolId)))
    .then((rows) => rows)
