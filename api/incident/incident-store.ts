import { and, asc, desc, eq, gt, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import type { DeadlineKind } from '../../shared/deadline/kinds.ts'
import type { Instant } from '../../shared/instant.ts'
import { isForNow, mayArrive } from '../alert/reached.ts'
import type { BoardTx } from '../db/open.ts'
import { awareMoment, deadline, delivery, incident, organisation, report, school } from '../db/schema.ts'
import type { IncidentRow } from './report-store.ts'

/** All SQL about incidents. */
export type Cursor = { closed: boolean; at: string; id: string }
export type ListFilter = { state?: string | undefined; kind?: string | undefined; school?: string | undefined }
/** `now`: the reader's moment. */
type Asked = ListFilter & { now: Instant }

/** Open incidents by what needs someone soonest, late ones first; then closed ones, newest first. Each part walks its own index from the cursor. */
export async function listIncidentRows(tx: BoardTx, filter: Asked, cursor: Cursor | null, limit: number) {
  const open =
    cursor?.closed || filter.state === 'closed'
      ? []
      : await page(tx, filter, and(isNull(incident.closedAt), after(cursor)), [asc(incident.needsAt), asc(incident.id)], limit)
  if (open.length >= limit || (filter.state && filter.state !== 'closed')) return open
  const closed = await page(tx, filter, and(isNotNull(incident.closedAt), before(cursor)), [desc(incident.receivedAt), desc(incident.id)], limit - open.length)
  return [...open, ...closed]
}

const after = (cursor: Cursor | null) =>
  cursor ? or(gt(incident.needsAt, cursor.at), and(eq(incident.needsAt, cursor.at), gt(incident.id, cursor.id))) : undefined
const before = (cursor: Cursor | null) =>
  cursor?.closed ? or(lt(incident.receivedAt, cursor.at), and(eq(incident.receivedAt, cursor.at), lt(incident.id, cursor.id))) : undefined

/** What it is that needs someone at `needs_at`. */
const needsKind = sql<DeadlineKind | null>`(select ${deadline.kind} from ${deadline} where ${deadline.organisationId} = ${incident.organisationId} and ${deadline.incidentId} = ${incident.id}
  and ${deadline.endedAt} is null and ${deadline.dueAt} = ${incident.needsAt} and ${deadline.kind} <> 'progress' order by ${deadline.id} limit 1)`

/** A message that did not arrive, or a report that waits while nobody who may open it was or will be rung: both are shown loud. */
const failedDelivery = (
  now: Instant,
) => sql<boolean>`(exists (select 1 from ${delivery} where ${delivery.organisationId} = ${incident.organisationId} and ${delivery.incidentId} = ${incident.id} and ${delivery.state} in ('failed', 'gone'))
  or (${incident.state} = 'new' and not exists (select 1 from ${delivery} where ${delivery.organisationId} = ${incident.organisationId} and ${delivery.incidentId} = ${incident.id} and ${delivery.alarmId} is not null and ${delivery.recipientRole} <> 'admin'
    and ${mayArrive} and ${isForNow(now)})))`

function page(tx: BoardTx, filter: Asked, part: SQL | undefined, order: SQL[], limit: number) {
  const { now } = filter
  const wanted = [
    eq(incident.organisationId, tx.organisationId),
    // What was taken over from elsewhere stands in the register alone.
    ne(incident.origin, 'imported'),
    part,
    filter.state ? eq(incident.state, filter.state) : undefined,
    filter.kind ? eq(incident.kind, filter.kind) : undefined,
    filter.school ? eq(incident.schoolId, filter.school) : undefined,
  ]
  return tx.sql
    .select({ incident, schoolName: school.name, organisationName: organisation.name, deliveriesFailed: failedDelivery(now), needsKind })
    .from(incident)
    .innerJoin(organisation, eq(organisation.organisationId, incident.organisationId))
    .leftJoin(school, and(eq(school.organisationId, incident.organisationId), eq(school.id, incident.schoolId)))
    .where(and(...wanted))
    .orderBy(...order)
    .limit(limit)
}

export type ListedIncident = Awaited<ReturnType<typeof page>>[number]

export const findListedIncident = async (tx: BoardTx, id: string, now: Instant): Promise<ListedIncident | undefined> =>
  (
    await tx.sql
      .select({ incident, schoolName: school.name, organisationName: organisation.name, deliveriesFailed: failedDelivery(now), needsKind })
      .from(incident)
      .innerJoin(organisation, eq(organisation.organisationId, incident.organisationId))
      .leftJoin(school, and(eq(school.organisationId, incident.organisationId), eq(school.id, incident.schoolId)))
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
  )[0]

/** Holds the incident's row until the commit: two people at once take turns. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
      .for('update')
  )[0]

export const updateIncident = (tx: BoardTx, id: string, set: Partial<typeof incident.$inferInsert>) =>
  tx.sql
    .update(incident)
    .set(set)
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))

export const reportsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId)))
    .orderBy(asc(report.receivedAt))

/** The chair where one of its reports went straight to him, else the dpo. */
export const addresseeOf = async (tx: BoardTx, incidentId: string): Promise<'dpo' | 'chair'> =>
  (await reportsOf(tx, incidentId)).some((row) => row.addressee === 'chair') ? 'chair' : 'dpo'

export const awareMomentsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(awareMoment)
    .where(and(eq(awareMoment.organisationId, tx.organisationId), eq(awareMoment.incidentId, incidentId)))
    .orderBy(asc(awareMoment.setAt), asc(awareMoment.id))

export const saveAwareMoment = (tx: BoardTx, row: typeof awareMoment.$inferInsert) => tx.sql.insert(awareMoment).values(row)

/** Moves every moment of this incident that has one status to another; the first one keeps its own for ever. A proposal that a newer one replaces is superseded, not rejected: nobody decided on it. */
export const moveAwareMoments = (tx: BoardTx, incidentId: string, from: 'inForce' | 'proposed', to: 'superseded' | 'rejected' | 'inForce') =>
  tx.sql
    .update(awareMoment)
    .set({ status: to })
    .where(and(eq(awareMoment.organisationId, tx.organisationId), eq(awareMoment.incidentId, incidentId), eq(awareMoment.status, from)))

/** The terms of the authority, the first one first; a second one is of a new fact. */
export const termsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(deadline)
    .where(and(eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, incidentId), eq(deadline.kind, 'authority')))
    .orderBy(asc(deadline.openedAt), asc(deadline.id))

/** What is in the ledger is of the place it had: another due moment is another revision, still watched since it was opened. */
export const updateFirstTerm = (
  tx: BoardTx,
  { incidentId, id, dueAt, revision }: typeof deadline.$inferSelect,
  set: { anchorAt: string; dueAt: string; rulesVersion: string },
) =>
  tx.sql
    .update(deadline)
    .set({ ...set, revision: set.dueAt === dueAt ? revision : revision + 1 })
    .where(and(eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, incidentId), eq(deadline.id, id)))

export const deliveriesOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select()
    .from(delivery)
    .where(and(eq(delivery.organisationId, tx.organisationId), eq(delivery.incidentId, incidentId)))
    .orderBy(asc(delivery.createdAt), asc(delivery.id))
