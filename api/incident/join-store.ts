import { and, asc, desc, eq, exists, gte, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { plannedKinds } from '../../shared/deadline/kinds.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import {
  authorityNotice,
  authorityOutcome,
  communicationSending,
  deadline,
  decision,
  event,
  identity,
  incident,
  person,
  recusal,
  report,
  reportMessage,
  searchToken,
} from '../db/schema.ts'
import type { IncidentRow } from './report-store.ts'

/** All SQL about reports of one incident that become part of another, and about taking that back. */
const here = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))

/** Holds both until the commit, in one order everywhere: two people who join them crosswise take turns. Undefined for what this reader does not see. */
export async function lockBoth(tx: BoardTx, to: string, from: string): Promise<{ to: IncidentRow | undefined; from: IncidentRow | undefined }> {
  const rows = await tx.sql
    .select()
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), inArray(incident.id, [to, from])))
    .orderBy(asc(incident.id))
    .for('update')
  return { to: rows.find(({ id }) => id === to), from: rows.find(({ id }) => id === from) }
}

/** What was joined to this one, as far as the reader of this transaction sees it. */
export const joinedTo = (tx: BoardTx, incidentId: string): Promise<IncidentRow[]> =>
  tx.sql
    .select()
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.joinedTo, incidentId)))
    .orderBy(asc(incident.closedAt), asc(incident.id))

/** One incident, where this reader sees it. */
export const findIncident = async (tx: BoardTx, incidentId: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(here(tx, incidentId)))[0]

/** Open incidents that came in since, newest first; at most fifty. */
export const listCandidates = (tx: BoardTx, incidentId: string, since: Instant): Promise<IncidentRow[]> =>
  tx.sql
    .select()
    .from(incident)
    .where(and(eq(incident.organisationId, tx.organisationId), ne(incident.id, incidentId), isNull(incident.closedAt), gte(incident.receivedAt, since)))
    .orderBy(desc(incident.receivedAt), desc(incident.id))
    .limit(50)

/** Whether something was decided, filed, told or promised here: that cannot silently become part of another incident. */
export async function isDecided(tx: BoardTx, incidentId: string): Promise<boolean> {
  type Table = typeof decision | typeof authorityOutcome | typeof authorityNotice | typeof communicationSending | typeof deadline
  const on = (table: Table) => and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))
  const any = (table: Table, which = on(table)) =>
    exists(
      tx.sql
        .select({ one: sql`1` })
        .from(table)
        .where(which),
    )
  const planned = and(on(deadline), inArray(deadline.kind, [...plannedKinds]), isNull(deadline.endedAt))
  const found = await tx.sql
    .select({ id: incident.id })
    .from(incident)
    .where(
      and(
        here(tx, incidentId),
        or(
          any(decision, and(on(decision), eq(decision.status, 'taken'))),
          any(authorityOutcome, and(on(authorityOutcome), eq(authorityOutcome.status, 'inForce'))),
          any(authorityNotice, and(on(authorityNotice), eq(authorityNotice.state, 'filed'))),
          any(communicationSending),
          any(deadline, planned),
        ),
      ),
    )
  return found.length > 0
}

// ---- the reports

/** The reports of an incident, or those of them that came from another; locked until the commit, so that nothing comes in between. */
export const lockReportsOf = (tx: BoardTx, incidentId: string, joinedFrom?: string) =>
  tx.sql
    .select({ id: report.id, wrappedKey: report.wrappedKey, reporterId: report.reporterId, discoveredAt: report.discoveredAt })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId), joinedFrom ? eq(report.joinedFrom, joinedFrom) : undefined))
    .orderBy(asc(report.id))
    .for('update')

export const updatePlace = (tx: BoardTx, id: string, set: Pick<typeof report.$inferInsert, 'incidentId' | 'joinedFrom' | 'wrappedKey'>) =>
  tx.sql
    .update(report)
    .set(set)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.id, id)))

/** What was written about these reports, and what they can be found by, goes along. */
export async function moveWords(tx: BoardTx, ids: readonly string[], from: string, to: string): Promise<void> {
  if (ids.length === 0) return
  const messages = await tx.sql
    .update(reportMessage)
    .set({ incidentId: to })
    .where(and(eq(reportMessage.organisationId, tx.organisationId), inArray(reportMessage.reportId, [...ids])))
    .returning({ id: reportMessage.id })
  const sources = [...ids, ...messages.map(({ id }) => id)]
  const tokens = await tx.sql
    .delete(searchToken)
    .where(and(eq(searchToken.organisationId, tx.organisationId), eq(searchToken.incidentId, from), inArray(searchToken.sourceId, sources)))
    .returning()
  for (let at = 0; at < tokens.length; at += 2_000)
    await tx.sql
      .insert(searchToken)
      .values(tokens.slice(at, at + 2_000).map((row) => ({ ...row, incidentId: to })))
      .onConflictDoNothing()
}

/** In which language each of these people reads. */
export async function langsOf(tx: BoardTx, personIds: readonly string[]): Promise<ReadonlyMap<string, 'nl' | 'en'>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx.sql
    .select({ id: person.id, lang: identity.lang })
    .from(person)
    .innerJoin(identity, eq(identity.id, person.identityId))
    .where(and(eq(person.organisationId, tx.organisationId), inArray(person.id, [...personIds])))
  return new Map(rows.map(({ id, lang }) => [id, lang]))
}

// ---- its terms

const openTerms = (tx: BoardTx, incidentId: string) => and(eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, incidentId))

/** What ran on it runs on the other incident now. */
export const markTermsJoined = (tx: BoardTx, incidentId: string, by: string, at: Instant) =>
  tx.sql
    .update(deadline)
    .set({ endedAt: at, endedBy: by, outcome: 'joined' })
    .where(and(openTerms(tx, incidentId), isNull(deadline.endedAt)))

/** The same terms run on as if nothing had stopped them: what fell due meanwhile is not in the ledger, and is made up for. */
export const markTermsRunning = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .update(deadline)
    .set({ endedAt: null, endedBy: null, outcome: null })
    .where(and(openTerms(tx, incidentId), eq(deadline.outcome, 'joined')))

// ---- its fence

/** What the last joining of these two took away, as it stands in the log: the seats that saw the one and not the other. */
export async function findLost(tx: BoardTx, to: string, from: string): Promise<string[]> {
  const [row] = await tx.sql
    .select({ facts: event.facts })
    .from(event)
    .where(and(eq(event.organisationId, tx.organisationId), eq(event.incidentId, to), eq(event.subjectId, from), eq(event.type, 'incident.joined')))
    .orderBy(desc(event.sequence))
    .limit(1)
  const lost = row?.facts['lost']
  return typeof lost === 'string' && lost !== '' ? lost.split(',') : []
}

export type RecusalRow = typeof recusal.$inferSelect
