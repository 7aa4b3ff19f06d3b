import { and, count, desc, eq, gte, inArray, isNull, lt, lte, ne, not, or, sql, type SQL } from 'drizzle-orm'
import { someEmployee, someReporter } from '../../shared/access/log-views.ts'
import { roles, worksAtDesk, type Actor } from '../../shared/access/roles.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { delivery, event, eventLink, incident, logReview, person, report, roleGrant } from '../db/schema.ts'

/** All SQL about reading and reviewing the log. */
export type Period = { from: Instant; to: Instant }
export type LogFilter = Period & { type?: string | undefined; actor?: string | undefined; number?: string | undefined }

const fenced = (reader: Actor) => sql`${incident.recused} @> array[${reader.personId}::uuid]`

/** Ids that name an incident this reader may not know of, or a report of it, also where a row has them in another place. */
const fencedIds = (tx: BoardTx, reader: Actor) => sql`(
  select ${incident.id}::text from ${incident} where ${incident.organisationId} = ${tx.organisationId} and ${fenced(reader)}
  union all select ${report.id}::text from ${report} join ${incident} on ${incident.organisationId} = ${report.organisationId} and ${incident.id} = ${report.incidentId}
    where ${report.organisationId} = ${tx.organisationId} and ${fenced(reader)})`

/**
 * The rows of the log this reader sees, in the one place that says so: nobody's seat gives an auditor an incident, so he reads the
 * whole board, without the incidents he is recused from, without the engine's rows and without his own. Unknown is hidden.
 */
function seenBy(tx: BoardTx, reader: Actor): SQL | undefined {
  return and(
    eq(event.organisationId, tx.organisationId),
    ne(event.actor, 'system'),
    ne(event.actor, reader.pseudonym),
    or(isNull(event.incidentId), sql`(${incident.id} is not null and not (${fenced(reader)}))`),
    sql`${event.subjectId} not in ${fencedIds(tx, reader)}`,
    sql`coalesce(${event.reportId}::text, '') not in ${fencedIds(tx, reader)}`,
  )
}

/** Whoever did this did it as a reporter: on his own report, or on one that was erased with nothing left of whose it was. He bears no name in the log. The cheap questions first. */
const byReporter = sql<boolean>`(${event.type} in ('incident.reported', 'report.repeated', 'report.adopted', 'report.read', 'report.listed', 'attachment.added', 'message.read')
  or coalesce(${event.facts} ->> 'side', '') = 'reporter'
  or (${event.reportId} is not null and exists (select 1 from ${report} own where own.organisation_id = ${event.organisationId} and own.id = ${event.reportId}
    and ${person.id} in (own.reporter_id, own.entered_by_id)))
  or (${event.type} in ('attachment.read', 'message.sent') and ${event.facts} ->> 'side' is null and not exists (select 1 from ${report} whole
    where whole.organisation_id = ${event.organisationId} and whole.id = ${event.reportId} and whole.erased_at is null)))`

const deskRoles = roles.filter((role) => worksAtDesk([role]))
/** What somebody did with his own sessions, keys and devices who sits at no desk: its moment beside that of a report would say who reported. */
const byEmployee = sql<boolean>`(${event.type} ~ '^(session|key|push)[.]' and ${person.id} is not null and not exists (select 1 from ${roleGrant} held
  where held.organisation_id = ${event.organisationId} and held.person_id = ${person.id} and held.role in ${deskRoles}
    and held.from_at <= ${event.at} and (held.until_at is null or held.until_at > ${event.at})))`
/** Nobody is named in these. */
const nameless = sql`(${byReporter} or ${byEmployee})`

/** When its actor was first rung for the incident he read; asked of no other row. */
const firstRung = sql<Instant | null>`case when ${event.type} in ('incident.read', 'attachment.read') then (
  select to_char(min(${delivery.createdAt}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from ${delivery}
  where ${delivery.organisationId} = ${event.organisationId} and ${delivery.incidentId} = ${event.incidentId} and ${delivery.personId} = ${person.id}
    and ${delivery.alarmId} is not null) end`

const columns = {
  sequence: event.sequence,
  at: event.at,
  actor: event.actor,
  type: event.type,
  subjectId: event.subjectId,
  facts: event.facts,
  incident: { id: incident.id, year: incident.year, sequence: incident.sequence, closedAt: incident.closedAt },
  byReporter,
  byEmployee,
  rungAt: firstRung,
}

