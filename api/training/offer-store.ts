import { and, count, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import type { EventType } from '../../shared/event.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { event, incident, person, report, trainingOffer } from '../db/schema.ts'

/** All SQL about what is offered after an incident, and what of an incident decides whether it is. */

/** Boards' offers are made one at a time until the commit; nothing else waits for it. */
export const lockOffers = (tx: BoardTx) => tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`offers ${tx.organisationId}`}, 0))`)

/** What stands in clear of an incident and its reports; undefined where it is not there. */
export async function findClosed(tx: BoardTx, incidentId: string) {
  const { kind, discreet, discreetSetBy, audience, recused, opened, erasedAt, closedAt } = incident
  const [found] = await tx.sql
    .select({ kind, discreet, discreetSetBy, audience, recused, opened, erasedAt, closedAt })
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))
  if (!found) return undefined
  const reports = await tx.sql
    .select({ kind: report.kind, addressee: report.addressee, notTo: report.notTo })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId)))
  return { ...found, reports }
}

/** Which of these ever happened to an incident, as far as the log goes back. */
export const findHappened = async (tx: BoardTx, incidentId: string, types: readonly EventType[]): Promise<string[]> =>
  (
    await tx.sql
      .selectDistinct({ type: event.type })
      .from(event)
      .where(and(eq(event.organisationId, tx.organisationId), eq(event.incidentId, incidentId), inArray(event.type, [...types])))
  ).map(({ type }) => type)

export const countStaff = async (tx: BoardTx): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(person)
      .where(and(eq(person.organisationId, tx.organisationId), isNull(person.leftAt)))
  )[0]?.n ?? 0

export const findAllOffers = (tx: BoardTx) =>
  tx.sql
    .select({ moduleId: trainingOffer.moduleId, fromAt: trainingOffer.fromAt })
    .from(trainingOffer)
    .where(eq(trainingOffer.organisationId, tx.organisationId))
    .then((rows) => rows)

export const insertOffer = (tx: BoardTx, row: Omit<typeof trainingOffer.$inferInsert, 'organisationId'>) =>
  tx.sql.insert(trainingOffer).values({ ...row, organisationId: tx.organisationId })

/** What began before this moment and is over: no later offer depends on it any more. */
export const deleteOldOffers = (tx: BoardTx, fromBefore: Instant, now: Instant) =>
  tx.sql
    .delete(trainingOffer)
    .where(and(eq(trainingOffer.organisationId, tx.organisationId), lt(trainingOffer.fromAt, fromBefore), lte(trainingOffer.untilAt, now)))
