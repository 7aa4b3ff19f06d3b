import { and, asc, eq, exists, gt, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { teamRoles } from '../../shared/access/fence.ts'
import type { LadderRole } from '../../shared/deadline/ladder.ts'
import type { Holder } from '../../shared/alert/who-to-ring.ts'
import { readStage } from '../../shared/alert/stage.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import { alarm, alarmDue, alarmStage, incident, organisation, person, pushSubscription, recusal, roleGrant } from '../db/schema.ts'
import { isAway } from './alerting-store.ts'
import { alertsOf, grantHolds } from './reached.ts'
import type { SmsRow } from './sms-number.ts'

/** All SQL about alarms: who is rung, the ledger, and the work list. */
export type DueRow = typeof alarmDue.$inferSelect
const ladderRoles: readonly LadderRole[] = teamRoles

/** Where the incident stands now, and what stands around it. */
export async function findIncident(tx: BoardTx, incidentId: string) {
  const [found] = await tx.sql
    .select({
      ...{ state: incident.state, discreet: incident.discreet, schoolId: incident.schoolId },
      ...{ audience: incident.audience, recused: incident.recused, termEndedAt: incident.termEndedAt },
    })
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))
  return found
}

/** Who kept another than himself away by hand. */
export const findKeptAwayBy = async (tx: BoardTx, incidentId: string): Promise<string[]> => {
  const here = and(eq(recusal.organisationId, tx.organisationId), eq(recusal.incidentId, incidentId), isNull(recusal.liftedAt))
  const rows = await tx.sql
    .selectDistinct({ setBy: recusal.setBy })
    .from(recusal)
    .where(and(here, eq(recusal.why, 'byHand'), ne(recusal.setBy, recusal.personId)))
  return rows.flatMap(({ setBy }) => setBy ?? [])
}

/**
 * Holds the incident until the commit, without waiting: false where somebody has it just now. Whoever acknowledges holds the
 * incident and waits for its place on the work list; an engine that waited the other way round would wait for ever.
 */
export const holdIncident = async (tx: BoardTx, incidentId: string) =>
  (
    await tx.sql
      .select({ id: incident.id })
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))
      .for('update', { skipLocked: true })
  ).length === 1

/** Someone who holds a role of the ladder, and for which schools: null is the whole board. Whether a text message reaches him is filled by `reachableHolders`. */
export type SchoolHolder = Holder & { schoolIds: readonly string[] | null; noSms: boolean } & SmsRow

/** Who may be rung now, longest in the role first; admins only where they are asked for. Never someone who left or whose grant is over. */
export async function findHolders(tx: BoardTx, now: Instant, roles: readonly (LadderRole | 'admin')[] = ladderRoles): Promise<SchoolHolder[]> {
  const device = tx.sql
    .select({ one: sql`1` })
    .from(pushSubscription)
    .where(eq(pushSubscription.identityId, person.identityId))
  const rows = await tx.sql
    .select({
      role: roleGrant.role,
      deputy: roleGrant.deputy,
      schoolIds: roleGrant.schoolIds,
      personId: person.id,
      identityId: person.identityId,
      away: isAway(tx, now),
      hasDevice: sql<boolean>`${exists(device)}`,
      ...alertsOf,
    })
    .from(roleGrant)
    .innerJoin(person, and(eq(person.organisationId, roleGrant.organisationId), eq(person.id, roleGrant.personId)))
    .where(and(eq(roleGrant.organisationId, tx.organisationId), inArray(roleGrant.role, [...roles]), grantHolds(now), isNull(person.leftAt)))
    .orderBy(asc(roleGrant.fromAt), asc(roleGrant.id))
  return rows.map((row) => ({ ...row, role: row.role as LadderRole }))
}

/** Those of them whose grant is not for other schools. */
export const holdersFor = (holders: readonly SchoolHolder[], schoolId: string | null): SchoolHolder[] =>
  holders.filter(({ schoolIds }) => !schoolIds || !schoolId || schoolIds.includes(schoolId))

