import { and, asc, eq, isNull } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { communication, communicationSending, incident } from '../db/schema.ts'

/** All SQL about letters and that they went out. */
export type CommunicationRow = typeof communication.$inferSelect
export type SendingRow = typeof communicationSending.$inferSelect
export type IncidentRow = typeof incident.$inferSelect

const ofIncident = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))
const on = (tx: BoardTx, table: typeof communication | typeof communicationSending, incidentId: string) =>
  and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))

/** Holds the incident's row until the commit: two people at once take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)).for('update'))[0]

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)))[0]

/** Those that were not dropped, the oldest first. */
export const communicationsOf = (tx: BoardTx, incidentId: string): Promise<CommunicationRow[]> =>
  tx.sql
    .select()
    .from(communication)
    .where(and(on(tx, communication, incidentId), isNull(communication.droppedAt)))
    .orderBy(asc(communication.id))

export const findCommunication = async (tx: BoardTx, incidentId: string, id: string): Promise<CommunicationRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(communication)
      .where(and(on(tx, communication, incidentId), eq(communication.id, id), isNull(communication.droppedAt)))
  )[0]

export const saveCommunicationRow = (tx: BoardTx, row: typeof communication.$inferInsert) => tx.sql.insert(communication).values(row)

export const updateCommunication = (tx: BoardTx, incidentId: string, id: string, set: Partial<CommunicationRow>) =>
  tx.sql
    .update(communication)
    .set(set)
    .where(and(on(tx, communication, incidentId), eq(communication.id, id)))

/** With the kind of what was sent, in the order in which they went out. */
export const sendingsOf = async (tx: BoardTx, incidentId: string): Promise<(SendingRow & { kind: CommunicationRow['kind'] })[]> => {
  const rows = await tx.sql
    .select({ sending: communicationSending, kind: communication.kind })
    .from(communicationSending)
    .innerJoin(
      communication,
      and(
        ...[eq(communication.organisationId, communicationSending.organisationId), eq(communication.incidentId, communicationSending.incidentId)],
        eq(communication.id, communicationSending.communicationId),
      ),
    )
    .where(on(tx, communicationSending, incidentId))
    .orderBy(asc(communicationSending.sentAt), asc(communicationSending.id))
  return rows.map(({ sending, kind }) => ({ ...sending, kind }))
}

export const saveSendingRow = (tx: BoardTx, row: typeof communicationSending.$inferInsert) => tx.sql.insert(communicationSending).values(row)