const within = ({ from, to }: Period) => and(gte(event.at, from), lte(event.at, to))

const rowsOf = (tx: BoardTx, reader: Actor, more: (SQL | undefined)[]) =>
  tx.sql
    .select(columns)
    .from(event)
    .leftJoin(incident, and(eq(incident.organisationId, event.organisationId), eq(incident.id, event.incidentId)))
    .leftJoin(person, and(eq(person.organisationId, event.organisationId), eq(person.pseudonym, event.actor)))
    .where(and(seenBy(tx, reader), ...more))
export type SeenRow = Awaited<ReturnType<typeof rowsOf>>[number]

/** Newest first, `limit` at most, those before a sequence. */
export const listSeen = (tx: BoardTx, reader: Actor, filter: LogFilter, before: number | undefined, limit: number): Promise<SeenRow[]> =>
  rowsOf(tx, reader, [
    within(filter),
    before === undefined ? undefined : lt(event.sequence, before),
    filter.type ? eq(event.type, filter.type) : undefined,
    filter.actor === undefined ? undefined : doneBy(filter.actor),
    filter.number ? numbered(filter.number) : undefined,
  ])
    .orderBy(desc(event.sequence))
    .limit(limit)

function doneBy(actor: string): SQL | undefined {
  if (actor === someReporter) return byReporter
  return actor === someEmployee ? byEmployee : and(eq(event.actor, actor), not(nameless))
}

function numbered(text: string): SQL | undefined {
  const [year = '0', sequence = '0'] = text.split('-')
  return and(eq(incident.year, Number(year)), eq(incident.sequence, Number(sequence)))
}

/** Of these events those that may leave the house whole: seen by this reader, and with somebody's name. */
export async function seenAmong(tx: BoardTx, reader: Actor, sequences: readonly number[]): Promise<Set<number>> {
  if (sequences.length === 0) return new Set()
  const rows = await rowsOf(tx, reader, [inArray(event.sequence, [...sequences]), not(nameless)])
  return new Set(rows.map(({ sequence }) => sequence))
}

/** Of these events those that the chain holds. */
export async function linkedAmong(tx: BoardTx, sequences: readonly number[]): Promise<Set<number>> {
  if (sequences.length === 0) return new Set()
  const mine = and(eq(eventLink.organisationId, tx.organisationId), inArray(eventLink.eventSequence, [...sequences]))
  const rows = await tx.sql.select({ sequence: eventLink.eventSequence }).from(eventLink).where(mine)
  return new Set(rows.map(({ sequence }) => sequence))
}

export async function countOwn(tx: BoardTx, { pseudonym }: Actor, period: Period): Promise<number> {
  const mine = and(eq(event.organisationId, tx.organisationId), eq(event.actor, pseudonym), within(period))
  const [row] = await tx.sql.select({ own: count() }).from(event).where(mine)
  return row?.own ?? 0
}

export type LogPerson = typeof person.$inferSelect
/** The people of these pseudonyms or ids. */
export const findNamed = (tx: BoardTx, pseudonyms: readonly string[], ids: readonly string[]): Promise<LogPerson[]> =>
  tx.sql
    .select()
    .from(person)
    .where(
      and(
        eq(person.organisationId, tx.organisationId),
        or(pseudonyms.length > 0 ? inArray(person.pseudonym, [...pseudonyms]) : undefined, ids.length > 0 ? inArray(person.id, [...ids]) : undefined),
      ),
    )

// ---- reviews

export const saveReview = (tx: BoardTx, row: typeof logReview.$inferInsert) => tx.sql.insert(logReview).values(row)

export const listReviews = (tx: BoardTx) =>
  tx.sql.select().from(logReview).where(eq(logReview.organisationId, tx.organisationId)).orderBy(desc(logReview.at), desc(logReview.id))
export type ReviewRow = typeof logReview.$inferSelect

/** When this person was last reminded to look through the log. */
export const findLastReminder = async (tx: BoardTx, personId: string): Promise<Instant | undefined> =>
  (
    await tx.sql
      .select({ at: event.at })
      .from(event)
      .where(and(eq(event.organisationId, tx.organisationId), isNull(event.incidentId), eq(event.type, 'log.reviewDue'), eq(event.subjectId, personId)))
      .orderBy(desc(event.sequence))
      .limit(1)
  )[0]?.at
