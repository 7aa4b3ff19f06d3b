import { and, eq, exists, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import { progressSteps } from '../../shared/deadline/progress-steps.ts'
import type { BoardTx } from '../db/open.ts'
import { acknowledgement, alarmDue, alarmStage, deadline, event, incident, roleGrant } from '../db/schema.ts'
import { grantHolds } from './reached.ts'

/** All SQL about deadlines as the engine watches them; the verbs' own stands in api/deadline. */
export type DeadlineRow = typeof deadline.$inferSelect

const ofIncident = (tx: BoardTx, incidentId: string) => and(eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, incidentId))
const dueOf = (tx: BoardTx, ids: readonly string[]) =>
  and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'deadline'), inArray(alarmDue.subjectId, [...ids]))

export const findDeadlines = (tx: BoardTx, incidentId: string): Promise<DeadlineRow[]> =>
  tx.sql.select().from(deadline).where(ofIncident(tx, incidentId)).orderBy(deadline.openedAt, deadline.id)

export const findDeadline = async (tx: BoardTx, incidentId: string, id: string): Promise<DeadlineRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(deadline)
      .where(and(ofIncident(tx, incidentId), eq(deadline.id, id)))
  )[0]

export const insertDeadline = (tx: BoardTx, row: Omit<typeof deadline.$inferInsert, 'organisationId'>) =>
  tx.sql.insert(deadline).values({ organisationId: tx.organisationId, ...row })

/** A deadline that runs goes to another place, with rows of its own in the ledger. */
export const moveTo = (tx: BoardTx, { incidentId, id, revision }: DeadlineRow, anchorAt: Instant, dueAt: Instant) =>
  tx.sql
    .update(deadline)
    .set({ anchorAt, dueAt, revision: revision + 1 })
    .where(and(ofIncident(tx, incidentId), eq(deadline.id, id), isNull(deadline.endedAt)))

/** Whether it had not ended before. */
export const markEnded = async (tx: BoardTx, incidentId: string, id: string, at: Instant, outcome: string): Promise<boolean> =>
  (
    await tx.sql
      .update(deadline)
      .set({ endedAt: at, outcome })
      .where(and(ofIncident(tx, incidentId), eq(deadline.id, id), isNull(deadline.endedAt)))
      .returning({ id: deadline.id })
  ).length === 1

/** What the ledger has of these, under each one's id. */
export async function findLedger(tx: BoardTx, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return found
  const rows = await tx.sql
    .select({ id: alarmStage.subjectId, stage: alarmStage.stage })
    .from(alarmStage)
    .where(and(eq(alarmStage.organisationId, tx.organisationId), inArray(alarmStage.subjectId, [...ids])))
  for (const { id, stage } of rows) found.get(id)?.push(stage)
  return found
}

/** Puts deadlines on the work list, or moves what stands there. */
export async function watchAt(tx: BoardTx, incidentId: string, places: readonly { id: string; nextAt: Instant }[]): Promise<void> {
  if (places.length === 0) return
  const rows = places.map(({ id, nextAt }) => ({ organisationId: tx.organisationId, kind: 'deadline' as const, subjectId: id, incidentId, nextAt, step: 0 }))
  await tx.sql
    .insert(alarmDue)
    .values(rows)
    .onConflictDoUpdate({ target: [alarmDue.organisationId, alarmDue.kind, alarmDue.subjectId], set: { nextAt: sql`excluded.next_at` } })
}

export async function dropWatched(tx: BoardTx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.sql.delete(alarmDue).where(dueOf(tx, ids))
}

/** Whether a person did something on it since it last stopped ringing because somebody took it up; who joined him later begins nothing anew. */
export async function hasStep(tx: BoardTx, incidentId: string): Promise<boolean> {
  const here = and(eq(event.organisationId, tx.organisationId), eq(event.incidentId, incidentId))
  const taken = tx.sql
    .select({ sequence: sql`coalesce(max(${event.sequence}), 0)` })
    .from(event)
    .where(and(here, eq(event.type, 'incident.acknowledged'), sql`${event.facts}->>'joined' is null`))
  const byTeam = or(ne(event.type, 'message.sent'), sql`${event.facts}->>'side' = 'team'`)
  const rows = await tx.sql
    .select({ one: sql`1` })
    .from(event)
    .where(and(here, inArray(event.type, [...progressSteps]), ne(event.actor, 'system'), byTeam, gt(event.sequence, sql`(${taken})`)))
    .limit(1)
  return rows.length === 1
}

/** Who took it up, and may still know of it. */
export async function findTakers(tx: BoardTx, incidentId: string): Promise<string[]> {
  const [found] = await tx.sql
    .select({ first: incident.acknowledgedBy, recused: incident.recused })
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))
  const rows = await tx.sql
    .selectDistinct({ personId: acknowledgement.personId })
    .from(acknowledgement)
    .where(and(eq(acknowledgement.organisationId, tx.organisationId), eq(acknowledgement.incidentId, incidentId)))
  const all = [found?.first, ...rows.map(({ personId }) => personId)].flatMap((id) => id ?? [])
  return [...new Set(all)].filter((id) => !found?.recused.includes(id))
}

/** What these people are themselves, not as a deputy. */
export async function rolesHeldBy(tx: BoardTx, personIds: readonly string[], now: Instant): Promise<string[]> {
  if (personIds.length === 0) return []
  const theirs = and(eq(roleGrant.organisationId, tx.organisationId), inArray(roleGrant.personId, [...personIds]), eq(roleGrant.deputy, false))
  const rows = await tx.sql
    .selectDistinct({ role: roleGrant.role })
    .from(roleGrant)
    .where(and(theirs, grantHolds(now)))
  return rows.map(({ role }) => role)
}

/** Deadlines of open incidents that run without a place on the work list, or with one that never comes: must be 0. */
export async function countWithoutReminder(tx: BoardTx): Promise<number> {
  const watched = tx.sql
    .select({ one: sql`1` })
    .from(alarmDue)
    .where(
      and(
        ...[eq(alarmDue.organisationId, deadline.organisationId), eq(alarmDue.kind, 'deadline'), eq(alarmDue.subjectId, deadline.id)],
        // calls and progress come once, and then wait for somebody
        or(inArray(deadline.kind, ['callChair', 'callHeadOfIct', 'progress']), sql`${alarmDue.nextAt} < '9999-01-01'`),
      ),
    )
  const rows = await tx.sql
    .select({ count: sql<number>`count(*)::int` })
    .from(incident)
    .innerJoin(deadline, and(eq(deadline.organisationId, incident.organisationId), eq(deadline.incidentId, incident.id), isNull(deadline.endedAt)))
    .where(and(eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt), sql`not ${exists(watched)}`))
  return rows[0]?.count ?? 0
}