/** What stands around these incidents, for the few that somebody may not know of. */
export const findFences = (tx: BoardTx, incidentIds: readonly string[]) =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select({ id: incident.id, audience: incident.audience, recused: incident.recused })
        .from(incident)
        .where(and(eq(incident.organisationId, tx.organisationId), inArray(incident.id, [...incidentIds])))

/** Whoever is rung sees what he is rung for. */
export const addToAudience = (tx: BoardTx, incidentId: string, seats: readonly string[]) =>
  tx.sql
    .update(incident)
    .set({ audience: sql`${incident.audience} || string_to_array(${seats.join(',')}, ',')` })
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))

/** The alarms of an incident, ended or not, with the last step that each rang. */
export async function alarmsOf(tx: BoardTx, incidentId: string) {
  const rows = await tx.sql
    .select({ alarm, stage: alarmStage.stage })
    .from(alarm)
    .leftJoin(alarmStage, and(eq(alarmStage.organisationId, alarm.organisationId), eq(alarmStage.subjectId, alarm.id)))
    .where(and(eq(alarm.organisationId, tx.organisationId), eq(alarm.incidentId, incidentId)))
  const found = new Map<string, { alarm: typeof alarm.$inferSelect; lastStep: number }>()
  for (const { alarm: row, stage } of rows) {
    const rung = readStage(stage ?? '')
    found.set(row.id, { alarm: row, lastStep: Math.max(found.get(row.id)?.lastStep ?? -1, rung.name === 'ring' && stage !== null ? rung.step : -1) })
  }
  return [...found.values()]
}

/** An alarm that begins: the engine rings its first step at once. */
export async function insertAlarm(tx: BoardTx, row: Omit<typeof alarm.$inferInsert, 'organisationId'>): Promise<void> {
  const { organisationId } = tx
  await tx.sql.insert(alarm).values({ organisationId, ...row })
  await tx.sql.insert(alarmDue).values({ organisationId, kind: 'alarm', subjectId: row.id, incidentId: row.incidentId, nextAt: row.startedAt, step: 0 })
}

/** An alarm that had ended goes on from `startedAt` with this step, which is due at once. */
export async function resumeAlarm(
  tx: BoardTx,
  row: { id: string; incidentId: string },
  startedAt: Instant,
  next: { step: number; at: Instant },
): Promise<void> {
  await tx.sql
    .update(alarm)
    .set({ endedAt: null, endedWhy: null, startedAt })
    .where(and(eq(alarm.organisationId, tx.organisationId), eq(alarm.id, row.id)))
  const due = { organisationId: tx.organisationId, kind: 'alarm' as const, subjectId: row.id, incidentId: row.incidentId, nextAt: next.at, step: next.step }
  await tx.sql.insert(alarmDue).values(due).onConflictDoNothing()
}

/** The alarms of this incident that still ring end here, or only that one, and leave the work list (first: the order in which the engine locks). Gives their ids. */
export async function endAlarms(tx: BoardTx, incidentId: string, at: Instant, why: string, only?: string): Promise<string[]> {
  const theirs = only ? eq(alarmDue.subjectId, only) : eq(alarmDue.incidentId, incidentId)
  await tx.sql.delete(alarmDue).where(and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'alarm'), theirs))
  const which = only ? eq(alarm.id, only) : eq(alarm.incidentId, incidentId)
  const ended = await tx.sql
    .update(alarm)
    .set({ endedAt: at, endedWhy: why })
    .where(and(eq(alarm.organisationId, tx.organisationId), which, isNull(alarm.endedAt)))
    .returning({ id: alarm.id })
  return ended.map(({ id }) => id)
}

export const findAlarm = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select()
      .from(alarm)
      .where(and(eq(alarm.organisationId, tx.organisationId), eq(alarm.id, id)))
  )[0]

/** When an alarm rings next, and with which step. */
export const findDueAlarm = async (tx: BoardTx, id: string) =>
  (
    await tx.sql
      .select({ nextAt: alarmDue.nextAt, step: alarmDue.step })
      .from(alarmDue)
      .where(and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'alarm'), eq(alarmDue.subjectId, id)))
  )[0]

