import { and, desc, eq, gt, lt } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import { certificate, learner, organisation, trainingCompletion } from '../db/schema.ts'

/** All SQL about what goes on paper. The table of certificates says not whose they are. */
export type CertificateRow = typeof certificate.$inferSelect

/** Whose board it is, as it stands on the paper. */
export const findBoardName = async (tx: BoardTx): Promise<string> =>
  (await tx.sql.select({ name: organisation.name }).from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]?.name ?? ''

/** The newest time that somebody finished this module, where it still holds. */
export const findFinished = async (tx: BoardTx, { personId, moduleId, now }: { personId: string; moduleId: string; now: Instant }) =>
  (
    await tx.sql
      .select({
        learnerId: trainingCompletion.learnerId,
        moduleVersion: trainingCompletion.moduleVersion,
        completedAt: trainingCompletion.completedAt,
        validUntil: trainingCompletion.validUntil,
      })
      .from(trainingCompletion)
      .innerJoin(learner, and(eq(learner.organisationId, trainingCompletion.organisationId), eq(learner.id, trainingCompletion.learnerId)))
      .where(
        and(
          eq(trainingCompletion.organisationId, tx.organisationId),
          eq(learner.personId, personId),
          eq(trainingCompletion.moduleId, moduleId),
          gt(trainingCompletion.validUntil, now),
        ),
      )
      .orderBy(desc(trainingCompletion.completedAt))
      .limit(1)
  )[0]

export const saveCertificate = (db: Sql, row: CertificateRow) => db.insert(certificate).values(row)

export const findCertificate = async (db: Sql, codeMac: Uint8Array) => (await db.select().from(certificate).where(eq(certificate.codeMac, codeMac)))[0]

/** Of all boards: nobody needs to know any more. */
export const deleteCertificatesEndedBefore = (db: Sql, moment: Instant) => db.delete(certificate).where(lt(certificate.validUntil, moment))
