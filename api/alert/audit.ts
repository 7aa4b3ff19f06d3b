import { aliasedTable, and, asc, eq, exists, gte, isNotNull, isNull, like, ne, notExists, notInArray, or, sql, type Column, type SQL } from 'drizzle-orm'
import { unreachedStage } from '../../shared/alert/stage.ts'
import { between, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { acknowledgement, alarm, alarmDue, alarmStage, deadline, delivery, identityOrganisation, incident, phoneCall } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { countWithoutReminder } from './deadline-store.ts'
import type { Lane } from './lane-store.ts'
import { isForNow, mayArrive } from './reached.ts'

export type Audit = {
  at: Instant
  boards: number
  /** incidents for which an alarm should ring and none does: must be 0 */ withoutAlarm: number
  /** terms that run and of which nothing will remind: must be 0 */ withoutReminder: number
  /** incidents for which somebody should be rung or reminded and nobody was or will be: someone has to phone */ unreachable: number
  /** reports that nobody of the team may know of, while an admin was asked to appoint somebody; never in a public answer: that would tell the team */ forAdmins: number
}

/**
 * Looks in every board, one transaction each and counting only: is there an alarm on the work list for each report that
 * waits for someone? The boards come from outside them, so that no row of one board is ever seen from another.
 */
export async function audit(deps: Deps): Promise<Audit> {
  const boards = await deps.db.outside((sql) => sql.selectDistinct({ id: identityOrganisation.organisationId }).from(identityOrganisation))
  const now = deps.clock.now()
  let [withoutAlarm, withoutReminder, unreachable, noneOfTeam] = [0, 0, 0, 0]
  for (const { id } of boards) {
    await deps.db.inBoard({ organisationId: id }, async (tx) => {
      withoutAlarm += await countWithoutAlarm(tx)
      withoutReminder += await countWithoutReminder(tx)
      const unheard = await countUnheard(tx, now)
      unreachable += unheard + (await countUnreachable(tx, now, true))
      noneOfTeam += unheard + (await countUnreachable(tx, now, false))
    })
  }
  return { at: now, boards: boards.length, withoutAlarm, withoutReminder, unreachable, forAdmins: noneOfTeam - unreachable }
}

/** Reports nobody picked up, and what rings again until somebody takes it up: each has its own place on the work list. */
async function countWithoutAlarm(tx: BoardTx): Promise<number> {
  const onTheList = tx.sql
    .select({ one: sql`1` })
    .from(alarmDue)
    .where(and(eq(alarmDue.organisationId, alarm.organisationId), eq(alarmDue.kind, 'alarm'), eq(alarmDue.subjectId, alarm.id)))
  const ringing = tx.sql
    .select({ one: sql`1` })
    .from(alarm)
    .where(and(eq(alarm.organisationId, incident.organisationId), eq(alarm.incidentId, incident.id), eq(alarm.kind, 'report'), exists(onTheList)))
  const silent = tx.sql
    .select({ one: sql`1` })
    .from(alarm)
    .where(
      and(
        ...[eq(alarm.organisationId, incident.organisationId), eq(alarm.incidentId, incident.id), ne(alarm.kind, 'report')],
        ...[isNull(alarm.endedAt), notExists(onTheList)],
      ),
    )
  const rows = await tx.sql
    .select({ count: sql<number>`count(*)::int` })
    .from(incident)
    .where(
      and(
        ...[eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt)],
        or(and(eq(incident.state, 'new'), notExists(ringing)), exists(silent)),
      ),
    )
  return rows[0]?.count ?? 0
}

/** What rang again, or was reminded of, and reached nobody who can do something with it now. */
async function countUnheard(tx: BoardTx, now: Instant): Promise<number> {
  const noted = (subject: Column) =>
    sql`exists (select 1 from ${alarmStage} where ${alarmStage.organisationId} = ${incident.organisationId} and ${alarmStage.subjectId} = ${subject})`
  const heard = (
    about: SQL,
  ) => sql`exists (select 1 from ${delivery} where ${delivery.organisationId} = ${incident.organisationId} and ${delivery.incidentId} = ${incident.id}
    and ${about} and ${mayArrive} and ${isForNow(now)})`
  const unheard = (table: typeof alarm | typeof deadline, which: SQL | undefined, about: SQL) =>
    exists(
      tx.sql
        .select({ one: sql`1` })
        .from(table)
        .where(
          and(
            ...[eq(table.organisationId, incident.organisationId), eq(table.incidentId, incident.id), isNull(table.endedAt), which],
            ...[noted(table.id), sql`not ${heard(about)}`],
          ),
        ),
    )
  const rows = await tx.sql
    .select({ count: sql<number>`count(*)::int` })
    .from(incident)
    .where(
      and(
        ...[eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt), ne(incident.state, 'new')],
        or(
          unheard(alarm, ne(alarm.kind, 'report'), sql`${delivery.alarmId} = ${alarm.id}`),
          unheard(deadline, ne(deadline.kind, 'progress'), sql`${delivery.deadlineId} = ${deadline.id}`),
          calledInVain(tx),
        ),
      ),
    )
  return rows[0]?.count ?? 0
}

