import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { incident, otherParty } from '../db/schema.ts'

/** All SQL about whom else is told. */
export type OtherRow = typeof otherParty.$inferSelect

const ofIncident = (tx: BoardTx, incidentId: string) => and(eq(otherParty.organisationId, tx.organisationId), eq(otherParty.incidentId, incidentId))

/** What still has to be done first, by date. */
export const otherRowsOf = (tx: BoardTx, incidentId: string): Promise<OtherRow[]> =>
  tx.sql
    .select()
    .from(otherParty)
    .where(ofIncident(tx, incidentId))
    .orderBy(sql`(${otherParty.doneAt} is not null or ${otherParty.notNeededAt} is not null)`, sql`${otherParty.dueAt} asc nulls last`, asc(otherParty.id))

export const findOther = async (tx: BoardTx, incidentId: string, id: string): Promise<OtherRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(otherParty)
      .where(and(ofIncident(tx, incidentId), eq(otherParty.id, id)))
  )[0]

export const countOthers = async (tx: BoardTx, incidentId: string): Promise<number> =>
  (await tx.sql.select({ n: count() }).from(otherParty).where(ofIncident(tx, incidentId)))[0]?.n ?? 0

export const insertOther = (tx: BoardTx, row: typeof otherParty.$inferInsert) => tx.sql.insert(otherParty).values(row)

export const updateOther = (tx: BoardTx, incidentId: string, id: string, set: Partial<OtherRow>) =>
  tx.sql
    .update(otherParty)
    .set(set)
    .where(and(ofIncident(tx, incidentId), eq(otherParty.id, id)))

const onIncident = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))

/** The incident as this reader sees it; undefined where he sees none. */
export const findIncident = async (tx: BoardTx, id: string) => (await tx.sql.select().from(incident).where(onIncident(tx, id)))[0]

/** The same, held until the commit. */
export const lockIncident = async (tx: BoardTx, id: string) => (await tx.sql.select().from(incident).where(onIncident(tx, id)).for('update'))[0]
