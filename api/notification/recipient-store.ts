import { and, asc, count, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { RecipientKind } from '../../shared/notification/people-views.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { communicationSending, incident, recipient } from '../db/schema.ts'

/** All SQL about who is told, and who got what was not for him. */
export type RecipientRecord = typeof recipient.$inferSelect

const of = (tx: BoardTx, incidentId: string) => and(eq(recipient.organisationId, tx.organisationId), eq(recipient.incidentId, incidentId))

/** So many rows in one statement: the parameters of one are counted. */
const atOnce = 500

export const recipientsOf = (tx: BoardTx, incidentId: string): Promise<RecipientRecord[]> =>
  tx.sql.select().from(recipient).where(of(tx, incidentId)).orderBy(asc(recipient.setAt), asc(recipient.id))

export const recipientPage = (tx: BoardTx, incidentId: string, kind: RecipientKind, { limit, offset }: { limit: number; offset: number }) =>
  tx.sql
    .select()
    .from(recipient)
    .where(and(of(tx, incidentId), eq(recipient.kind, kind)))
    .orderBy(asc(recipient.setAt), asc(recipient.id))
    .limit(limit)
    .offset(offset)

export const countRecipients = async (tx: BoardTx, incidentId: string, kind?: RecipientKind): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(recipient)
      .where(and(of(tx, incidentId), kind ? eq(recipient.kind, kind) : undefined))
  )[0]?.n ?? 0

export const findRecipient = async (tx: BoardTx, incidentId: string, id: string): Promise<RecipientRecord | undefined> =>
  (
    await tx.sql
      .select()
      .from(recipient)
      .where(and(of(tx, incidentId), eq(recipient.id, id)))
  )[0]

export async function saveRecipients(tx: BoardTx, rows: readonly (typeof recipient.$inferInsert)[]): Promise<void> {
  for (let at = 0; at < rows.length; at += atOnce) await tx.sql.insert(recipient).values(rows.slice(at, at + atOnce))
}

export async function markSent(tx: BoardTx, incidentId: string, ids: readonly string[], sendingId: string): Promise<void> {
  for (let at = 0; at < ids.length; at += atOnce) {
    await tx.sql
      .update(recipient)
      .set({ sendingId })
      .where(and(of(tx, incidentId), inArray(recipient.id, ids.slice(at, at + atOnce))))
  }
}

export const updateRecipient = (tx: BoardTx, incidentId: string, id: string, set: Partial<RecipientRecord>) =>
  tx.sql
    .update(recipient)
    .set(set)
    .where(and(of(tx, incidentId), eq(recipient.id, id)))

export const deleteRecipient = (tx: BoardTx, incidentId: string, id: string) => tx.sql.delete(recipient).where(and(of(tx, incidentId), eq(recipient.id, id)))

/** Those who are to be told and were not yet: a list that was imported wrongly goes at once. How many went. */
export const deleteUntold = async (tx: BoardTx, incidentId: string): Promise<number> =>
  (
    await tx.sql
      .delete(recipient)
      .where(and(of(tx, incidentId), eq(recipient.kind, 'subject'), isNull(recipient.sendingId)))
      .returning({ id: recipient.id })
  ).length

/**
 * Incidents with a list that is over: three months after the last message went out; where none ever did, after it was closed.
 */
export async function findOverdueLists(tx: BoardTx, now: Instant): Promise<string[]> {
  const lastSent = tx.sql
    .select({ at: sql`max(${communicationSending.sentAt})` })
    .from(communicationSending)
    .where(and(eq(communicationSending.organisationId, incident.organisationId), eq(communicationSending.incidentId, incident.id)))
  const listed = tx.sql.selectDistinct({ id: recipient.incidentId }).from(recipient).where(eq(recipient.organisationId, tx.organisationId))
  const rows = await tx.sql
    .select({ id: incident.id })
    .from(incident)
    .where(
      and(
        ...[eq(incident.organisationId, tx.organisationId), inArray(incident.id, listed)],
        lte(sql`coalesce((${lastSent}), ${incident.closedAt}) + interval '3 months'`, sql`${now}::timestamptz`),
      ),
    )
  return rows.map(({ id }) => id)
}

export const deleteRecipients = async (tx: BoardTx, incidentId: string): Promise<number> =>
  (await tx.sql.delete(recipient).where(of(tx, incidentId)).returning({ id: recipient.id })).length

/** When the last message went out, three months on. */
export const findListEnd = async (tx: BoardTx, incidentId: string): Promise<Instant | null> => {
  const end = sql<Date | string | null>`max(${communicationSending.sentAt}) + interval '3 months'`
  const [row] = await tx.sql
    .select({ end })
    .from(communicationSending)
    .where(
      and(eq(communicationSending.organisationId, tx.organisationId), eq(communicationSending.incidentId, incidentId), isNotNull(communicationSending.sentAt)),
    )
  return row?.end ? new Date(row.end).toISOString() : null
}