/** Writes steps into the ledger; gives those that were not in it yet, so that no step rings twice. */
export async function noteSteps(tx: BoardTx, subjectId: string, steps: { stage: string; dueAt: Instant }[], at: Instant): Promise<string[]> {
  if (steps.length === 0) return []
  const rows = steps.map(({ stage, dueAt }) => ({ organisationId: tx.organisationId, subjectId, stage, dueAt, at }))
  const noted = await tx.sql.insert(alarmStage).values(rows).onConflictDoNothing().returning({ stage: alarmStage.stage })
  return noted.map(({ stage }) => stage)
}

/** When the first step of a caught-up message should have rung. */
export const findStep = async (tx: BoardTx, alarmId: string, stage: string) =>
  (
    await tx.sql
      .select()
      .from(alarmStage)
      .where(and(eq(alarmStage.organisationId, tx.organisationId), eq(alarmStage.subjectId, alarmId), eq(alarmStage.stage, stage)))
  )[0]

// ---- the work list, outside boards

/** Milliseconds: somebody is at work on this incident just now, perhaps picking it up. */
export const soonAgain = 1_000

const dueRow = (row: DueRow) => and(eq(alarmDue.organisationId, row.organisationId), eq(alarmDue.kind, row.kind), eq(alarmDue.subjectId, row.subjectId))

/** The alarm or deadline that is overdue longest and no other process is working on; locked until this transaction ends. */
export const pickSubject = async (db: Sql, now: Instant): Promise<DueRow | undefined> =>
  (
    await db
      .select()
      .from(alarmDue)
      .where(and(inArray(alarmDue.kind, ['alarm', 'deadline']), lte(alarmDue.nextAt, now)))
      .orderBy(asc(alarmDue.nextAt))
      .limit(1)
      .for('update', { skipLocked: true })
  )[0]

export const planAt = (db: Sql, row: DueRow, nextAt: Instant, step: number) => db.update(alarmDue).set({ nextAt, step }).where(dueRow(row))

/** Sets claimed rows aside, each for as long as fits its number of attempts: one statement per number, as a rule one. */
export async function planNextTry(db: Sql, rows: readonly DueRow[], until: (attempts: number) => Instant): Promise<void> {
  for (const step of new Set(rows.map((row) => row.step))) {
    const same = rows.filter((row) => row.step === step).map(dueRow)
    await db
      .update(alarmDue)
      .set({ nextAt: until(step + 1), step: step + 1 })
      .where(or(...same))
  }
}

export const dropDue = (db: Sql, row: DueRow) => db.delete(alarmDue).where(dueRow(row))

/** What waits for someone or rings again, and what was acknowledged since; at most a hundred of each board. */
export function findAlarms(tx: BoardTx, since: Instant) {
  const alarms = tx.sql
    .select({ one: sql`1` })
    .from(alarm)
    .where(and(eq(alarm.organisationId, incident.organisationId), eq(alarm.incidentId, incident.id)))
  const ringing = sql`exists (select 1 from ${alarm} where ${alarm.organisationId} = ${incident.organisationId} and ${alarm.incidentId} = ${incident.id} and ${alarm.endedAt} is null)`
  return tx.sql
    .select({
      incidentId: incident.id,
      organisationName: organisation.name,
      year: incident.year,
      sequence: incident.sequence,
      awareAt: incident.awareAt,
      deadlineAt: incident.deadlineAt,
      termEndedAt: incident.termEndedAt,
      termOutcome: incident.termOutcome,
      receivedAt: incident.receivedAt,
      acknowledgedAt: sql<Instant | null>`case when not ${ringing} then ${incident.acknowledgedAt} end`.mapWith(incident.acknowledgedAt),
    })
    .from(incident)
    .innerJoin(organisation, eq(organisation.organisationId, incident.organisationId))
    .where(
      and(
        ...[eq(incident.organisationId, tx.organisationId), exists(alarms)],
        or(eq(incident.state, 'new'), ringing, and(eq(incident.state, 'acknowledged'), gt(incident.acknowledgedAt, since))),
      ),
    )
    .orderBy(sql`${ringing} desc`, asc(incident.deadlineAt))
    .limit(100)
}
