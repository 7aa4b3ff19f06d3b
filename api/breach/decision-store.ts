import { and, asc, desc, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { absence, authorityLetter, deadline, decision, decisionVote, event, incident, organisation } from '../db/schema.ts'

/** All SQL about what people decide on an incident. */
export type IncidentRow = typeof incident.$inferSelect
export type DecisionRow = typeof decision.$inferSelect
export type VoteRow = typeof decisionVote.$inferSelect

/** Holds the incident's row until the commit: two people at once take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
      .for('update')
  )[0]

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(incident)
      .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id)))
  )[0]

/** The term of the authority that counts now, ended or not: the last one that was opened. */
export const findTermNow = async (tx: BoardTx, incidentId: string) =>
  (
    await tx.sql
      .select()
      .from(deadline)
      .where(and(eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, incidentId), eq(deadline.kind, 'authority')))
      .orderBy(desc(deadline.openedAt), desc(deadline.id))
      .limit(1)
  )[0]

/** When a new fact last opened it again; null where none did. */
async function findReopened(tx: BoardTx, incidentId: string): Promise<Instant | null> {
  const [row] = await tx.sql
    .select({ at: event.at })
    .from(event)
    .where(and(eq(event.organisationId, tx.organisationId), eq(event.incidentId, incidentId), eq(event.type, 'incident.reopened')))
    .orderBy(desc(event.sequence))
    .limit(1)
  return row?.at ?? null
}

/**
 * All that was ever put forward, oldest first; `ofTermNow`: no new fact opened another term since, nor this one again after it was notified:
 * what was decided before is looked at anew (protocol 11).
 */
export async function decisionsOfIncident(tx: BoardTx, incidentId: string): Promise<(DecisionRow & { ofTermNow: boolean })[]> {
  const rows = await tx.sql
    .select()
    .from(decision)
    .where(and(eq(decision.organisationId, tx.organisationId), eq(decision.incidentId, incidentId)))
    .orderBy(asc(decision.openedAt), asc(decision.id))
  if (rows.length === 0) return []
  const [term, reopenedAt] = [await findTermNow(tx, incidentId), await findReopened(tx, incidentId)]
  const isBefore = ({ endedAt }: DecisionRow) => endedAt !== null && reopenedAt !== null && endedAt < reopenedAt
  return rows.map((row) => ({ ...row, ofTermNow: row.deadlineId === term?.id && !isBefore(row) }))
}

export const findDecision = async (tx: BoardTx, incidentId: string, id: string): Promise<DecisionRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(decision)
      .where(and(eq(decision.organisationId, tx.organisationId), eq(decision.incidentId, incidentId), eq(decision.id, id)))
  )[0]

export const saveDecision = (tx: BoardTx, row: typeof decision.$inferInsert) => tx.sql.insert(decision).values(row)

/** While it is open only; the database refuses it after that. */
export const updateDecision = (tx: BoardTx, incidentId: string, id: string, set: Partial<DecisionRow>) =>
  tx.sql
    .update(decision)
    .set(set)
    .where(and(eq(decision.organisationId, tx.organisationId), eq(decision.incidentId, incidentId), eq(decision.id, id)))

/** Oldest first. */
export const votesOf = (tx: BoardTx, incidentId: string, decisionIds: readonly string[]): Promise<VoteRow[]> =>
  decisionIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select()
        .from(decisionVote)
        .where(
          and(eq(decisionVote.organisationId, tx.organisationId), eq(decisionVote.incidentId, incidentId), inArray(decisionVote.decisionId, [...decisionIds])),
        )
        .orderBy(asc(decisionVote.at), asc(decisionVote.id))

export const saveVote = (tx: BoardTx, row: typeof decisionVote.$inferInsert) => tx.sql.insert(decisionVote).values(row)

/** Whether the officer has a vote at this board. */
export const findFgVotes = async (tx: BoardTx): Promise<boolean> => {
  const [row] = await tx.sql.select({ settings: organisation.settings }).from(organisation).where(eq(organisation.organisationId, tx.organisationId))
  return row?.settings.fgVotes !== false
}

/** Who of the board is away at this moment. */
export const findAway = async (tx: BoardTx, now: Instant): Promise<string[]> =>
  (
    await tx.sql
      .select({ personId: absence.personId })
      .from(absence)
      .where(and(eq(absence.organisationId, tx.organisationId), lte(absence.fromAt, now), gt(absence.untilAt, now), isNull(absence.endedAt)))
  ).map(({ personId }) => personId)

/** Whether the authority ordered to tell people (GDPR 34(4), 58(2)(e)). */
export const hasOrder = async (tx: BoardTx, incidentId: string): Promise<boolean> =>
  (
    await tx.sql
      .select({ id: authorityLetter.id })
      .from(authorityLetter)
      .where(and(eq(authorityLetter.organisationId, tx.organisationId), eq(authorityLetter.incidentId, incidentId), eq(authorityLetter.ordersTelling, true)))
      .limit(1)
  ).length > 0