/** Who was called in vain was rung instead, and that did not get through in any channel; nor was he reached by a later call, or took it up himself. */
function calledInVain(tx: BoardTx): SQL {
  const asked = aliasedTable(delivery, 'asked')
  const [one, here] = [{ one: sql`1` }, and(eq(asked.organisationId, incident.organisationId), eq(asked.incidentId, incident.id))]
  const through = and(eq(delivery.organisationId, asked.organisationId), eq(delivery.incidentId, asked.incidentId), eq(delivery.stage, asked.stage), mayArrive)
  const called = and(eq(phoneCall.organisationId, asked.organisationId), eq(phoneCall.incidentId, asked.incidentId), eq(phoneCall.role, asked.recipientRole))
  const took = and(
    ...[eq(acknowledgement.organisationId, asked.organisationId), eq(acknowledgement.incidentId, asked.incidentId)],
    eq(acknowledgement.role, asked.recipientRole),
  )
  const missed = [
    tx.sql.select(one).from(delivery).where(through),
    tx.sql
      .select(one)
      .from(phoneCall)
      .where(and(called, phoneCall.reached, gte(phoneCall.at, asked.createdAt))),
    tx.sql.select(one).from(acknowledgement).where(took),
  ].map((found) => notExists(found))
  return exists(
    tx.sql
      .select(one)
      .from(asked)
      .where(and(here, like(asked.stage, unreachedStage('%')), ...missed)),
  )
}

/** `byAdmin`: an admin who was asked to appoint somebody counts as rung. */
async function countUnreachable(tx: BoardTx, now: Instant, byAdmin: boolean): Promise<number> {
  // What was sent before an admin had to be asked to appoint somebody went to who may not know of it, or keeps it to himself.
  const asked = aliasedTable(delivery, 'asked')
  const askedSince = tx.sql
    .select({ one: sql`1` })
    .from(asked)
    .where(
      and(
        ...[eq(asked.organisationId, delivery.organisationId), eq(asked.incidentId, delivery.incidentId), isNotNull(asked.alarmId)],
        ...[eq(asked.recipientRole, 'admin'), gte(asked.createdAt, delivery.createdAt)],
      ),
    )
  const rung = tx.sql
    .select({ one: sql`1` })
    .from(delivery)
    .where(
      and(
        eq(delivery.organisationId, incident.organisationId),
        eq(delivery.incidentId, incident.id),
        isNotNull(delivery.alarmId),
        mayArrive,
        isForNow(now),
        byAdmin ? or(eq(delivery.recipientRole, 'admin'), notExists(askedSince)) : and(ne(delivery.recipientRole, 'admin'), notExists(askedSince)),
      ),
    )
  const rows = await tx.sql
    .select({ count: sql<number>`count(*)::int` })
    .from(incident)
    // what is closed is not looked at, however much of it there is: the index of open incidents leads here
    .where(and(eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt), eq(incident.state, 'new'), notExists(rung)))
  return rows[0]?.count ?? 0
}

/** Seconds that the longest overdue row of all boards waits; 0 when nothing is overdue. What waits in a channel whose server is away is no delay of ours. */
export async function lagSeconds(deps: Deps, away: readonly Lane[]): Promise<number> {
  const ours = away.length > 0 ? sql`(${alarmDue.channel} is null or ${notInArray(alarmDue.channel, [...away])})` : undefined
  const [oldest] = await deps.db.outside((db) => db.select({ nextAt: alarmDue.nextAt }).from(alarmDue).where(ours).orderBy(asc(alarmDue.nextAt)).limit(1))
  return oldest ? Math.max(0, Math.floor(between(oldest.nextAt, deps.clock.now()) / 1000)) : 0
}
