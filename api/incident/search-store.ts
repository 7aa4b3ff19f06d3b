import { and, asc, count, desc, eq, inArray, isNotNull, notExists, sql } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { incident, organisation, report, reportMessage, searchToken } from '../db/schema.ts'
import type { MessageRow, ReportRow } from './report-store.ts'

/** All SQL about searching by words. */
export const findSearchOn = async (tx: BoardTx): Promise<boolean> =>
  (await tx.sql.select({ settings: organisation.settings }).from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]?.settings
    .search === true

/** The newest incidents in which all of these words stand, as far as the reader of this transaction sees them. */
export const findHits = (tx: BoardTx, tokens: readonly Uint8Array[], limit: number) => {
  const matching = tx.sql
    .select({ incidentId: searchToken.incidentId })
    .from(searchToken)
    .where(and(eq(searchToken.organisationId, tx.organisationId), inArray(searchToken.token, [...tokens])))
    .groupBy(searchToken.incidentId)
    .having(sql`count(distinct ${searchToken.token}) = ${tokens.length}`)
  return tx.sql
    .select({ incident, organisationName: organisation.name })
    .from(incident)
    .innerJoin(organisation, eq(organisation.organisationId, incident.organisationId))
    .where(and(eq(incident.organisationId, tx.organisationId), isNotNull(incident.wrappedKey), inArray(incident.id, matching)))
    .orderBy(desc(incident.receivedAt), desc(incident.id))
    .limit(limit)
}
export type Hit = Awaited<ReturnType<typeof findHits>>[number]

// ---- what came before searching was switched on

const notDone = (tx: BoardTx, table: typeof report | typeof reportMessage) =>
  notExists(
    tx.sql
      .select({ one: sql`1` })
      .from(searchToken)
      .where(and(eq(searchToken.organisationId, table.organisationId), eq(searchToken.incidentId, table.incidentId), eq(searchToken.sourceId, table.id))),
  )

const openReports = (tx: BoardTx) => and(eq(report.organisationId, tx.organisationId), isNotNull(report.wrappedKey))

/** Held until the commit: an erasure waits and takes these words along. One that somebody else holds comes the next time. */
export const reportsToPrepare = (tx: BoardTx, limit: number): Promise<ReportRow[]> =>
  tx.sql
    .select()
    .from(report)
    .where(and(openReports(tx), notDone(tx, report)))
    .orderBy(asc(report.id))
    .limit(limit)
    .for('share', { skipLocked: true })

const itsReport = and(eq(report.organisationId, reportMessage.organisationId), eq(report.id, reportMessage.reportId))

/** The same, holding the reports in which they stand. */
export const messagesToPrepare = async (tx: BoardTx, limit: number): Promise<MessageRow[]> =>
  (
    await tx.sql
      .select({ message: reportMessage })
      .from(reportMessage)
      .innerJoin(report, itsReport)
      .where(and(openReports(tx), notDone(tx, reportMessage)))
      .orderBy(asc(reportMessage.id))
      .limit(limit)
      .for('share', { of: report, skipLocked: true })
  ).map((row) => row.message)

/** How many reports and messages were not made findable yet. */
export async function countToPrepare(tx: BoardTx): Promise<number> {
  const reports = await tx.sql
    .select({ n: count() })
    .from(report)
    .where(and(openReports(tx), notDone(tx, report)))
  const messages = await tx.sql
    .select({ n: count() })
    .from(reportMessage)
    .innerJoin(report, itsReport)
    .where(and(openReports(tx), notDone(tx, reportMessage)))
  return (reports[0]?.n ?? 0) + (messages[0]?.n ?? 0)
}
