import { and, desc, eq, gt, lt } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import { certificate, learner, trainingCompletion } from '../db/schema.ts'

/** All SQL about certificates. Their table says not whose they are. */
export type CertificateRow = typeof certificate.$inferSelect

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
