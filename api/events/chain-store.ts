import { and, asc, desc, eq, gt, isNotNull, lt, lte, notExists, sql } from 'drizzle-orm'
import { minutes, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx, Sql } from '../db/open.ts'
import { chainCut, event, eventLink, identityOrganisation, reportId } from '../db/schema.ts'
import type { StoredEvent } from './chain-hash.ts'

/** All SQL about the chain over the events. */
export type LinkRow = typeof eventLink.$inferSelect

/** The boards there are, without looking into any. */
export async function listBoards(db: Sql): Promise<string[]> {
  const people = await db.selectDistinct({ id: identityOrganisation.organisationId }).from(identityOrganisation)
  return people.map(({ id }) => id)
}

/** The same, found in other ways as well: who takes a board off one list does not keep it from being checked. */
export async function listAllBoards(db: Sql): Promise<string[]> {
  const reports = await db.selectDistinct({ id: reportId.organisationId }).from(reportId)
  return [...new Set([...(await listBoards(db)), ...reports.map(({ id }) => id)])]
}

/** False while another process links this board: what it does not take, the next round does. Held until the commit. */
export async function takeTurn(tx: BoardTx): Promise<boolean> {
  const asked = sql`select pg_try_advisory_xact_lock(hashtextextended(${`event_link ${tx.organisationId}`}, 0)) as mine`
  const { rows } = await tx.sql.execute<{ mine: boolean }>(asked)
  return rows[0]?.mine === true
}

export const findLastLink = async (tx: BoardTx): Promise<LinkRow | undefined> =>
  (await tx.sql.select().from(eventLink).where(eq(eventLink.organisationId, tx.organisationId)).orderBy(desc(eventLink.position)).limit(1))[0]

export const findLastCut = async (tx: BoardTx) =>
  (await tx.sql.select().from(chainCut).where(eq(chainCut.organisationId, tx.organisationId)).orderBy(desc(chainCut.position)).limit(1))[0]

/**
 * A number below which no event can still turn up: it was linked a minute before the last round, and a transaction that took a
 * lower number has ended since (it lives 30 seconds). Of the last hundred such links, so that it costs the same however long the log is.
 */
export async function settledSequence(tx: BoardTx, lastLinkedAt: Instant): Promise<number> {
  const settled = tx.sql
    .select({ sequence: eventLink.eventSequence })
    .from(eventLink)
    .where(and(eq(eventLink.organisationId, tx.organisationId), lte(eventLink.linkedAt, plus(lastLinkedAt, -minutes(1)))))
    .orderBy(desc(eventLink.linkedAt), desc(eventLink.position))
    .limit(100)
    .as('settled')
  const [row] = await tx.sql.select({ last: sql<string | null>`max(${settled.sequence})` }).from(settled)
  return row?.last === null || row === undefined ? fromTheFirst : Number(row.last)
}

/** Before every number there is, also one that somebody made up. */
export const fromTheFirst = Number.MIN_SAFE_INTEGER

/** The furthest number of the last links: what is new has a higher one, but for what took its number early and was committed late. */
export async function furthestSequence(tx: BoardTx): Promise<number> {
  const newest = tx.sql
    .select({ sequence: eventLink.eventSequence })
    .from(eventLink)
    .where(eq(eventLink.organisationId, tx.organisationId))
    .orderBy(desc(eventLink.position))
    .limit(100)
    .as('newest')
  const [row] = await tx.sql.select({ last: sql<string | null>`max(${newest.sequence})` }).from(newest)
  return row?.last === null || row === undefined ? fromTheFirst : Number(row.last)
}

const fingerprints = {
  organisationId: event.organisationId,
  sequence: event.sequence,
  at: event.at,
  actor: event.actor,
  type: event.type,
  subjectId: event.subjectId,
  incidentId: event.incidentId,
  reportId: event.reportId,
  facts: event.facts,
  sealedSha256: sql<string | null>`encode(sha256(${event.sealed}), 'hex')`,
  commitment: sql<string | null>`encode(${event.commitment}, 'hex')`,
}

const unlinked = (tx: BoardTx, after: number) =>
  and(
    eq(event.organisationId, tx.organisationId),
    gt(event.sequence, after),
    notExists(
      tx.sql
        .select({ one: sql`1` })
        .from(eventLink)
        .where(and(eq(eventLink.organisationId, event.organisationId), eq(eventLink.eventSequence, event.sequence))),
    ),
  )

export const findUnlinked = (tx: BoardTx, after: number, limit: number): Promise<StoredEvent[]> =>
  tx.sql.select(fingerprints).from(event).where(unlinked(tx, after)).orderBy(asc(event.sequence)).limit(limit)

/** Of the oldest event after that number that waits for its link since before that moment. */
export const oldestUnlinked = async (tx: BoardTx, after: number, before: Instant): Promise<Instant | undefined> =>
  (
    await tx.sql
      .select({ at: event.at })
      .from(event)
      .where(and(unlinked(tx, after), lt(event.at, before)))
      .orderBy(asc(event.at))
      .limit(1)
  )[0]?.at

export const saveLinks = (tx: BoardTx, rows: readonly (typeof eventLink.$inferInsert)[]) => tx.sql.insert(eventLink).values([...rows])

/** Links in their order with the events they hold; null where that event is not there. */
export const pageOfLinks = (tx: BoardTx, after: number, limit: number, until = Number.MAX_SAFE_INTEGER) =>
  tx.sql
    .select({ link: eventLink, event: fingerprints, found: event.organisationId })
    .from(eventLink)
    .leftJoin(event, and(eq(event.organisationId, eventLink.organisationId), eq(event.sequence, eventLink.eventSequence)))
    .where(and(eq(eventLink.organisationId, tx.organisationId), gt(eventLink.position, after), lte(eventLink.position, until)))
    .orderBy(asc(eventLink.position))
    .limit(limit)

/** The last link made up to that moment. */
export const findLinkAt = async (tx: BoardTx, at: Instant): Promise<LinkRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(eventLink)
      .where(and(eq(eventLink.organisationId, tx.organisationId), lte(eventLink.linkedAt, at)))
      .orderBy(desc(eventLink.linkedAt), desc(eventLink.position))
      .limit(1)
  )[0]

/** The last signed link that says it was made up to that moment: only its signature proves it. */
export const findSignedLink = async (tx: BoardTx, at: Instant): Promise<LinkRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(eventLink)
      .where(and(eq(eventLink.organisationId, tx.organisationId), isNotNull(eventLink.signature), lte(eventLink.linkedAt, at)))
      .orderBy(desc(eventLink.linkedAt), desc(eventLink.position))
      .limit(1)
  )[0]

/** Takes events and links up to this place away for good: the database itself refuses what is younger than 24 months. */
export async function cutAt(tx: BoardTx, cut: typeof chainCut.$inferInsert): Promise<number> {
  await tx.sql.insert(chainCut).values(cut)
  const { rows } = await tx.sql.execute<{ cut: number }>(sql`select cut_log(${cut.position}) as cut`)
  return Number(rows[0]?.cut ?? 0)
}
