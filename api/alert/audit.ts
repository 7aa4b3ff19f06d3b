import { aliasedTable, and, asc, eq, gte, inArray, isNotNull, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import { between, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { alarmDue, delivery, identityOrganisation, incident } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { isForNow } from './reached.ts'

export type Audit = {
  at: Instant
  boards: number
  /** reports nobody picked up and for which nothing rings: must be 0 */ withoutAlarm: number
  /** reports nobody picked up and for which nobody was or will be rung: someone has to phone */ unreachable: number
  /** reports that nobody of the team may know of, while an admin was asked to appoint somebody; never in a public answer: that would tell the team */ forAdmins: number
}

/**
 * Looks in every board, one transaction each and counting only: is there an alarm on the work list for each report that
 * waits for someone? The boards come from outside them, so that no row of one board is ever seen from another.
 */
export async function audit(deps: Deps): Promise<Audit> {
  const boards = await deps.db.outside((sql) => sql.selectDistinct({ id: identityOrganisation.organisationId }).from(identityOrganisation))
  const now = deps.clock.now()
  let [withoutAlarm, unreachable, noneOfTeam] = [0, 0, 0]
  for (const { id } of boards) {
    await deps.db.inBoard({ organisationId: id }, async (tx) => {
      withoutAlarm += await countWithoutAlarm(tx)
      unreachable += await countUnreachable(tx, now, true)
      noneOfTeam += await countUnreachable(tx, now, false)
    })
  }
  return { at: now, boards: boards.length, withoutAlarm, unreachable, forAdmins: noneOfTeam - unreachable }
}

async function countWithoutAlarm(tx: BoardTx): Promise<number> {
  const rows = await tx.sql
    .select({ count: sql<number>`count(*)::int` })
    .from(incident)
    .leftJoin(alarmDue, and(eq(alarmDue.organisationId, incident.organisationId), eq(alarmDue.incidentId, incident.id), eq(alarmDue.kind, 'alarm')))
    .where(and(eq(incident.organisationId, tx.organisationId), isNull(incident.closedAt), eq(incident.state, 'new'), isNull(alarmDue.subjectId)))
  return rows[0]?.count ?? 0
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
        inArray(delivery.state, ['queued', 'sent']),
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

/** Seconds that the longest overdue row of all boards waits; 0 when nothing is overdue. */
export async function lagSeconds(deps: Deps): Promise<number> {
  const [oldest] = await deps.db.outside((sql) => sql.select({ nextAt: alarmDue.nextAt }).from(alarmDue).orderBy(asc(alarmDue.nextAt)).limit(1))
  return oldest ? Math.max(0, Math.floor(between(oldest.nextAt, deps.clock.now()) / 1000)) : 0
}
