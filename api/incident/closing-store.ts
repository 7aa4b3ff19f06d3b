import { and, asc, count, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Choice } from '../../shared/breach/votes.ts'
import type { ClosingFacts } from '../../shared/incident/tracks.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import {
  authorityLetter,
  authorityNotice,
  authorityOutcome,
  communication,
  communicationSending,
  deadline,
  decision,
  event,
  measure,
  registerEntry,
} from '../db/schema.ts'
import type { IncidentRow } from './report-store.ts'

/** All SQL about how far a case is: of each part only what stands in clear. */
type Table =
  | typeof decision
  | typeof authorityLetter
  | typeof authorityNotice
  | typeof measure
  | typeof deadline
  | typeof communicationSending
  | typeof registerEntry
const of = (tx: BoardTx, table: Table, incidentId: string) => and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))

/** What closing and the path ask of a case. What was decided before a new fact opened the term of now does not count. */
export async function findClosingFacts(tx: BoardTx, { id, termOutcome }: IncidentRow): Promise<ClosingFacts> {
  const decided = await decisionsNow(tx, id)
  const last = (question: string) => (decided.findLast((one) => one.question === question && one.status === 'taken')?.outcome ?? null) as Choice | null
  return {
    ...{ breach: last('breach'), authority: last('authority'), subjects: last('subjects'), termOutcome },
    openDecisions: decided.filter(({ status }) => status === 'open').length,
    // While the 72 hours run, nothing that went out before has stopped them.
    notices: termOutcome === null ? [] : await noticesOf(tx, id),
    told: await isTold(tx, id),
    ordered: await isOrdered(tx, id),
    measures: await measuresOf(tx, id),
    entryComplete: await isEntryComplete(tx, id),
    openTerms: await countOpenTerms(tx, id),
  }
}

const decisionsNow = (tx: BoardTx, id: string) =>
  tx.sql
    .select({ question: decision.question, status: decision.status, outcome: decision.outcome })
    .from(decision)
    .where(
      and(
        of(tx, decision, id),
        sql`${decision.deadlineId} = (select ${deadline.id} from ${deadline} where ${deadline.organisationId} = ${decision.organisationId} and ${deadline.incidentId} = ${decision.incidentId} and ${deadline.kind} = 'authority' order by ${deadline.openedAt} desc, ${deadline.id} desc limit 1)`,
        // After it was notified a new fact opens no other term: what was decided before is looked at anew all the same.
        sql`not exists (select 1 from ${event} where ${event.organisationId} = ${decision.organisationId} and ${event.incidentId} = ${decision.incidentId} and ${event.type} = 'incident.reopened' and ${event.at} > ${decision.endedAt})`,
      ),
    )
    .orderBy(asc(decision.openedAt), asc(decision.id))

/** What was filed, but for what turned out not to be. */
async function noticesOf(tx: BoardTx, id: string) {
  const rows = await tx.sql
    .select({ kind: authorityNotice.kind, complete: authorityNotice.complete, status: authorityOutcome.status })
    .from(authorityNotice)
    .leftJoin(
      authorityOutcome,
      and(
        ...[eq(authorityOutcome.organisationId, authorityNotice.organisationId), eq(authorityOutcome.incidentId, authorityNotice.incidentId)],
        eq(authorityOutcome.id, authorityNotice.outcomeId),
      ),
    )
    .where(and(of(tx, authorityNotice, id), eq(authorityNotice.state, 'filed')))
    .orderBy(asc(authorityNotice.filedAt), asc(authorityNotice.id))
  return rows.filter(({ status }) => status !== 'retracted')
}

/** Whether the authority ordered to tell people (GDPR 34(4), 58(2)(e)). */
async function isOrdered(tx: BoardTx, id: string): Promise<boolean> {
  const rows = await tx.sql
    .select({ id: authorityLetter.id })
    .from(authorityLetter)
    .where(and(of(tx, authorityLetter, id), eq(authorityLetter.ordersTelling, true)))
    .limit(1)
  return rows.length > 0
}

/** A call to undo something sent by mistake tells nobody what happened. */
async function isTold(tx: BoardTx, id: string): Promise<boolean> {
  const rows = await tx.sql
    .select({ id: communicationSending.id })
    .from(communicationSending)
    .innerJoin(
      communication,
      and(eq(communication.organisationId, communicationSending.organisationId), eq(communication.id, communicationSending.communicationId)),
    )
    .where(and(of(tx, communicationSending, id), ne(communication.kind, 'recall')))
    .limit(1)
  return rows.length > 0
}

async function measuresOf(tx: BoardTx, id: string) {
  const rows = await tx.sql
    .select({ ownerId: measure.ownerId, dueOn: measure.dueOn, doneAt: measure.doneAt, droppedAt: measure.droppedAt })
    .from(measure)
    .where(of(tx, measure, id))
  return rows.map(({ ownerId, dueOn, doneAt, droppedAt }) => ({ ownerId, dueOn, done: doneAt !== null, dropped: droppedAt !== null }))
}

async function isEntryComplete(tx: BoardTx, id: string): Promise<boolean> {
  const [row] = await tx.sql
    .select({ complete: registerEntry.complete })
    .from(registerEntry)
    .where(of(tx, registerEntry, id))
  return row?.complete === true
}

/** Whatever runs, but for the engine's own watch over whether anything happens. */
async function countOpenTerms(tx: BoardTx, id: string): Promise<number> {
  const [row] = await tx.sql
    .select({ n: count() })
    .from(deadline)
    .where(and(of(tx, deadline, id), isNull(deadline.endedAt), ne(deadline.kind, 'progress')))
  return row?.n ?? 0
}

/** Nothing has to be watched over any more. */
export const endProgress = (tx: BoardTx, id: string, at: Instant) =>
  tx.sql
    .update(deadline)
    .set({ endedAt: at, outcome: 'closed' })
    .where(and(of(tx, deadline, id), isNull(deadline.endedAt), eq(deadline.kind, 'progress')))
