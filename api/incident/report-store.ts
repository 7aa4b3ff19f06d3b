import { and, asc, desc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import type { BoardTx, Sql } from '../db/open.ts'
import { attachment, awareMoment, deadline, identity, incident, incidentNumber, person, report, reportId, reportMessage, school } from '../db/schema.ts'

/** All SQL about reports, their photos and their messages. */
export type ReportRow = typeof report.$inferSelect
export type IncidentRow = typeof incident.$inferSelect

/** Claims the ids for ever; gives those that nobody had. A second sender of an id waits here for the first one's commit. */
export async function claimReports(tx: BoardTx, ids: readonly string[]): Promise<string[]> {
  // In one order everywhere, so that two batches with the same reports wait for each other and never in a ring.
  const rows = [...new Set(ids)].toSorted().map((id) => ({ id, organisationId: tx.organisationId }))
  const claimed = await tx.sql.insert(reportId).values(rows).onConflictDoNothing().returning({ id: reportId.id })
  return claimed.map((row) => row.id)
}

/** Takes the board's next `count` numbers of that year and gives the first; the row stays locked until the commit, so there are no gaps. */
export async function takeNumbers(tx: BoardTx, year: number, count: number): Promise<number> {
  const [row] = await tx.sql
    .insert(incidentNumber)
    .values({ organisationId: tx.organisationId, year, last: count })
    .onConflictDoUpdate({ target: [incidentNumber.organisationId, incidentNumber.year], set: { last: sql`${incidentNumber.last} + ${count}` } })
    .returning({ last: incidentNumber.last })
  if (!row) throw new Error('the board gave no number')
  return row.last - count + 1
}

/** The numbers of a year from this one on that incidents have. */
export const findTakenNumbers = async (tx: BoardTx, year: number, from: number): Promise<number[]> =>
  (
    await tx.sql
      .select({ sequence: incident.sequence })
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.year, year), gte(incident.sequence, from)))
  ).map((row) => row.sequence)

export const findReportIds = (db: Sql, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(reportId)
        .where(inArray(reportId.id, [...ids]))

export type NewReport = {
  incident: typeof incident.$inferInsert
  report: typeof report.$inferInsert
  aware: typeof awareMoment.$inferInsert
  deadline: typeof deadline.$inferInsert
}

/** All rows of all these reports in one round trip: intake must keep up with a whole school that comes online at once. */
export async function saveReports(tx: BoardTx, rows: readonly NewReport[]): Promise<void> {
  const one = tx.sql.$with('one').as(
    tx.sql
      .insert(incident)
      .values(rows.map((row) => row.incident))
      .returning({ id: incident.id }),
  )
  const two = tx.sql.$with('two').as(
    tx.sql
      .insert(report)
      .values(rows.map((row) => row.report))
      .returning({ id: report.id }),
  )
  const three = tx.sql.$with('three').as(
    tx.sql
      .insert(awareMoment)
      .values(rows.map((row) => row.aware))
      .returning({ id: awareMoment.id }),
  )
  await tx.sql
    .with(one, two, three)
    .insert(deadline)
    .values(rows.map((row) => row.deadline))
}

export async function findReport(tx: BoardTx, id: string): Promise<{ report: ReportRow; incident: IncidentRow } | undefined> {
  const rows = await tx.sql
    .select({ report, incident })
    .from(report)
    .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, id)))
  return rows[0]
}

export const listReportsOf = (tx: BoardTx, reporterId: string) =>
  tx.sql
    .select({ report, incident })
    .from(report)
    .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.reporterId, reporterId)))
    .orderBy(desc(report.receivedAt))
    .limit(200)

/** Those of these reports that this person made or entered for a caller, with the state of their incidents. */
export const findReportsAmong = (tx: BoardTx, ids: readonly string[], personId: string) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select({ id: report.id, state: incident.state })
        .from(report)
        .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
        .where(
          and(
            eq(report.organisationId, tx.organisationId),
            or(eq(report.reporterId, personId), eq(report.enteredById, personId)),
            inArray(report.id, [...ids]),
          ),
        )

export const hasSchool = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select({ id: school.id })
      .from(school)
      .where(and(eq(school.organisationId, tx.organisationId), eq(school.id, id)))
  ).length === 1

