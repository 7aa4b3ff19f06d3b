import { and, eq, exists, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { alarm, alarmDue, delivery, identity, incident, organisation, person, report, roleGrant } from '../db/schema.ts'
import { grantHolds } from './alarm-store.ts'

/** All SQL about deliveries: one message to one person through one channel. */
export type NewDelivery = typeof delivery.$inferInsert
export type DeliveryRow = typeof delivery.$inferSelect

/** The rows and the place of the queued ones on the work list, in one statement; what was sent or planned before stays as it was. */
export async function insertDeliveries(tx: BoardTx, rows: NewDelivery[]): Promise<void> {
  if (rows.length === 0) return
  const put = tx.sql.$with('put').as(
    tx.sql
      .insert(delivery)
      .values(rows)
      .onConflictDoNothing()
      .returning({ organisationId: delivery.organisationId, id: delivery.id, incidentId: delivery.incidentId, state: delivery.state, createdAt: delivery.createdAt }),
  )
  await tx.sql
    .with(put)
    .insert(alarmDue)
    .select(
      tx.sql
        .select({
          organisationId: put.organisationId,
          kind: sql<'delivery'>`'delivery'`.as('kind'),
          subjectId: sql<string>`${put.id}`.as('subject_id'),
          incidentId: put.incidentId,
          nextAt: sql<string>`${put.createdAt}`.as('next_at'),
          step: sql<number>`0`.as('step'),
        })
        .from(put)
        .where(eq(put.state, 'queued')),
    )
}

/** Who reported this (or all who reported this incident), as far as they still work here. */
export const findReporters = (tx: BoardTx, { incidentId, reportId }: { incidentId: string; reportId?: string | undefined }) =>
  tx.sql
    .selectDistinct({ personId: person.id, identityId: person.identityId })
    .from(report)
    .innerJoin(person, and(eq(person.organisationId, report.organisationId), eq(person.id, report.reporterId)))
    .where(and(eq(report.organisationId, tx.organisationId), reportId ? eq(report.id, reportId) : eq(report.incidentId, incidentId), isNull(person.leftAt)))

const dueOf = (tx: BoardTx, ids: string[]) => and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'delivery'), inArray(alarmDue.subjectId, ids))

/**
 * What still waits of these alarms is not sent any more: skipped with the reason, or failed where it was tried in vain.
 * `only`: just these people and channels, because a newer message takes its place.
 */
export async function settleQueuedRings(tx: BoardTx, alarmIds: string[], at: Instant, why: string, only?: readonly { personId: string; channel: 'push' | 'mail' }[]): Promise<void> {
  if (alarmIds.length === 0 || only?.length === 0) return
  const whose = only && or(...only.map(({ personId, channel }) => and(eq(delivery.personId, personId), eq(delivery.channel, channel))))
  const waiting = and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.alarmId, alarmIds), eq(delivery.state, 'queued'), whose)
  const found = await tx.sql.select({ id: delivery.id }).from(delivery).where(waiting)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return
  await lockDue(tx, ids)
  const tried = sql`${delivery.attempts} > 0 and ${delivery.answer} is not null`
  await tx.sql
    .update(delivery)
    .set({
      state: sql`case when ${tried} then 'failed' else 'skipped' end`,
      answer: sql`case when ${tried} then ${delivery.answer} else ${why}::text end`,
      settledAt: at,
      nextAttemptAt: null,
    })
    .where(waiting)
  await tx.sql.delete(alarmDue).where(dueOf(tx, ids))
}

/** Every transaction that settles deliveries locks their places on the work list first and in one order: two that meet wait, and never for each other. */
export const lockDue = (tx: BoardTx, ids: string[]) => tx.sql.select({ id: alarmDue.subjectId }).from(alarmDue).where(dueOf(tx, ids)).orderBy(alarmDue.subjectId).for('update')

/** One more attempt begins: counted before it is made, so that a crash in the middle is seen. */
export const countAttempt = (tx: BoardTx, ids: string[], until: Instant) =>
  tx.sql
    .update(delivery)
    .set({ attempts: sql`${delivery.attempts} + 1`, nextAttemptAt: until })
    .where(and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.id, ids), eq(delivery.state, 'queued')))

/** Everything a message needs, in one query: no contents, no name; the address still sealed. */
export function findOutgoing(tx: BoardTx, ids: string[], now: Instant) {
  const grant = tx.sql
    .select({ one: sql`1` })
    .from(roleGrant)
    .where(and(eq(roleGrant.organisationId, delivery.organisationId), eq(roleGrant.personId, delivery.personId), eq(roleGrant.role, sql`${delivery.recipientRole}`), grantHolds(now)))
  return tx.sql
    .select({
      delivery,
      incident: { year: incident.year, sequence: incident.sequence, state: incident.state, discreet: incident.discreet, deadlineAt: incident.deadlineAt },
      identity: { emailSealed: identity.emailSealed, lang: identity.lang },
      alarm: { ladder: alarm.ladder, startedAt: alarm.startedAt },
      boardName: organisation.name,
      leftAt: person.leftAt,
      mayStill: sql<boolean>`(${delivery.recipientRole} = 'staff' or ${exists(grant)})`,
    })
    .from(delivery)
    .innerJoin(organisation, eq(organisation.organisationId, delivery.organisationId))
    .innerJoin(incident, and(eq(incident.organisationId, delivery.organisationId), eq(incident.id, delivery.incidentId)))
    .innerJoin(person, and(eq(person.organisationId, delivery.organisationId), eq(person.id, delivery.personId)))
    .innerJoin(identity, eq(identity.id, delivery.identityId))
    .leftJoin(alarm, and(eq(alarm.organisationId, delivery.organisationId), eq(alarm.id, delivery.alarmId)))
    .where(and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.id, ids), eq(delivery.state, 'queued')))
}

/** How many reports of this board still wait for someone: the number on the app's icon. */
export const countWaiting = async (tx: BoardTx): Promise<number> =>
  (await tx.sql.select({ count: sql<number>`count(*)::int` }).from(incident).where(and(eq(incident.organisationId, tx.organisationId), eq(incident.state, 'new'))))[0]?.count ?? 0

export type Settled = Pick<DeliveryRow, 'state' | 'answer' | 'nextAttemptAt' | 'settledAt'>

/** Writes how it went. A message that got out counts as sent also when the alarm ended meanwhile; anything else only while it waits. */
export async function settleDelivery(tx: BoardTx, id: string, outcome: Settled): Promise<void> {
  const states: DeliveryRow['state'][] = outcome.state === 'sent' ? ['queued', 'skipped', 'failed'] : ['queued']
  await tx.sql.update(delivery).set(outcome).where(and(eq(delivery.organisationId, tx.organisationId), eq(delivery.id, id), inArray(delivery.state, states)))
  if (outcome.nextAttemptAt) await tx.sql.update(alarmDue).set({ nextAt: outcome.nextAttemptAt }).where(dueOf(tx, [id]))
  else await tx.sql.delete(alarmDue).where(dueOf(tx, [id]))
}
