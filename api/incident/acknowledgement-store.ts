import { and, asc, eq, gte, inArray, isNull, max } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { acknowledgement, alarm } from '../db/schema.ts'

/** All SQL about who took an incident up. */
export type AcknowledgementRow = typeof acknowledgement.$inferSelect

export const acknowledgementsOf = (tx: BoardTx, incidentIds: readonly string[]): Promise<AcknowledgementRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select()
        .from(acknowledgement)
        .where(and(eq(acknowledgement.organisationId, tx.organisationId), inArray(acknowledgement.incidentId, [...incidentIds])))
        .orderBy(asc(acknowledgement.at), asc(acknowledgement.id))

/** Whether an alarm about it has not ended. */
export const isRinging = async (tx: BoardTx, incidentId: string): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: alarm.id })
      .from(alarm)
      .where(and(eq(alarm.organisationId, tx.organisationId), eq(alarm.incidentId, incidentId), isNull(alarm.endedAt)))
      .limit(1)
  ).length > 0

/** Whether he took it up since the last alarm about it began. */
export async function hasTakenUp(tx: BoardTx, incidentId: string, personId: string): Promise<boolean> {
  const [last] = await tx.sql
    .select({ at: max(alarm.startedAt) })
    .from(alarm)
    .where(and(eq(alarm.organisationId, tx.organisationId), eq(alarm.incidentId, incidentId)))
  const his = and(eq(acknowledgement.organisationId, tx.organisationId), eq(acknowledgement.incidentId, incidentId), eq(acknowledgement.personId, personId))
  const rows = await tx.sql
    .select({ id: acknowledgement.id })
    .from(acknowledgement)
    .where(and(his, last?.at ? gte(acknowledgement.at, last.at) : undefined))
    .limit(1)
  return rows.length > 0
}

export const saveAcknowledgement = (tx: BoardTx, row: typeof acknowledgement.$inferInsert) => tx.sql.insert(acknowledgement).values(row)