/** The person at this board behind an address, for a report taken by phone. */
export async function findPersonByMail(tx: BoardTx, emailMac: Uint8Array): Promise<string | undefined> {
  const rows = await tx.sql
    .select({ id: person.id })
    .from(identity)
    .innerJoin(person, and(eq(person.organisationId, tx.organisationId), eq(person.identityId, identity.id), isNull(person.leftAt)))
    .where(eq(identity.emailMac, emailMac))
  return rows[0]?.id
}

// ---- photos

export const attachmentsOf = (tx: BoardTx, reportIds: readonly string[]) =>
  reportIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select({
          reportId: attachment.reportId,
          id: attachment.id,
          contentType: attachment.contentType,
          bytes: attachment.bytes,
          receivedAt: attachment.receivedAt,
        })
        .from(attachment)
        .where(and(eq(attachment.organisationId, tx.organisationId), inArray(attachment.reportId, [...reportIds])))
        .orderBy(asc(attachment.receivedAt))

export const findAttachment = async (tx: BoardTx, reportIdOf: string, id: string) =>
  (
    await tx.sql
      .select()
      .from(attachment)
      .where(and(eq(attachment.organisationId, tx.organisationId), eq(attachment.reportId, reportIdOf), eq(attachment.id, id)))
  )[0]

/** False when that id was there already: the constraint decides, not a look beforehand. */
export const saveAttachment = async (tx: BoardTx, row: typeof attachment.$inferInsert) =>
  (await tx.sql.insert(attachment).values(row).onConflictDoNothing().returning({ id: attachment.id })).length === 1

/** Somebody signed in stands for it now. */
export const updateReport = (tx: BoardTx, id: string, set: Pick<typeof report.$inferInsert, 'reporterId' | 'enteredById' | 'flags'>) =>
  tx.sql
    .update(report)
    .set(set)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, id)))

/** Holds the report's row until the commit, so that two photos at once cannot both be the fifth. */
export const lockReport = (tx: BoardTx, id: string) =>
  tx.sql
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, id)))
    .for('update')

/** The photos of these reports, and the messages this person wrote about them. */
export async function findPartIds(tx: BoardTx, reportIds: readonly string[], authorId: string): Promise<{ reportId: string; id: string }[]> {
  if (reportIds.length === 0) return []
  const photos = tx.sql
    .select({ reportId: attachment.reportId, id: attachment.id })
    .from(attachment)
    .where(and(eq(attachment.organisationId, tx.organisationId), inArray(attachment.reportId, [...reportIds])))
  const messages = tx.sql
    .select({ reportId: reportMessage.reportId, id: reportMessage.id })
    .from(reportMessage)
    .where(and(eq(reportMessage.organisationId, tx.organisationId), inArray(reportMessage.reportId, [...reportIds]), eq(reportMessage.authorId, authorId)))
  return photos.unionAll(messages)
}

// ---- messages

export type MessageRow = typeof reportMessage.$inferSelect

export const messagesOf = (tx: BoardTx, reportIds: readonly string[]): Promise<MessageRow[]> =>
  reportIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select()
        .from(reportMessage)
        .where(and(eq(reportMessage.organisationId, tx.organisationId), inArray(reportMessage.reportId, [...reportIds])))
        .orderBy(asc(reportMessage.receivedAt), asc(reportMessage.id))

export const saveMessage = async (tx: BoardTx, row: typeof reportMessage.$inferInsert) =>
  (await tx.sql.insert(reportMessage).values(row).onConflictDoNothing().returning({ id: reportMessage.id })).length === 1

export const findMessage = async (tx: BoardTx, reportIdOf: string, id: string) =>
  (
    await tx.sql
      .select()
      .from(reportMessage)
      .where(and(eq(reportMessage.organisationId, tx.organisationId), eq(reportMessage.reportId, reportIdOf), eq(reportMessage.id, id)))
  )[0]

/** Marks what the other side wrote as read; gives how many that were. */
export const markRead = async (tx: BoardTx, reportIds: readonly string[], writtenBy: 'reporter' | 'team', at: string) =>
  reportIds.length === 0
    ? 0
    : (
        await tx.sql
          .update(reportMessage)
          .set({ readAt: at })
          .where(
            and(
              eq(reportMessage.organisationId, tx.organisationId),
              inArray(reportMessage.reportId, [...reportIds]),
              eq(reportMessage.side, writtenBy),
              isNull(reportMessage.readAt),
            ),
          )
          .returning({ id: reportMessage.id })
      ).length
