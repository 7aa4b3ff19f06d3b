import { and, eq, exists, getTableColumns, inArray, isNotNull, isNull, like, notExists, or, sql, type SQL } from 'drizzle-orm'
import type { Ladder, LadderChannel, LadderRing } from '../../shared/deadline/ladder.ts'
import type { Role } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import {
  alarm,
  alarmDue,
  alarmStage,
  breakGlass,
  deadline,
  delivery,
  identity,
  incident,
  organisation,
  person,
  recusal,
  report,
  roleGrant,
} from '../db/schema.ts'
import { isPartly, partlyPattern } from './partly.ts'
import { alertsOf, grantHolds, seatOf } from './reached.ts'

/** All SQL about deliveries: one message to one person through one channel. */
export type NewDelivery = typeof delivery.$inferInsert
export type DeliveryRow = typeof delivery.$inferSelect
/** To somebody we know: only such a row is ever sent. */
export type NewDeliveryTo = NewDelivery & { personId: string; identityId: string }

/** As one value in the statement: its text stays the same for any number of people, and binding eighty values takes longer than inserting them. */
const asRecords = (rows: readonly NewDelivery[]) => {
  const columns = Object.entries(getTableColumns(delivery))
  const records = rows.map((row) => Object.fromEntries(columns.map(([key, column]) => [column.name, row[key as keyof NewDelivery] ?? null])))
  return sql`jsonb_populate_recordset(null::${delivery}, ${JSON.stringify(records)}::jsonb)`
}
const due = sql.raw('organisation_id, kind, subject_id, incident_id, next_at, step, channel')
const dueOfPut = sql`select organisation_id, 'delivery', id, incident_id, created_at, 0, channel from put where state = 'queued'`

/** The rows and the place of the queued ones on the work list, in one statement; what was sent or planned before stays as it was. */
export async function insertDeliveries(tx: BoardTx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return
  await tx.sql.execute(sql`
    with put as (insert into ${delivery} select * from ${asRecords(rows)} on conflict do nothing returning *)
    insert into ${alarmDue} (${due}) ${dueOfPut}`)
}

export type NewAlarm = {
  id: string
  incidentId: string
  ladder: Ladder
  stage: string
  next: LadderRing
  /** when its term is first reminded of */
  remindAt: Instant
  deliveries: readonly NewDelivery[]
  /** a mail to whoever made this report */
  receipt: { id: string; reportId: string } | null
}

/** Whole alarms in one statement: themselves, their first ledger rows, the deliveries, the receipts, and the places of all of them and of their terms on the work list. */
export async function insertAlarms(tx: BoardTx, at: Instant, alarms: readonly NewAlarm[]): Promise<void> {
  const [board, now] = [sql`${tx.organisationId}::uuid`, sql`${at}::timestamptz`]
  const records = alarms.map(({ id, incidentId, ladder, stage, next, remindAt, receipt }) => ({
    ...{ id, incident_id: incidentId, ladder, stage, next_at: next.at, next_step: next.step, remind_at: remindAt },
    ...{ receipt_id: receipt?.id ?? null, report_id: receipt?.reportId ?? null },
  }))
  const shape = sql.raw(
    'a(id uuid, incident_id uuid, ladder jsonb, stage text, next_at timestamptz, next_step int, remind_at timestamptz, receipt_id uuid, report_id uuid)',
  )
  // Whose report is not verified is nobody we could write to: skipped, in sight of the desk.
  const mail = sql`select ${board}, a.receipt_id, a.incident_id, null::uuid, p.id, p.identity_id, 'staff', 'mail', 'received', case when p.id is null then 'skipped' else 'queued' end,
      0::smallint, case when p.id is null then 'notVerified' end, ${now}, case when p.id is not null then ${now} end, case when p.id is null then ${now} end, null::uuid, null::timestamptz
    from fresh a join ${report} r on r.organisation_id = ${board} and r.id = a.report_id
    left join ${person} p on p.organisation_id = r.organisation_id and p.id = r.reporter_id and p.left_at is null
    where p.id is not null or r.reporter_id is null`
  await tx.sql.execute(sql`
    with fresh as materialized (select * from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as ${shape}),
    put as (insert into ${delivery} select * from ${asRecords(alarms.flatMap(({ deliveries }) => deliveries))} union all ${mail} returning *),
    begun as (insert into ${alarm} (organisation_id, id, incident_id, ladder, started_at) select ${board}, id, incident_id, ladder, ${now} from fresh),
    noted as (insert into ${alarmStage} (organisation_id, subject_id, stage, due_at, at) select ${board}, id, stage, ${now}, ${now} from fresh)
    insert into ${alarmDue} (${due}) ${dueOfPut} union all select ${board}, 'alarm', id, incident_id, next_at, next_step, null from fresh
      union all select ${board}, 'deadline', d.id, d.incident_id, a.remind_at, 0, null from fresh a join ${deadline} d on d.organisation_id = ${board} and d.incident_id = a.incident_id`)
}

