import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { NudgeWeek } from '../../shared/training/nudge.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import { identityOrganisation, learner, person, trainingAnswer, trainingCard, trainingCompletion, trainingOffer } from '../db/schema.ts'

/** All SQL about reminding people to practise. */

/** Whoever had none, or none of this week. */
const hadNone = ({ since, until }: NudgeWeek) => or(isNull(learner.nudgedAt), lte(learner.nudgedAt, since), gt(learner.nudgedAt, until))

/**
 * The next people of this board, by id, who may have a reminder as far as their own row says: nobody who left, switched it off, or had one
 * this week. Somebody without a row never opened it.
 */
export const findRemindable = (tx: BoardTx, { after, week, limit }: { after: string | null; week: NudgeWeek; limit: number }) =>
  tx.sql
    .select({
      ...{ personId: person.id, identityId: person.identityId, alerts: person.alerts },
      ...{ learnerId: learner.id, role: learner.role, nudgedAt: learner.nudgedAt },
    })
    .from(person)
    .leftJoin(learner, and(eq(learner.organisationId, person.organisationId), eq(learner.personId, person.id)))
    .where(
      and(
        ...[eq(person.organisationId, tx.organisationId), isNull(person.leftAt), after === null ? undefined : gt(person.id, after)],
        or(isNull(learner.id), and(learner.nudges, hadNone(week))),
      ),
    )
    .orderBy(asc(person.id))
    .limit(limit)
    .then((rows) => rows)
export type Remindable = Awaited<ReturnType<typeof findRemindable>>[number]

/** Everything these learners have done, as far as it is still kept. */
export async function findDone(tx: BoardTx, learnerIds: readonly string[]) {
  if (learnerIds.length === 0) return { cards: [], answers: [], completions: [] }
  const ids = [...learnerIds]
  const cards = await tx.sql
    .select({ learnerId: trainingCard.learnerId, questionId: trainingCard.questionId, card: trainingCard.card })
    .from(trainingCard)
    .where(and(eq(trainingCard.organisationId, tx.organisationId), inArray(trainingCard.learnerId, ids)))
  const { learnerId, id, questionId, correct, answeredAt } = trainingAnswer
  const answers = await tx.sql
    .select({ learnerId, id, questionId, correct, answeredAt })
    .from(trainingAnswer)
    .where(and(eq(trainingAnswer.organisationId, tx.organisationId), inArray(learnerId, ids)))
  const done = trainingCompletion
  const completions = await tx.sql
    .select({ learnerId: done.learnerId, moduleId: done.moduleId, completedAt: done.completedAt, validUntil: done.validUntil })
    .from(done)
    .where(and(eq(done.organisationId, tx.organisationId), inArray(done.learnerId, ids)))
    .orderBy(asc(done.completedAt))
  return { cards, answers, completions }
}

/** Modules on offer now, and since when. */
export const findOffers = (tx: BoardTx, now: Instant) =>
  tx.sql
    .select({ moduleId: trainingOffer.moduleId, fromAt: trainingOffer.fromAt })
    .from(trainingOffer)
    .where(and(eq(trainingOffer.organisationId, tx.organisationId), lte(trainingOffer.fromAt, now), gt(trainingOffer.untilAt, now)))
    .then((rows) => rows)

/** Whoever reminds the same person, at whatever board, takes turns until the commit. */
export const lockReminders = (db: Sql, identityId: string) => db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`practise ${identityId}`}, 0))`)

export const findBoardsOf = async (db: Sql, identityId: string): Promise<string[]> =>
  (await db.select({ id: identityOrganisation.organisationId }).from(identityOrganisation).where(eq(identityOrganisation.identityId, identityId))).map(
    ({ id }) => id,
  )

/** Whether this identity had a reminder from the board of the transaction this week. */
export const hadReminder = async (tx: BoardTx, identityId: string, { since, until }: NudgeWeek): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: learner.id })
      .from(learner)
      .innerJoin(person, and(eq(person.organisationId, learner.organisationId), eq(person.id, learner.personId)))
      .where(and(eq(learner.organisationId, tx.organisationId), eq(person.identityId, identityId), gt(learner.nudgedAt, since), lte(learner.nudgedAt, until)))
      .limit(1)
  ).length > 0

/** Takes the one reminder of this week, for whoever never opened it with a row of his own; false where he switched it off or had one meanwhile. */
export const claimReminder = async (
  tx: BoardTx,
  { id, personId, now, week }: { id: string; personId: string; now: Instant; week: NudgeWeek },
): Promise<boolean> =>
  (
    await tx.sql
      .insert(learner)
      .values({ organisationId: tx.organisationId, id, personId, nudgedAt: now, createdAt: now })
      .onConflictDoUpdate({
        target: [learner.organisationId, learner.personId],
        set: { nudgedAt: now },
        setWhere: and(learner.nudges, hadNone(week)),
      })
      .returning({ id: learner.id })
  ).length > 0
