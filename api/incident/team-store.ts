import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { advice, convening, conveningMember, incidentAdviser } from '../db/schema.ts'

/** All SQL about the team around one incident: called together, let in to advise, and what was advised. */
type Of = typeof convening | typeof conveningMember | typeof incidentAdviser | typeof advice
const on = (tx: BoardTx, table: Of, incidentId: string) => and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))

// ---- called together

export type ConveningRow = typeof convening.$inferSelect
export type MemberRow = typeof conveningMember.$inferSelect

export const saveConvening = (tx: BoardTx, row: typeof convening.$inferInsert) => tx.sql.insert(convening).values(row)

export const saveMembers = async (tx: BoardTx, rows: readonly (typeof conveningMember.$inferInsert)[]) =>
  void (rows.length > 0 && (await tx.sql.insert(conveningMember).values([...rows])))

export const conveningsOf = (tx: BoardTx, incidentId: string): Promise<ConveningRow[]> =>
  tx.sql
    .select()
    .from(convening)
    .where(on(tx, convening, incidentId))
    .orderBy(asc(convening.startsAt), asc(convening.id))

export const findConvening = async (tx: BoardTx, incidentId: string, id: string): Promise<ConveningRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(convening)
      .where(and(on(tx, convening, incidentId), eq(convening.id, id)))
  )[0]

export const membersOf = (tx: BoardTx, incidentId: string): Promise<MemberRow[]> =>
  tx.sql
    .select()
    .from(conveningMember)
    .where(on(tx, conveningMember, incidentId))
    .orderBy(asc(conveningMember.role), asc(conveningMember.personId))

/** False where he was not called. */
export const updateAnswer = async (
  tx: BoardTx,
  { incidentId, conveningId, personId }: Pick<MemberRow, 'incidentId' | 'conveningId' | 'personId'>,
  set: Pick<MemberRow, 'answer' | 'answeredAt'>,
): Promise<boolean> =>
  (
    await tx.sql
      .update(conveningMember)
      .set(set)
      .where(and(on(tx, conveningMember, incidentId), eq(conveningMember.conveningId, conveningId), eq(conveningMember.personId, personId)))
      .returning({ personId: conveningMember.personId })
  ).length === 1

export const markConveningEnded = (tx: BoardTx, incidentId: string, id: string, by: string, at: Instant) =>
  tx.sql
    .update(convening)
    .set({ endedBy: by, endedAt: at })
    .where(and(on(tx, convening, incidentId), eq(convening.id, id)))

// ---- advisers

export type AdviserRow = typeof incidentAdviser.$inferSelect

export const advisersOf = (tx: BoardTx, incidentId: string): Promise<AdviserRow[]> =>
  tx.sql
    .select()
    .from(incidentAdviser)
    .where(on(tx, incidentAdviser, incidentId))
    .orderBy(asc(incidentAdviser.setAt), asc(incidentAdviser.id))

export const saveAdviser = (tx: BoardTx, row: typeof incidentAdviser.$inferInsert) => tx.sql.insert(incidentAdviser).values(row)

/** What lets these people in ends now. */
export const markAdvisersEnded = (tx: BoardTx, incidentId: string, personIds: readonly string[], by: string, at: Instant) =>
  tx.sql
    .update(incidentAdviser)
    .set({ endedBy: by, endedAt: at })
    .where(and(on(tx, incidentAdviser, incidentId), inArray(incidentAdviser.personId, [...personIds]), isNull(incidentAdviser.endedAt)))

// ---- advice

export type AdviceRow = typeof advice.$inferSelect

export const saveAdvice = (tx: BoardTx, row: typeof advice.$inferInsert) => tx.sql.insert(advice).values(row)

export const adviceRowsOf = (tx: BoardTx, incidentId: string): Promise<AdviceRow[]> =>
  tx.sql
    .select()
    .from(advice)
    .where(on(tx, advice, incidentId))
    .orderBy(asc(advice.setAt), asc(advice.id))
