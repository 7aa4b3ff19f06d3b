import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import type { Instant } from '../../shared/instant.ts'
import { authorityOutcome, deadline, incident, person, roleGrant } from '../db/schema.ts'
import { grantHolds, seatOf } from './reached.ts'

const retracted = sql<number>`(select count(*)::int from ${authorityOutcome} where ${authorityOutcome.organisationId} = ${deadline.organisationId}
  and ${authorityOutcome.incidentId} = ${deadline.incidentId} and ${authorityOutcome.deadlineId} = ${deadline.id} and ${authorityOutcome.status} = 'retracted')`
const columns = { id: deadline.id, incidentId: deadline.incidentId, kind: deadline.kind, dueAt: deadline.dueAt, revision: deadline.revision, retracted }
export type Term = { id: string; incidentId: string; dueAt: string; revision: number; retracted: number }

/** The open terms of these incidents that a message can be about: the one towards the authority, and those it names. Oldest first. */
export const findTerms = (tx: BoardTx, incidentIds: readonly string[], named: readonly string[]): Promise<(Term & { kind: string })[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select(columns)
        .from(deadline)
        .where(
          and(
            ...[eq(deadline.organisationId, tx.organisationId), inArray(deadline.incidentId, [...incidentIds]), isNull(deadline.endedAt)],
            or(eq(deadline.kind, 'authority'), inArray(deadline.id, [...named])),
          ),
        )
        .orderBy(asc(deadline.openedAt), asc(deadline.id))
        .then((rows) => rows)

/** How many reports still wait for someone, of those that each of these people sees: the number on the app's icon. */
export async function countWaiting(tx: BoardTx, personIds: readonly string[], now: Instant): Promise<ReadonlyMap<string, number>> {
  const seats = tx.sql
    .select({ seats: sql`array_agg(${seatOf})` })
    .from(roleGrant)
    .where(and(eq(roleGrant.organisationId, tx.organisationId), eq(roleGrant.personId, person.id), grantHolds(now)))
  const rows = await tx.sql
    .select({ personId: person.id, count: sql<number>`count(*)::int` })
    .from(person)
    .innerJoin(
      incident,
      and(
        ...[eq(incident.organisationId, person.organisationId), eq(incident.state, 'new'), isNull(incident.closedAt)],
        ...[sql`not (${person.id} = any(${incident.recused}))`, sql`${incident.audience} && (${seats})`],
      ),
    )
    .where(and(eq(person.organisationId, tx.organisationId), inArray(person.id, [...personIds])))
    .groupBy(person.id)
  return new Map(rows.map(({ personId, count }) => [personId, count]))
}
