import { and, asc, count, desc, eq, inArray, lte, ne, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { boardQuestion } from '../db/schema.ts'

/** All SQL about a board's own questions. */
export type QuestionRow = typeof boardQuestion.$inferSelect

const here = (tx: BoardTx) => eq(boardQuestion.organisationId, tx.organisationId)

/** Those that are asked now, oldest first. */
export const findLiveQuestions = (tx: BoardTx) =>
  tx.sql
    .select({ id: boardQuestion.id, moduleId: boardQuestion.moduleId, content: boardQuestion.content })
    .from(boardQuestion)
    .where(and(here(tx), eq(boardQuestion.state, 'live')))
    .orderBy(asc(boardQuestion.proposedAt), asc(boardQuestion.id))
    .then((rows) => rows)

/** All there ever were, newest first. */
export const listQuestions = (tx: BoardTx): Promise<QuestionRow[]> =>
  tx.sql
    .select()
    .from(boardQuestion)
    .where(here(tx))
    .orderBy(desc(boardQuestion.proposedAt), desc(boardQuestion.id))
    .then((rows) => rows)

/** How many of a module are asked or wait for somebody to look at them. */
export const countOpen = async (tx: BoardTx, moduleId: string): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(boardQuestion)
      .where(and(here(tx), eq(boardQuestion.moduleId, moduleId), inArray(boardQuestion.state, ['proposed', 'live'])))
  )[0]?.n ?? 0

export const insertQuestion = (tx: BoardTx, row: typeof boardQuestion.$inferInsert) => tx.sql.insert(boardQuestion).values(row)

/** Those that nobody is asked any more since this moment, and those nobody decided about since then. */
export const deleteQuestionsOver = (tx: BoardTx, by: Instant) =>
  tx.sql
    .delete(boardQuestion)
    .where(
      and(
        ...[here(tx), ne(boardQuestion.state, 'live')],
        lte(sql`coalesce(${boardQuestion.withdrawnAt}, ${boardQuestion.decidedAt}, ${boardQuestion.proposedAt})`, by),
      ),
    )

/** Held until the commit: of two who decide at once the second finds it decided. */
export const lockQuestion = async (tx: BoardTx, id: string): Promise<QuestionRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(boardQuestion)
      .where(and(here(tx), eq(boardQuestion.id, id)))
      .for('update')
  )[0]

export const updateQuestion = (tx: BoardTx, id: string, changes: Partial<QuestionRow>) =>
  tx.sql
    .update(boardQuestion)
    .set(changes)
    .where(and(here(tx), eq(boardQuestion.id, id)))
