import { and, asc, eq, isNull } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { incident, incidentProcessor, processor, report } from '../db/schema.ts'

/** All SQL about the processors of a board, and about what happened at one of them. */
export type ProcessorRow = typeof processor.$inferSelect
export type AtProcessorRow = typeof incidentProcessor.$inferSelect

const ofBoard = (tx: BoardTx, id: string) => and(eq(processor.organisationId, tx.organisationId), eq(processor.id, id))
const ofIncident = (tx: BoardTx, incidentId: string, processorId: string) =>
  and(eq(incidentProcessor.organisationId, tx.organisationId), eq(incidentProcessor.incidentId, incidentId), eq(incidentProcessor.processorId, processorId))

export const listProcessorRows = (tx: BoardTx): Promise<ProcessorRow[]> =>
  tx.sql.select().from(processor).where(eq(processor.organisationId, tx.organisationId)).orderBy(asc(processor.name), asc(processor.id))

/** Those that did not end. */
export const listKnownProcessors = (tx: BoardTx) =>
  tx.sql
    .select({ id: processor.id, name: processor.name, product: processor.product })
    .from(processor)
    .where(and(eq(processor.organisationId, tx.organisationId), isNull(processor.endedAt)))
    .orderBy(asc(processor.name), asc(processor.id))

export const findProcessor = async (tx: BoardTx, id: string): Promise<ProcessorRow | undefined> =>
  (await tx.sql.select().from(processor).where(ofBoard(tx, id)))[0]

/** Holds the row until the commit: two people at once take turns. */
export const lockProcessor = async (tx: BoardTx, id: string): Promise<ProcessorRow | undefined> =>
  (await tx.sql.select().from(processor).where(ofBoard(tx, id)).for('update'))[0]

/** False where that id is there already. */
export const insertProcessor = async (tx: BoardTx, row: typeof processor.$inferInsert): Promise<boolean> =>
  (await tx.sql.insert(processor).values(row).onConflictDoNothing().returning({ id: processor.id })).length === 1

export const updateProcessor = (tx: BoardTx, id: string, set: Partial<ProcessorRow>) => tx.sql.update(processor).set(set).where(ofBoard(tx, id))

// ---- of an incident

export const atProcessorsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select({ at: incidentProcessor, processor })
    .from(incidentProcessor)
    .innerJoin(processor, and(eq(processor.organisationId, incidentProcessor.organisationId), eq(processor.id, incidentProcessor.processorId)))
    .where(and(eq(incidentProcessor.organisationId, tx.organisationId), eq(incidentProcessor.incidentId, incidentId)))
    .orderBy(asc(incidentProcessor.noticeReceivedAt), asc(processor.name))

export const findAtProcessor = async (tx: BoardTx, incidentId: string, processorId: string): Promise<AtProcessorRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(incidentProcessor)
      .where(ofIncident(tx, incidentId, processorId))
  )[0]

export const insertAtProcessor = (tx: BoardTx, row: typeof incidentProcessor.$inferInsert) => tx.sql.insert(incidentProcessor).values(row)

export const updateAtProcessor = (tx: BoardTx, incidentId: string, processorId: string, set: Partial<AtProcessorRow>) =>
  tx.sql
    .update(incidentProcessor)
    .set(set)
    .where(ofIncident(tx, incidentId, processorId))

/** The incident that this report opened because a processor gave notice, with the processor; undefined where it opened none, or the reader does not see it. */
export const findOpened = async (tx: BoardTx, reportId: string) =>
  (
    await tx.sql
      .select({ incident, processorId: incidentProcessor.processorId })
      .from(report)
      .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
      .innerJoin(incidentProcessor, and(eq(incidentProcessor.organisationId, incident.organisationId), eq(incidentProcessor.incidentId, incident.id)))
      .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, reportId)))
  )[0]

/** Who entered this report. */
export const findEnteredBy = async (tx: BoardTx, reportId: string): Promise<string | null> =>
  (
    await tx.sql
      .select({ by: report.enteredById })
      .from(report)
      .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, reportId)))
  )[0]?.by ?? null

/** It was opened because a processor gave notice. */
export const markOfProcessor = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .update(incident)
    .set({ origin: 'processor' })
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))

/** The incident as it is now, held until the commit; undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
      .for('update')
  )[0]
