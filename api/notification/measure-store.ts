import { and, asc, count, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { incident, measure, organisation } from '../db/schema.ts'

/** All SQL about measures. */
export type MeasureRow = typeof measure.$inferSelect

const ofIncident = (tx: BoardTx, incidentId: string) => and(eq(measure.organisationId, tx.organisationId), eq(measure.incidentId, incidentId))

/** Open ones first, by date; those without one after them. */
const byDate = [sql`(${measure.doneAt} is not null or ${measure.droppedAt} is not null)`, sql`${measure.dueOn} asc nulls last`, asc(measure.id)]

export const measureRowsOf = (tx: BoardTx, incidentId: string): Promise<MeasureRow[]> =>
  tx.sql
    .select()
    .from(measure)
    .where(ofIncident(tx, incidentId))
    .orderBy(...byDate)

export const findMeasure = async (tx: BoardTx, incidentId: string, id: string): Promise<MeasureRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(measure)
      .where(and(ofIncident(tx, incidentId), eq(measure.id, id)))
  )[0]

export const countMeasures = async (tx: BoardTx, incidentId: string): Promise<number> =>
  (await tx.sql.select({ n: count() }).from(measure).where(ofIncident(tx, incidentId)))[0]?.n ?? 0

export const insertMeasure = (tx: BoardTx, row: typeof measure.$inferInsert) => tx.sql.insert(measure).values(row)

export const updateMeasure = (tx: BoardTx, incidentId: string, id: string, set: Partial<MeasureRow>) =>
  tx.sql
    .update(measure)
    .set(set)
    .where(and(ofIncident(tx, incidentId), eq(measure.id, id)))

/** Those of every incident this reader sees whose key is there. */
export const listMeasureRows = (tx: BoardTx, { all, limit }: { all: boolean; limit: number }) =>
  tx.sql
    .select({ measure, incident, organisationName: organisation.name })
    .from(measure)
    .innerJoin(incident, and(eq(incident.organisationId, measure.organisationId), eq(incident.id, measure.incidentId)))
    .innerJoin(organisation, eq(organisation.organisationId, measure.organisationId))
    .where(
      and(
        ...[eq(measure.organisationId, tx.organisationId), isNotNull(incident.wrappedKey)],
        all ? undefined : and(isNull(measure.doneAt), isNull(measure.droppedAt)),
      ),
    )
    .orderBy(...byDate)
    .limit(limit)

/** The incident as it is now, held until the commit; undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
      .for('update')
  )[0]