/** Who reported this (or all who reported this incident), as far as they still work here. */
export const findReporters = (tx: BoardTx, { incidentId, reportId }: { incidentId: string; reportId?: string | undefined }) =>
  tx.sql
    .selectDistinct({ personId: person.id, identityId: person.identityId })
    .from(report)
    .innerJoin(person, and(eq(person.organisationId, report.organisationId), eq(person.id, report.reporterId)))
    .where(and(eq(report.organisationId, tx.organisationId), reportId ? eq(report.id, reportId) : eq(report.incidentId, incidentId), isNull(person.leftAt)))

/** Whether one of these reports was handed in with the school's code and belongs to nobody yet. */
export async function hasUnverified(tx: BoardTx, { incidentId, reportId }: { incidentId: string; reportId?: string | undefined }): Promise<boolean> {
  const which = reportId ? eq(report.id, reportId) : eq(report.incidentId, incidentId)
  const rows = await tx.sql
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), which, isNull(report.reporterId), isNull(report.erasedAt)))
    .limit(1)
  return rows.length === 1
}

export const findGlass = async (tx: BoardTx, incidentId: string, id: string) =>
  (
    await tx.sql
      .select({ personId: breakGlass.personId })
      .from(breakGlass)
      .where(and(eq(breakGlass.organisationId, tx.organisationId), eq(breakGlass.incidentId, incidentId), eq(breakGlass.id, id)))
  )[0]

/** Who kept this person away, and who let him back in. */
export const findRecusal = async (tx: BoardTx, incidentId: string, personId: string) =>
  (
    await tx.sql
      .select({ why: recusal.why, setBy: recusal.setBy, liftedBy: recusal.liftedBy })
      .from(recusal)
      .where(and(eq(recusal.organisationId, tx.organisationId), eq(recusal.incidentId, incidentId), eq(recusal.personId, personId)))
  )[0]

/** Who is told of what happens around the fence: whoever holds one of these roles himself now. */
export const findTold = (tx: BoardTx, now: Instant, roles: readonly Role[]) =>
  tx.sql
    .select({ role: roleGrant.role, personId: person.id, identityId: person.identityId, ...alertsOf })
    .from(roleGrant)
    .innerJoin(person, and(eq(person.organisationId, roleGrant.organisationId), eq(person.id, roleGrant.personId), isNull(person.leftAt)))
    .where(and(eq(roleGrant.organisationId, tx.organisationId), inArray(roleGrant.role, [...roles]), eq(roleGrant.deputy, false), grantHolds(now)))

const deliveredTo = async (tx: BoardTx, incidentId: string, which: SQL | undefined): Promise<string[]> =>
  (
    await tx.sql
      .selectDistinct({ personId: delivery.personId })
      .from(delivery)
      .where(and(eq(delivery.organisationId, tx.organisationId), eq(delivery.incidentId, incidentId), isNotNull(delivery.personId), which))
  ).flatMap(({ personId }) => personId ?? [])

/** Whom this message was or will be sent to. */
export const findToldAt = (tx: BoardTx, incidentId: string, stage: string) => deliveredTo(tx, incidentId, eq(delivery.stage, stage))

/** Who heard that it is for him too now, or will. */
export const findSeated = (tx: BoardTx, incidentId: string) =>
  deliveredTo(tx, incidentId, and(inArray(delivery.state, ['queued', 'sent']), like(delivery.stage, 'seat-%')))

const dueOf = (tx: BoardTx, ids: string[]) =>
  and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'delivery'), inArray(alarmDue.subjectId, ids))

