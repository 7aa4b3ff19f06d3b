import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import { callKinds, plannedKinds } from '../../shared/deadline/kinds.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { alarmDue, authorityOutcome, deadline, decision, incident, phoneCall, report } from '../db/schema.ts'

/** All SQL about the terms on an incident, what stopped the clock, and the calls. */
export type IncidentRow = typeof incident.$inferSelect
export type DeadlineRow = typeof deadline.$inferSelect
export type OutcomeRow = typeof authorityOutcome.$inferSelect
export type CallRow = typeof phoneCall.$inferSelect

const ofIncident = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))
const on = (tx: BoardTx, table: typeof deadline | typeof authorityOutcome | typeof phoneCall, incidentId: string) =>
  and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))

/** Holds the incident's row until the commit: two people at once take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)).for('update'))[0]

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)))[0]

/** How the 72 hours stand on the incident itself. */
export type TermOnIncident = Partial<Pick<IncidentRow, 'deadlineAt' | 'legalEndAt' | 'rulesVersion' | 'termEndedAt' | 'termOutcome' | 'state' | 'closedAt'>>
export const updateTerm = (tx: BoardTx, id: string, set: TermOnIncident) => tx.sql.update(incident).set(set).where(ofIncident(tx, id))

/** The chair where one of its reports went straight to him, else the dpo. */
export async function addresseeOf(tx: BoardTx, incidentId: string): Promise<'dpo' | 'chair'> {
  const rows = await tx.sql
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId), eq(report.addressee, 'chair')))
    .limit(1)
  return rows.length > 0 ? 'chair' : 'dpo'
}

// ---- terms

export const deadlinesOf = (tx: BoardTx, incidentId: string): Promise<DeadlineRow[]> =>
  tx.sql
    .select()
    .from(deadline)
    .where(on(tx, deadline, incidentId))
    .orderBy(asc(deadline.openedAt), asc(deadline.id))

/** The term of the authority that counts now, ended or not: the last one that was opened. */
export const findTerm = async (tx: BoardTx, incidentId: string): Promise<DeadlineRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(deadline)
      .where(and(on(tx, deadline, incidentId), eq(deadline.kind, 'authority')))
      .orderBy(desc(deadline.openedAt), desc(deadline.id))
      .limit(1)
  )[0]

export const findDeadline = async (tx: BoardTx, incidentId: string, id: string): Promise<DeadlineRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(deadline)
      .where(and(on(tx, deadline, incidentId), eq(deadline.id, id)))
  )[0]

/** The call to this role that still has to be made. */
export const findOpenCall = async (tx: BoardTx, incidentId: string, role: string): Promise<string | null> => {
  const kinds = (Object.keys(callKinds) as (keyof typeof callKinds)[]).filter((kind) => callKinds[kind] === role)
  const rows = await tx.sql
    .select({ id: deadline.id })
    .from(deadline)
    .where(and(on(tx, deadline, incidentId), inArray(deadline.kind, kinds), isNull(deadline.endedAt)))
    .orderBy(asc(deadline.openedAt), asc(deadline.id))
    .limit(1)
  return rows[0]?.id ?? null
}

/** The calls that still have to be made on these. */
export const openCallsOf = (tx: BoardTx, incidentIds: readonly string[]): Promise<DeadlineRow[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select()
        .from(deadline)
        .where(
          and(
            ...[eq(deadline.organisationId, tx.organisationId), inArray(deadline.incidentId, [...incidentIds]), isNull(deadline.endedAt)],
            inArray(deadline.kind, Object.keys(callKinds) as (keyof typeof callKinds)[]),
          ),
        )
        .orderBy(asc(deadline.dueAt), asc(deadline.kind))

/** How many terms that people planned run on it. */
export const countPlanned = async (tx: BoardTx, incidentId: string): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(deadline)
      .where(and(on(tx, deadline, incidentId), inArray(deadline.kind, [...plannedKinds]), isNull(deadline.endedAt)))
  )[0]?.n ?? 0

