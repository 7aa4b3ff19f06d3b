import { and, asc, desc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { incident, legalHold, organisation, registerEntry, retention, tellingReview } from '../db/schema.ts'

/** All SQL about how long a file is kept. */
export type RetentionRow = typeof retention.$inferSelect
export type HoldRow = typeof legalHold.$inferSelect
export type IncidentRow = typeof incident.$inferSelect

const on = (tx: BoardTx, table: typeof retention | typeof legalHold | typeof tellingReview, incidentId: string) =>
  and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))

/** What was confirmed last; undefined where nobody did. */
export const findRetention = async (tx: BoardTx, incidentId: string): Promise<RetentionRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(retention)
      .where(on(tx, retention, incidentId))
      .orderBy(desc(retention.setAt), desc(retention.id))
      .limit(1)
  )[0]

export const saveRetention = (tx: BoardTx, row: typeof retention.$inferInsert) => tx.sql.insert(retention).values(row)

export const updateRetention = (tx: BoardTx, incidentId: string, id: string, set: Partial<RetentionRow>) =>
  tx.sql
    .update(retention)
    .set(set)
    .where(and(on(tx, retention, incidentId), eq(retention.id, id)))

/** What holds it back at this moment. */
export const findHold = async (tx: BoardTx, incidentId: string, now: Instant): Promise<HoldRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(legalHold)
      .where(and(on(tx, legalHold, incidentId), isNull(legalHold.liftedAt), gt(legalHold.untilAt, now)))
      .orderBy(desc(legalHold.untilAt), desc(legalHold.id))
      .limit(1)
  )[0]

export const saveHold = (tx: BoardTx, row: typeof legalHold.$inferInsert) => tx.sql.insert(legalHold).values(row)

export const markHoldLifted = (tx: BoardTx, incidentId: string, id: string, by: string, at: Instant) =>
  tx.sql
    .update(legalHold)
    .set({ liftedBy: by, liftedAt: at })
    .where(and(on(tx, legalHold, incidentId), eq(legalHold.id, id)))

export const reviewsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(tellingReview)
    .where(on(tx, tellingReview, incidentId))
    .orderBy(asc(tellingReview.setAt), asc(tellingReview.id))

export const saveReview = (tx: BoardTx, row: typeof tellingReview.$inferInsert) => tx.sql.insert(tellingReview).values(row)

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
  )[0]

/** The board's name and what it chose. */
export const findBoard = async (tx: BoardTx) => {
  const [row] = await tx.sql
    .select({ name: organisation.name, settings: organisation.settings })
    .from(organisation)
    .where(eq(organisation.organisationId, tx.organisationId))
  return { name: row?.name ?? '', settings: row?.settings }
}

/** What it chose, held until the commit: two who change it take turns. */
export const lockSettings = async (tx: BoardTx) =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(eq(organisation.organisationId, tx.organisationId)).for('update'))[0]
    ?.settings

export const updateSettings = (tx: BoardTx, settings: (typeof organisation.$inferSelect)['settings']) =>
  tx.sql.update(organisation).set({ settings }).where(eq(organisation.organisationId, tx.organisationId))

const newest = sql`not exists (select 1 from ${retention} newer where newer.organisation_id = ${retention.organisationId} and newer.incident_id = ${retention.incidentId}
  and (newer.set_at, newer.id) > (${retention.setAt}, ${retention.id}))`

/** What was confirmed and is over, or to be looked at, before this moment; soonest first. */
export const listDueRetention = (tx: BoardTx, until: Instant, limit: number) =>
  tx.sql
    .select({ incidentId: incident.id, year: incident.year, sequence: incident.sequence, dueAt: retention.dueAt, reviewAt: retention.reviewAt })
    .from(retention)
    .innerJoin(incident, and(eq(incident.organisationId, retention.organisationId), eq(incident.id, retention.incidentId)))
    .where(
      and(
        ...[eq(retention.organisationId, tx.organisationId), isNull(retention.executedAt), isNull(incident.erasedAt), newest],
        sql`least(${retention.dueAt}, coalesce(${retention.reviewAt}, ${retention.dueAt})) <= ${until}::timestamptz`,
      ),
    )
    .orderBy(asc(retention.dueAt), asc(retention.id))
    .limit(limit)

/** Closed files of which nobody confirmed how long they stay. */
export const listUnconfirmed = (tx: BoardTx, limit: number) =>
  tx.sql
    .select({ incidentId: incident.id, year: incident.year, sequence: incident.sequence, closedAt: incident.closedAt })
    .from(incident)
    .where(
      and(
        ...[eq(incident.organisationId, tx.organisationId), eq(incident.state, 'closed'), isNull(incident.erasedAt), isNull(incident.joinedTo)],
        sql`not exists (select 1 from ${retention} where ${retention.organisationId} = ${incident.organisationId} and ${retention.incidentId} = ${incident.id}
          and ${retention.setAt} >= ${incident.closedAt})`,
      ),
    )
    .orderBy(asc(incident.closedAt), asc(incident.id))
    .limit(limit)

/** Entries whose five years are over. */
export const listDueEntries = (tx: BoardTx, until: Instant, limit: number) =>
  tx.sql
    .select({ incidentId: incident.id, year: incident.year, sequence: incident.sequence, keepUntil: registerEntry.keepUntil })
    .from(registerEntry)
    .innerJoin(incident, and(eq(incident.organisationId, registerEntry.organisationId), eq(incident.id, registerEntry.incidentId)))
    .where(and(eq(registerEntry.organisationId, tx.organisationId), isNull(registerEntry.erasedAt), lte(registerEntry.keepUntil, until)))
    .orderBy(asc(registerEntry.keepUntil), asc(incident.id))
    .limit(limit)

/** Throws the key of an entry away; number, moments, codes and counts stay for the figures. */
export const updateErasedEntry = (tx: BoardTx, incidentId: string, at: Instant) =>
  tx.sql
    .update(registerEntry)
    .set({ wrappedKey: null, entrySealed: new Uint8Array(), setBy: null, erasedAt: at })
    .where(and(eq(registerEntry.organisationId, tx.organisationId), eq(registerEntry.incidentId, incidentId), isNull(registerEntry.erasedAt)))

export const listErasedEntries = async (tx: BoardTx) =>
  (
    await tx.sql
      .select({ id: registerEntry.incidentId, at: registerEntry.erasedAt })
      .from(registerEntry)
      .where(and(eq(registerEntry.organisationId, tx.organisationId), isNotNull(registerEntry.erasedAt)))
  ).map((row) => ({ at: row.at ?? '', organisationId: tx.organisationId, entryId: row.id }))

export const findEntry = async (tx: BoardTx, incidentId: string) =>
  (
    await tx.sql
      .select({ keepUntil: registerEntry.keepUntil, erasedAt: registerEntry.erasedAt })
      .from(registerEntry)
      .where(and(eq(registerEntry.organisationId, tx.organisationId), eq(registerEntry.incidentId, incidentId)))
  )[0]