/** Of an erased incident nobody stays named; of an erased report its reporter does not, unless another report of the incident is his too. What still waits is not sent. */
export async function updateForgotten(tx: BoardTx, incidentId: string, whose: 'everybody' | 'reporters', at: Instant): Promise<void> {
  const reportsHere = tx.sql
    .select({ one: sql`1` })
    .from(report)
    .where(and(eq(report.organisationId, delivery.organisationId), eq(report.incidentId, delivery.incidentId), eq(report.reporterId, delivery.personId)))
  const gone = whose === 'everybody' ? undefined : and(eq(delivery.recipientRole, 'staff'), notExists(reportsHere))
  const these = and(eq(delivery.organisationId, tx.organisationId), eq(delivery.incidentId, incidentId), gone)
  const found = await tx.sql.select({ id: delivery.id }).from(delivery).where(these)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return
  await lockDue(tx, ids)
  const mine = and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.id, ids))
  await tx.sql
    .update(delivery)
    .set({ state: 'skipped', answer: 'erased', settledAt: at, nextAttemptAt: null })
    .where(and(mine, eq(delivery.state, 'queued')))
  await tx.sql.update(delivery).set({ personId: null, identityId: null }).where(mine)
  await tx.sql.delete(alarmDue).where(dueOf(tx, ids))
}

/**
 * What still waits of these alarms or deadlines of one incident is not sent any more: skipped with the reason, failed where it was tried in vain, and sent
 * where one device of the person has it and another was still tried.
 * `only`: just these people and channels, because a newer message takes its place.
 */
export async function settleQueuedRings(
  tx: BoardTx,
  incidentId: string,
  subjectIds: string[],
  at: Instant,
  why: string,
  only?: readonly { personId: string; channel: LadderChannel }[],
): Promise<void> {
  if (subjectIds.length === 0 || only?.length === 0) return
  const whose = only && or(...only.map(({ personId, channel }) => and(eq(delivery.personId, personId), eq(delivery.channel, channel))))
  const about = or(inArray(delivery.alarmId, subjectIds), inArray(delivery.deadlineId, subjectIds))
  const here = and(eq(delivery.organisationId, tx.organisationId), eq(delivery.incidentId, incidentId))
  const waiting = and(here, about, eq(delivery.state, 'queued'), whose)
  const found = await tx.sql.select({ id: delivery.id }).from(delivery).where(waiting)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return
  await lockDue(tx, ids)
  const tried = sql`${delivery.attempts} > 0 and ${delivery.answer} is not null`
  await tx.sql
    .update(delivery)
    .set({
      state: sql`case when ${delivery.answer} like ${partlyPattern} then 'sent' when ${tried} then 'failed' else 'skipped' end`,
      answer: sql`case when ${tried} then ${delivery.answer} else ${why}::text end`,
      settledAt: at,
      nextAttemptAt: null,
    })
    .where(waiting)
  await tx.sql.delete(alarmDue).where(dueOf(tx, ids))
}

/** Every transaction that settles deliveries locks their places on the work list first and in one order: two that meet wait, and never for each other. */
export const lockDue = (tx: BoardTx, ids: string[]) =>
  tx.sql.select({ id: alarmDue.subjectId }).from(alarmDue).where(dueOf(tx, ids)).orderBy(alarmDue.subjectId).for('update')

/** One more attempt begins: counted before it is made, so that a crash in the middle is seen. */
export const countAttempt = (tx: BoardTx, ids: string[], until: Instant) =>
  tx.sql
    .update(delivery)
    .set({ attempts: sql`${delivery.attempts} + 1`, nextAttemptAt: until })
    .where(and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.id, ids), eq(delivery.state, 'queued')))

