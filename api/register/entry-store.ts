import { and, asc, desc, eq, inArray, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { authorityOutcome, communication, communicationSending, deadline, decision, incident, measure, registerEntry, report } from '../db/schema.ts'

/** All SQL about one entry of the register. */
export type IncidentRow = typeof incident.$inferSelect
export type EntryRow = typeof registerEntry.$inferSelect

const ofIncident = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))
const ofEntry = (tx: BoardTx, id: string) => and(eq(registerEntry.organisationId, tx.organisationId), eq(registerEntry.incidentId, id))

/** Holds the incident's row until the commit: two people at once take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)).for('update'))[0]

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)))[0]

export const findEntry = async (tx: BoardTx, incidentId: string): Promise<EntryRow | undefined> =>
  (await tx.sql.select().from(registerEntry).where(ofEntry(tx, incidentId)))[0]

/** The chair where one of its reports went straight to him, else the dpo. */
export async function addresseeOf(tx: BoardTx, incidentId: string): Promise<'dpo' | 'chair'> {
  const rows = await tx.sql
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.organisationId, tx.organisationId), eq(report.incidentId, incidentId), eq(report.addressee, 'chair')))
    .limit(1)
  return rows.length > 0 ? 'chair' : 'dpo'
}

export const saveEntry = (tx: BoardTx, row: typeof registerEntry.$inferInsert) => tx.sql.insert(registerEntry).values(row)

export const updateEntry = (tx: BoardTx, incidentId: string, set: Partial<EntryRow>) => tx.sql.update(registerEntry).set(set).where(ofEntry(tx, incidentId))

/** Taken up or closed, and not in the register yet: files from before there was one. Held until the commit; what somebody else holds comes the next time. */
export const withoutEntry = (tx: BoardTx, limit: number) =>
  tx.sql
    .select({ id: incident.id })
    .from(incident)
    .where(
      and(
        eq(incident.organisationId, tx.organisationId),
        isNotNull(incident.wrappedKey),
        or(isNotNull(incident.acknowledgedAt), isNotNull(incident.closedAt)),
        notExists(
          tx.sql
            .select({ one: sql`1` })
            .from(registerEntry)
            .where(and(eq(registerEntry.organisationId, incident.organisationId), eq(registerEntry.incidentId, incident.id))),
        ),
      ),
    )
    .orderBy(asc(incident.id))
    .limit(limit)
    .for('update', { skipLocked: true })

export type Settled = Pick<EntryRow, 'scope' | 'breach' | 'authority' | 'filedAt' | 'inTime' | 'subjects' | 'toldAt' | 'toldCount' | 'decidedAt'>

/** How it was settled so far, in codes and moments: the newest decision of each question, what was filed and still stands, and what went out to people. */
export async function settledOf(tx: BoardTx, incidentId: string): Promise<Settled> {
  const decisions = await tx.sql
    .select({ question: decision.question, outcome: decision.outcome, endedAt: decision.endedAt })
    .from(decision)
    .where(and(eq(decision.organisationId, tx.organisationId), eq(decision.incidentId, incidentId), eq(decision.status, 'taken')))
    .orderBy(asc(decision.endedAt), asc(decision.id))
  const outcomes = await tx.sql
    .select()
    .from(authorityOutcome)
    .where(and(eq(authorityOutcome.organisationId, tx.organisationId), eq(authorityOutcome.incidentId, incidentId), eq(authorityOutcome.status, 'inForce')))
    .orderBy(asc(authorityOutcome.setAt), asc(authorityOutcome.id))
  const sent = await sendingsOf(tx, incidentId)
  const last = (question: string) => decisions.findLast((one) => one.question === question)?.outcome ?? null
  const filed = outcomes.find(({ kind }) => kind === 'filed')
  const notRequired = outcomes.findLast(({ kind }) => kind === 'notRequired')
  const breach = last('breach')
  return {
    scope: breach === null ? null : breach === 'outOfScope' ? 'outOfScope' : 'inScope',
    breach: breach === 'outOfScope' ? 'notApplicable' : breach,
    // What was done counts for more than what was decided: a file that was notified was notified.
    authority: filed ? 'notify' : (last('authority') ?? (notRequired ? 'notRequired' : null)),
    filedAt: filed?.filedAt ?? null,
    inTime: filed?.inTime ?? null,
    subjects: last('subjects'),
    toldAt: sent[0]?.sentAt ?? null,
    toldCount: sent.length === 0 ? null : sent.reduce((sum, { count }) => sum + count, 0),
    decidedAt: decisions.find(({ question }) => question === 'breach')?.endedAt ?? notRequired?.decidedAt ?? null,
  }
}

/** What went out to the people concerned, the first one first; what asked a wrong recipient to delete it tells nobody whose data it was. */
export const sendingsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select({ sentAt: communicationSending.sentAt, count: communicationSending.count, channel: communicationSending.channel, kind: communication.kind })
    .from(communicationSending)
    .innerJoin(
      communication,
      and(eq(communication.organisationId, communicationSending.organisationId), eq(communication.id, communicationSending.communicationId)),
    )
    .where(
      and(
        eq(communicationSending.organisationId, tx.organisationId),
        eq(communicationSending.incidentId, incidentId),
        eq(communication.incidentId, incidentId),
        inArray(communication.kind, ['letter', 'pupilLetter', 'publicNotice']),
      ),
    )
    .orderBy(asc(communicationSending.sentAt), asc(communicationSending.id))

/** The measures that were not dropped, the first one first. */
export const measureRowsOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select({ id: measure.id, aim: measure.aim, textSealed: measure.textSealed })
    .from(measure)
    .where(and(eq(measure.organisationId, tx.organisationId), eq(measure.incidentId, incidentId), isNull(measure.droppedAt)))
    .orderBy(asc(measure.setAt), asc(measure.id))

/** What was filed with the authority and still stands, with the term it belonged to; the last one first. */
export const filedOf = (tx: BoardTx, incidentIds: readonly string[]) =>
  tx.sql
    .select({
      incidentId: authorityOutcome.incidentId,
      id: authorityOutcome.id,
      filedAt: authorityOutcome.filedAt,
      inTime: authorityOutcome.inTime,
      numberSealed: authorityOutcome.numberSealed,
      reasonSealed: authorityOutcome.reasonSealed,
      anchorAt: deadline.anchorAt,
    })
    .from(authorityOutcome)
    .leftJoin(
      deadline,
      and(
        eq(deadline.organisationId, authorityOutcome.organisationId),
        eq(deadline.incidentId, authorityOutcome.incidentId),
        eq(deadline.id, authorityOutcome.deadlineId),
      ),
    )
    .where(
      and(
        eq(authorityOutcome.organisationId, tx.organisationId),
        inArray(authorityOutcome.incidentId, [...incidentIds]),
        eq(authorityOutcome.kind, 'filed'),
        eq(authorityOutcome.status, 'inForce'),
      ),
    )
    .orderBy(desc(authorityOutcome.setAt), desc(authorityOutcome.id))
