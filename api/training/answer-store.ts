import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { Sat } from '../../shared/training/completion.ts'
import type { Card } from '../../shared/training/schedule.ts'
import type { BoardTx } from '../db/open.ts'
import { trainingAnswer, trainingCard, trainingCompletion } from '../db/schema.ts'

/** All SQL about answers, and what is kept of them. */
export type AnswerRow = typeof trainingAnswer.$inferSelect
export type CompletionRow = typeof trainingCompletion.$inferSelect

const answersHere = (tx: BoardTx) => eq(trainingAnswer.organisationId, tx.organisationId)
const answersOf = (tx: BoardTx, learnerId: string) => and(answersHere(tx), eq(trainingAnswer.learnerId, learnerId))

/** An id that is there already stays as it is, whoever's it is. */
export const saveAnswers = async (tx: BoardTx, rows: readonly AnswerRow[]) =>
  rows.length === 0
    ? undefined
    : tx.sql
        .insert(trainingAnswer)
        .values([...rows])
        .onConflictDoNothing()

export const findAnswers = (tx: BoardTx, learnerId: string): Promise<AnswerRow[]> =>
  tx.sql
    .select()
    .from(trainingAnswer)
    .where(answersOf(tx, learnerId))
    .then((rows) => rows)

/** Which of these ids are there, whoever's they are. */
export const findKnown = async (tx: BoardTx, ids: readonly string[]): Promise<string[]> =>
  (
    await tx.sql
      .select({ id: trainingAnswer.id })
      .from(trainingAnswer)
      .where(and(answersHere(tx), inArray(trainingAnswer.id, [...ids])))
  ).map(({ id }) => id)

/** How many came in after this moment. */
export const countReceived = async (tx: BoardTx, learnerId: string, after: Instant): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(trainingAnswer)
      .where(and(answersOf(tx, learnerId), gt(trainingAnswer.receivedAt, after)))
  )[0]?.n ?? 0

/** Whoever gave an answer by this moment that is still there. */
export const findLearnersWithOld = async (tx: BoardTx, by: Instant, { after, most }: { after: string | null; most: number }): Promise<string[]> =>
  (
    await tx.sql
      .selectDistinct({ learnerId: trainingAnswer.learnerId })
      .from(trainingAnswer)
      .where(and(answersHere(tx), lte(trainingAnswer.answeredAt, by), after === null ? undefined : gt(trainingAnswer.learnerId, after)))
      .orderBy(asc(trainingAnswer.learnerId))
      .limit(most)
  ).map(({ learnerId }) => learnerId)

/** Takes away what somebody answered by this moment, and gives it. */
export const takeAnswersBy = (tx: BoardTx, learnerId: string, by: Instant): Promise<AnswerRow[]> =>
  tx.sql
    .delete(trainingAnswer)
    .where(and(answersOf(tx, learnerId), lte(trainingAnswer.answeredAt, by)))
    .returning()
    .then((rows) => rows)

// ---- cards

const cardsOf = (tx: BoardTx, learnerId: string) => and(eq(trainingCard.organisationId, tx.organisationId), eq(trainingCard.learnerId, learnerId))

export const findCards = (tx: BoardTx, learnerId: string): Promise<Card[]> =>
  tx.sql
    .select({ questionId: trainingCard.questionId, card: trainingCard.card })
    .from(trainingCard)
    .where(cardsOf(tx, learnerId))
    .then((rows) => rows)

/** What was answered in a module that is under way, as far as the answers are gone. */
export const findSat = async (tx: BoardTx, learnerId: string): Promise<Sat[]> =>
  (
    await tx.sql
      .select({ questionId: trainingCard.questionId, moduleId: trainingCard.satModule, role: trainingCard.satRole, answeredAt: trainingCard.satAt })
      .from(trainingCard)
      .where(and(cardsOf(tx, learnerId), isNotNull(trainingCard.satAt)))
  ).flatMap(({ questionId, moduleId, role, answeredAt }) => (moduleId && role && answeredAt ? [{ questionId, moduleId, role, answeredAt }] : []))

const noSat = { satAt: null, satModule: null, satRole: null }

/** What was answered in a module by the moment it was finished. */
export const forgetSatOf = (tx: BoardTx, learnerId: string, { moduleId, completedAt }: Pick<CompletionRow, 'moduleId' | 'completedAt'>) =>
  tx.sql
    .update(trainingCard)
    .set(noSat)
    .where(and(cardsOf(tx, learnerId), eq(trainingCard.satModule, moduleId), lte(trainingCard.satAt, completedAt)))

export const forgetSatBefore = (tx: BoardTx, before: Instant) =>
  tx.sql
    .update(trainingCard)
    .set(noSat)
    .where(and(eq(trainingCard.organisationId, tx.organisationId), lt(trainingCard.satAt, before)))

/** Of what was answered in a module the newest stays. */
export const saveCards = async (tx: BoardTx, learnerId: string, cards: readonly Card[], sat: readonly Sat[]) =>
  cards.length === 0
    ? undefined
    : tx.sql
        .insert(trainingCard)
        .values(cards.map((card) => ({ organisationId: tx.organisationId, learnerId, ...card, ...satIn(sat, card) })))
        .onConflictDoUpdate({
          target: [trainingCard.organisationId, trainingCard.learnerId, trainingCard.questionId],
          set: {
            card: sql`excluded.card`,
            satAt: sql`greatest(${trainingCard.satAt}, excluded.sat_at)`,
            satModule: sql`coalesce(excluded.sat_module, ${trainingCard.satModule})`,
            satRole: sql`coalesce(excluded.sat_role, ${trainingCard.satRole})`,
          },
        })

/** Of questions that nobody answered since: they are asked as new ones. */
export const deleteCardsBefore = (tx: BoardTx, moment: Instant) =>
  tx.sql.delete(trainingCard).where(and(eq(trainingCard.organisationId, tx.organisationId), sql`${trainingCard.card} ->> 'lastReview' < ${moment}`))
function satIn(sat: readonly Sat[], { questionId }: Card) {
  const one = sat.find((each) => each.questionId === questionId)
  return one ? { satAt: one.answeredAt, satModule: one.moduleId, satRole: one.role } : {}
}

// ---- completions

const completionsHere = (tx: BoardTx) => eq(trainingCompletion.organisationId, tx.organisationId)

/** The newest of each module. */
export const findCompletions = (tx: BoardTx, learnerId: string): Promise<CompletionRow[]> =>
  tx.sql
    .selectDistinctOn([trainingCompletion.moduleId])
    .from(trainingCompletion)
    .where(and(completionsHere(tx), eq(trainingCompletion.learnerId, learnerId)))
    .orderBy(asc(trainingCompletion.moduleId), desc(trainingCompletion.completedAt), desc(trainingCompletion.id))
    .then((rows) => rows)

export const listCompletions = (tx: BoardTx, moduleId: string): Promise<CompletionRow[]> =>
  tx.sql
    .select()
    .from(trainingCompletion)
    .where(and(completionsHere(tx), eq(trainingCompletion.moduleId, moduleId)))
    .then((rows) => rows)

export const saveCompletion = (tx: BoardTx, row: CompletionRow) => tx.sql.insert(trainingCompletion).values(row)

export const deleteCompletionsBefore = (tx: BoardTx, before: Instant) =>
  tx.sql.delete(trainingCompletion).where(and(completionsHere(tx), lt(trainingCompletion.completedAt, before)))