/** Everything a message needs, in one query: no contents, no name; the address still sealed. Their incidents are named too: without, the store looks through those of the whole board. */
export function findOutgoing(tx: BoardTx, rows: readonly { subjectId: string; incidentId: string }[], now: Instant) {
  const [ids, incidents] = [rows.map(({ subjectId }) => subjectId), [...new Set(rows.map(({ incidentId }) => incidentId))]]
  // For an alarm, a reminder and a call his seat must be one of those that see it; whom the report reached as its reporter keeps hearing of it.
  const seat = sql`((${delivery.alarmId} is null and ${delivery.deadlineId} is null and ${delivery.stage} !~ '^(seat|called|unreached|convened|standBy|conveningOver)-') or ${delivery.recipientRole} = 'admin' or ${seatOf} = any(${incident.audience}))`
  const grant = tx.sql
    .select({ one: sql`1` })
    .from(roleGrant)
    .where(
      and(
        eq(roleGrant.organisationId, delivery.organisationId),
        eq(roleGrant.personId, delivery.personId),
        eq(roleGrant.role, sql`${delivery.recipientRole}`),
        grantHolds(now),
        seat,
      ),
    )
  return tx.sql
    .select({
      delivery: { ...getTableColumns(delivery), personId: person.id, identityId: identity.id },
      incident: {
        year: incident.year,
        sequence: incident.sequence,
        state: incident.state,
        discreet: incident.discreet,
        deadlineAt: incident.deadlineAt,
        audience: incident.audience,
        termEndedAt: incident.termEndedAt,
      },
      identity: { emailSealed: identity.emailSealed, lang: identity.lang },
      alarm: { kind: alarm.kind, ladder: alarm.ladder, startedAt: alarm.startedAt, endedAt: alarm.endedAt, endedWhy: alarm.endedWhy },
      alerts: alertsOf,
      deadline: { ...getTableColumns(deadline) },
      boardName: organisation.name,
      leftAt: person.leftAt,
      mayStill: sql<boolean>`(${delivery.recipientRole} = 'staff' or ${exists(grant)})`,
      recused: sql<boolean>`(${delivery.recipientRole} <> 'staff' and ${delivery.personId} = any(${incident.recused}))`,
    })
    .from(delivery)
    .innerJoin(organisation, eq(organisation.organisationId, delivery.organisationId))
    .innerJoin(incident, and(eq(incident.organisationId, delivery.organisationId), eq(incident.id, delivery.incidentId)))
    .innerJoin(person, and(eq(person.organisationId, delivery.organisationId), eq(person.id, delivery.personId)))
    .innerJoin(identity, eq(identity.id, delivery.identityId))
    .leftJoin(alarm, and(eq(alarm.organisationId, delivery.organisationId), eq(alarm.id, delivery.alarmId)))
    .leftJoin(
      deadline,
      and(eq(deadline.organisationId, delivery.organisationId), eq(deadline.incidentId, delivery.incidentId), eq(deadline.id, delivery.deadlineId)),
    )
    .where(
      and(
        ...[eq(delivery.organisationId, tx.organisationId), inArray(delivery.incidentId, incidents)],
        ...[inArray(delivery.id, ids), eq(delivery.state, 'queued')],
      ),
    )
}

export type Settled = Pick<DeliveryRow, 'state' | 'answer' | 'nextAttemptAt' | 'settledAt'>

/** Writes how it went, for all that went the same way. A message that got out counts as sent also when the alarm ended meanwhile; anything else only while it waits. */
export async function settleDeliveries(tx: BoardTx, ids: string[], outcome: Settled): Promise<void> {
  const mine = and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.id, ids))
  const states: DeliveryRow['state'][] = outcome.state === 'sent' ? ['queued', 'skipped', 'failed'] : ['queued']
  await tx.sql
    .update(delivery)
    .set(outcome)
    .where(and(mine, inArray(delivery.state, states)))
  if (isPartly(outcome.answer))
    await tx.sql
      .update(delivery)
      .set({ state: 'sent', answer: outcome.answer })
      .where(and(mine, inArray(delivery.state, ['skipped', 'failed'])))
  if (outcome.nextAttemptAt) await tx.sql.update(alarmDue).set({ nextAt: outcome.nextAttemptAt, step: 0 }).where(dueOf(tx, ids))
  else await tx.sql.delete(alarmDue).where(dueOf(tx, ids))
}

/** Claimed, and not tried after all: as it was before, and due at once. */
export async function releaseDeliveries(tx: BoardTx, ids: string[], now: Instant): Promise<void> {
  if (ids.length === 0) return
  const mine = and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.id, ids), eq(delivery.state, 'queued'))
  await tx.sql
    .update(delivery)
    .set({ attempts: sql`${delivery.attempts} - 1`, nextAttemptAt: now })
    .where(mine)
  await tx.sql.update(alarmDue).set({ nextAt: now, step: 0 }).where(dueOf(tx, ids))
}
