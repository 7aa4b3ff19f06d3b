import { and, asc, eq, gt, lte } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { learner, person, school, trainingAnswer, trainingCard, trainingCompletion } from '../db/schema.ts'

/** All SQL about who learns under which id. */
export type Learner = typeof learner.$inferSelect

const here = (tx: BoardTx) => eq(learner.organisationId, tx.organisationId)
const ofPerson = (tx: BoardTx, personId: string) => and(here(tx), eq(learner.personId, personId))

export const findLearner = async (tx: BoardTx, personId: string): Promise<Learner | undefined> =>
  (await tx.sql.select().from(learner).where(ofPerson(tx, personId)))[0]

/** The row, held until the commit: two devices of one person, and the engine that folds his old answers, take turns. */
export const lockLearner = async (tx: BoardTx, id: string): Promise<Learner | undefined> =>
  (
    await tx.sql
      .select()
      .from(learner)
      .where(and(here(tx), eq(learner.id, id)))
      .for('update')
  )[0]

/** This person's row, made where there is none, and held until the commit. */
export async function takeLearner(tx: BoardTx, fresh: Pick<Learner, 'id' | 'personId' | 'createdAt'>): Promise<Learner> {
  await tx.sql
    .insert(learner)
    .values({ organisationId: tx.organisationId, ...fresh })
    .onConflictDoNothing()
  const [row] = await tx.sql.select().from(learner).where(ofPerson(tx, fresh.personId)).for('update')
  if (!row) throw new Error('a learner with this id and another person exists')
  return row
}

export const updateLearner = (tx: BoardTx, id: string, changed: Partial<Pick<Learner, 'role' | 'schoolId' | 'nudges'>>) =>
  tx.sql
    .update(learner)
    .set(changed)
    .where(and(here(tx), eq(learner.id, id)))

/** Where the board says somebody works; null: it does not say. */
export const findSchoolOf = async (tx: BoardTx, personId: string): Promise<string | null> =>
  (
    await tx.sql
      .select({ schoolId: person.schoolId })
      .from(person)
      .where(and(eq(person.organisationId, tx.organisationId), eq(person.id, personId)))
  )[0]?.schoolId ?? null

export const isSchoolHere = async (tx: BoardTx, id: string): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: school.id })
      .from(school)
      .where(and(eq(school.organisationId, tx.organisationId), eq(school.id, id)))
  ).length > 0

/** Learners whose person left by this moment. */
export const findLeft = async (tx: BoardTx, by: Instant, { after, most }: { after: string | null; most: number }): Promise<string[]> =>
  (
    await tx.sql
      .select({ id: learner.id })
      .from(learner)
      .innerJoin(person, and(eq(person.organisationId, learner.organisationId), eq(person.id, learner.personId)))
      .where(and(here(tx), lte(person.leftAt, by), after === null ? undefined : gt(learner.id, after)))
      .orderBy(asc(learner.id))
      .limit(most)
  ).map(({ id }) => id)

/** Everything that was done under this id. */
export async function deleteLearned(tx: BoardTx, id: string): Promise<void> {
  for (const table of [trainingAnswer, trainingCard, trainingCompletion])
    await tx.sql.delete(table).where(and(eq(table.organisationId, tx.organisationId), eq(table.learnerId, id)))
}

/** The same, and what says whose it was. */
export async function deleteLearner(tx: BoardTx, id: string): Promise<void> {
  await deleteLearned(tx, id)
  await tx.sql.delete(learner).where(and(here(tx), eq(learner.id, id)))
}