export const saveDeadline = (tx: BoardTx, row: typeof deadline.$inferInsert) => tx.sql.insert(deadline).values(row)

export const updateDeadline = (tx: BoardTx, incidentId: string, id: string, set: Partial<DeadlineRow>) =>
  tx.sql
    .update(deadline)
    .set(set)
    .where(and(on(tx, deadline, incidentId), eq(deadline.id, id)))

/** When each of these is reminded of next. */
export const findNextReminders = async (tx: BoardTx, incidentId: string): Promise<ReadonlyMap<string, Instant>> => {
  const rows = await tx.sql
    .select({ id: alarmDue.subjectId, nextAt: alarmDue.nextAt })
    .from(alarmDue)
    .where(and(eq(alarmDue.organisationId, tx.organisationId), eq(alarmDue.incidentId, incidentId), eq(alarmDue.kind, 'deadline')))
  return new Map(rows.map(({ id, nextAt }) => [id, nextAt]))
}

// ---- what stopped the clock

export const outcomesOf = (tx: BoardTx, incidentId: string): Promise<OutcomeRow[]> =>
  tx.sql
    .select()
    .from(authorityOutcome)
    .where(on(tx, authorityOutcome, incidentId))
    .orderBy(asc(authorityOutcome.setAt), asc(authorityOutcome.id))

export const findOutcome = async (tx: BoardTx, incidentId: string, id: string): Promise<OutcomeRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(authorityOutcome)
      .where(and(on(tx, authorityOutcome, incidentId), eq(authorityOutcome.id, id)))
  )[0]

export const saveOutcome = (tx: BoardTx, row: typeof authorityOutcome.$inferInsert) => tx.sql.insert(authorityOutcome).values(row)

export const updateOutcome = (tx: BoardTx, incidentId: string, id: string, set: Partial<OutcomeRow>) =>
  tx.sql
    .update(authorityOutcome)
    .set(set)
    .where(and(on(tx, authorityOutcome, incidentId), eq(authorityOutcome.id, id)))

/** A proposal that was waiting is overtaken: rejected, and by nobody. */
export const markProposalsOvertaken = (tx: BoardTx, incidentId: string, at: Instant) =>
  tx.sql
    .update(authorityOutcome)
    .set({ status: 'rejected', decidedAt: at })
    .where(and(on(tx, authorityOutcome, incidentId), eq(authorityOutcome.status, 'proposed')))

/** Who closed a question of the team. */
export const findTaker = async (tx: BoardTx, incidentId: string, decisionId: string): Promise<string | null> =>
  (
    await tx.sql
      .select({ by: decision.endedBy })
      .from(decision)
      .where(and(eq(decision.organisationId, tx.organisationId), eq(decision.incidentId, incidentId), eq(decision.id, decisionId)))
  )[0]?.by ?? null

/** Whether the team's last word on the authority in this term is to notify it. */
export const isToBeNotified = async (tx: BoardTx, incidentId: string, deadlineId: string): Promise<boolean> => {
  const [last] = await tx.sql
    .select({ outcome: decision.outcome })
    .from(decision)
    .where(
      and(
        ...[eq(decision.organisationId, tx.organisationId), eq(decision.incidentId, incidentId), eq(decision.deadlineId, deadlineId)],
        ...[eq(decision.question, 'authority'), eq(decision.status, 'taken')],
      ),
    )
    .orderBy(desc(decision.openedAt), desc(decision.id))
    .limit(1)
  return last?.outcome === 'notify'
}

// ---- calls

export const callsOf = (tx: BoardTx, incidentId: string): Promise<CallRow[]> =>
  tx.sql
    .select()
    .from(phoneCall)
    .where(on(tx, phoneCall, incidentId))
    .orderBy(asc(phoneCall.at), asc(phoneCall.id))

export const saveCall = (tx: BoardTx, row: typeof phoneCall.$inferInsert) => tx.sql.insert(phoneCall).values(row)
