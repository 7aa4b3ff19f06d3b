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

type ReporterMail = { incidentId: string; reportId?: string | undefined; stage: string; at: Instant; newId: () => string }

/** A mail to the reporter (of this report, or of all of the incident's); none about a discreet incident, none to someone who left. */
export async function insertReporterMails(tx: BoardTx, { incidentId, reportId, stage, at, newId }: ReporterMail): Promise<void> {
  const reporters = await tx.sql
    .selectDistinct({ personId: person.id, identityId: person.identityId })
    .from(report)
    .innerJoin(incident, and(eq(incident.organisationId, report.organisationId), eq(incident.id, report.incidentId)))
    .innerJoin(person, and(eq(person.organisationId, report.organisationId), eq(person.id, report.reporterId)))
    .where(
      and(
        eq(report.organisationId, tx.organisationId),
        reportId ? eq(report.id, reportId) : eq(report.incidentId, incidentId),
        eq(incident.discreet, false),
        isNull(person.leftAt),
      ),
    )
  const shared = { organisationId: tx.organisationId, incidentId, alarmId: null, recipientRole: 'staff', channel: 'mail' as const, stage }
  const fresh = { state: 'queued' as const, attempts: 0, answer: null, createdAt: at, nextAttemptAt: at, settledAt: null }
  await insertDeliveries(tx, reporters.map((reporter) => ({ ...shared, ...reporter, id: newId(), ...fresh })))
}

const dueOf = (tx: BoardTx, ids: string[]) => and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.kind, 'delivery'), inArray(alarmDue.subjectId, ids))

/**
 * What still waits of these alarms is not sent any more: skipped with the reason, or failed where it was tried in vain.
 * `only`: just these people and channels, because a newer message takes its place.
 */
export async function settleQueuedRings(tx: BoardTx, alarmIds: string[], at: Instant, why: string, only?: readonly { personId: string; channel: 'push' | 'mail' }[]): Promise<void> {
  if (alarmIds.length === 0 || only?.length === 0) return
  const whose = only && or(...only.map(({ personId, channel }) => and(eq(delivery.personId, personId), eq(delivery.channel, channel))))
  const tried = sql`${delivery.attempts} > 0 and ${delivery.answer} is not null`
  const settled = await tx.sql
    .update(delivery)
    .set({
      state: sql`case when ${tried} then 'failed' else 'skipped' end`,
      answer: sql`case when ${tried} then ${delivery.answer} else ${why}::text end`,
      settledAt: at,
      nextAttemptAt: null,
    })
    .where(and(eq(delivery.organisationId, tx.organisationId), inArray(delivery.alarmId, alarmIds), eq(delivery.state, 'queued'), whose))
    .returning({ id: delivery.id })
  if (settled.length > 0) await tx.sql.delete(alarmDue).where(dueOf(tx, settled.map(({ id }) => id)))
}

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
