import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import {
  acknowledgement,
  attachment,
  authorityOutcome,
  awareMoment,
  breakGlass,
  deadline,
  identityOrganisation,
  incident,
  phoneCall,
  recusal,
  report,
  reportId,
  reportMessage,
} from '../db/schema.ts'
import { noNeed } from '../../shared/deadline/kinds.ts'
import { deleteTokens } from '../incident/search-tokens.ts'
import { deleteDossier } from './dossier-erasure-store.ts'

/** All SQL of erasing. What stays stands in docs/decisions/0019-erasure.md. */
const nothing = new Uint8Array()

/** Holds the incident's row until the commit: two erasures in one incident take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
      .for('update')
  )[0]

/** What was joined to it and is not erased yet, held as well. */
export const lockJoined = (tx: BoardTx, id: string) =>
  tx.sql
    .select({ id: incident.id })
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.joinedTo, id), isNull(incident.erasedAt)))
    .orderBy(incident.id)
    .for('update')

/** The incident a report belongs to, without holding anything: the incident's row is locked first, everywhere. */
export const incidentOfReport = async (tx: BoardTx, id: string): Promise<string | undefined> =>
  (
    await tx.sql
      .select({ incidentId: report.incidentId })
      .from(report)
      .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, id)))
  )[0]?.incidentId

/** The reports of an incident, and which of them are erased; locked until the commit, so that no photo comes in between. */
export const lockReports = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select({ id: report.id, erasedAt: report.erasedAt })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId)))
    .orderBy(report.id)
    .for('update')

/** Throws the keys of these reports of one incident away with all that was sealed under them, and forgets whose they were; their ids stay as tombstones. */
export async function updateErasedReports(tx: BoardTx, incidentId: string, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return
  const board = (table: typeof report | typeof attachment | typeof reportMessage) => eq(table.organisationId, tx.organisationId)
  const mine = [...ids]
  await tx.sql.delete(attachment).where(and(board(attachment), inArray(attachment.reportId, mine)))
  const messages = await tx.sql
    .delete(reportMessage)
    .where(and(board(reportMessage), inArray(reportMessage.reportId, mine)))
    .returning({ id: reportMessage.id })
  await deleteTokens(tx, incidentId, [...mine, ...messages.map((row) => row.id)])
  await tx.sql
    .update(report)
    .set({
      ...{ wrappedKey: null, erasedAt: at, bodySealed: nothing, bodyMac: nothing, rawTimes: nothing },
      ...{ reporterId: null, enteredById: null, skewMs: null, notTo: null },
    })
    .where(and(board(report), inArray(report.id, mine)))
  await saveTombstones(
    tx.sql,
    mine.map((id) => ({ id, organisationId: tx.organisationId, erasedAt: at })),
  )
}

/** Throws the incident's key away with the reasons that were sealed under it. It ends closed: an older back-up may have it open. */
export async function updateErasedIncident(tx: BoardTx, id: string, at: Instant): Promise<void> {
  const of = (table: OfIncident) => and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, id))
  await deleteTokens(tx, id)
  await tx.sql.update(awareMoment).set({ reasonSealed: null, setBy: null }).where(of(awareMoment))
  await tx.sql.update(recusal).set({ reasonSealed: null }).where(of(recusal))
  await tx.sql.update(breakGlass).set({ reasonSealed: nothing }).where(of(breakGlass))
  await closeIncident(tx, id, at)
  await tx.sql.update(deadline).set({ noteSealed: null, setBy: null, endedBy: null }).where(of(deadline))
  await tx.sql
    .update(authorityOutcome)
    .set({ numberSealed: null, reasonSealed: null, decisionSealed: null, setBy: null, decidedBy: null })
    .where(of(authorityOutcome))
  await tx.sql.update(phoneCall).set({ noteSealed: null, setBy: null }).where(of(phoneCall))
  await tx.sql.update(acknowledgement).set({ personId: null }).where(of(acknowledgement))
  await tx.sql
    .update(incident)
    .set({ wrappedKey: null, erasedAt: at, acknowledgedBy: null, discreetSetBy: null, opened: {} })
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
  await deleteDossier(tx, id)
}

type OfIncident =
  | typeof awareMoment
  | typeof recusal
  | typeof breakGlass
  | typeof deadline
  | typeof authorityOutcome
  | typeof phoneCall
  | typeof acknowledgement

/** Closed where it was not yet, and no term runs on it any more. */
export async function closeIncident(tx: BoardTx, id: string, at: Instant): Promise<void> {
  await tx.sql
    .update(deadline)
    .set({ endedAt: at, outcome: 'erased' })
    .where(and(eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, id), isNull(deadline.endedAt)))
  const here = and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))
  await tx.sql
    .update(incident)
    .set({ termEndedAt: at, termOutcome: 'erased' })
    .where(and(here, isNull(incident.termEndedAt)))
  await tx.sql.update(incident).set({ needsAt: noNeed }).where(here)
  await tx.sql
    .update(incident)
    .set({ state: 'closed', closedAt: at })
    .where(and(here, isNull(incident.closedAt)))
}

type Tombstone = { id: string; organisationId: string; erasedAt: Instant }

/** The id of a report stays for good; also of one that this database never had, because an older back-up was put back. Gives those that were no tombstone yet. */
export async function saveTombstones(db: Sql, rows: readonly Tombstone[]): Promise<string[]> {
  if (rows.length === 0) return []
  const saved = await db
    .insert(reportId)
    .values(rows.toSorted((a, b) => a.id.localeCompare(b.id)))
    .onConflictDoUpdate({ target: reportId.id, set: { erasedAt: sql`excluded.erased_at` }, setWhere: isNull(reportId.erasedAt) })
    .returning({ id: reportId.id })
  return saved.map((row) => row.id)
}

/** Which of these incidents and reports are still to be erased in this database. */
export async function findLiving(tx: BoardTx, incidentIds: readonly string[], reportIds: readonly string[]): Promise<Set<string>> {
  const incidents = await tx.sql
    .select({ id: incident.id })
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), inArray(incident.id, [...incidentIds]), isNull(incident.erasedAt)))
  const reports = await tx.sql
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), inArray(report.id, [...reportIds]), isNull(report.erasedAt)))
  return new Set([...incidents, ...reports].map((row) => row.id))
}

export const findTombstones = async (db: Sql, ids: readonly string[]): Promise<string[]> =>
  (
    await db
      .select({ id: reportId.id })
      .from(reportId)
      .where(and(inArray(reportId.id, [...ids]), isNotNull(reportId.erasedAt)))
  ).map((row) => row.id)

/** Every report of every board that was erased. */
export const listTombstones = async (db: Sql) =>
  (await db.select().from(reportId).where(isNotNull(reportId.erasedAt))).map((row) => ({
    ...{ at: row.erasedAt ?? '', organisationId: row.organisationId, reportId: row.id },
  }))

export const listErasedIncidents = async (tx: BoardTx) =>
  (
    await tx.sql
      .select({ id: incident.id, at: incident.erasedAt })
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), isNotNull(incident.erasedAt)))
  ).map((row) => ({ at: row.at ?? '', organisationId: tx.organisationId, incidentId: row.id }))

/** Every board that has people: from outside, as no row of one is seen from another. */
export const listBoards = async (db: Sql): Promise<string[]> =>
  (await db.selectDistinct({ id: identityOrganisation.organisationId }).from(identityOrganisation)).map((row) => row.id)

/** What was erased at this board as far as this reader's fence goes, newest first. */
export async function listErased(tx: BoardTx, limit: number) {
  const place = { incidentId: incident.id, year: incident.year, sequence: incident.sequence }
  const incidents = await tx.sql
    .select({ ...place, erasedAt: incident.erasedAt })
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), isNotNull(incident.erasedAt)))
    .orderBy(desc(incident.erasedAt), desc(incident.id))
    .limit(limit)
  const reports = await tx.sql
    .select({ ...place, reportId: report.id, erasedAt: report.erasedAt })
    .from(report)
    .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
    .where(and(eq(report.organisationId, tx.organisationId), isNotNull(report.erasedAt)))
    .orderBy(desc(report.erasedAt), desc(report.id))
    .limit(limit)
  return { incidents, reports }
}
