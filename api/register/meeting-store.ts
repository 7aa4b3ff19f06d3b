import { and, asc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { MeetingKind } from '../../shared/register/meetings.ts'
import type { BoardTx } from '../db/open.ts'
import {
  authorityOutcome,
  communication,
  communicationSending,
  decision,
  incident,
  measure,
  meeting,
  organisation,
  registerEntry,
  school,
} from '../db/schema.ts'

/** All SQL about what comes back every year, and about what it looks back on. */
export type MeetingRow = typeof meeting.$inferSelect

export const listMeetings = (tx: BoardTx): Promise<MeetingRow[]> => tx.sql.select().from(meeting).where(eq(meeting.organisationId, tx.organisationId))

export const lockMeeting = async (tx: BoardTx, kind: MeetingKind, period: string): Promise<MeetingRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(meeting)
      .where(and(eq(meeting.organisationId, tx.organisationId), eq(meeting.kind, kind), eq(meeting.period, period)))
      .for('update')
  )[0]

/** Nothing where somebody else planned the same one at this moment. */
export const insertMeeting = async (tx: BoardTx, row: typeof meeting.$inferInsert): Promise<boolean> =>
  (await tx.sql.insert(meeting).values(row).onConflictDoNothing().returning({ id: meeting.id })).length === 1

export const updateMeeting = (tx: BoardTx, id: string, set: Partial<MeetingRow>) =>
  tx.sql
    .update(meeting)
    .set(set)
    .where(and(eq(meeting.organisationId, tx.organisationId), eq(meeting.id, id)))

export const findBegan = async (tx: BoardTx): Promise<{ name: string; createdAt: Instant } | undefined> =>
  (
    await tx.sql
      .select({ name: organisation.name, createdAt: organisation.createdAt })
      .from(organisation)
      .where(eq(organisation.organisationId, tx.organisationId))
  )[0]

/** When it was last told, in the words of this row's incident. */
const lastOf = (question: 'breach' | 'subjects') => sql<
  string | null
>`(select ${decision.outcome} from ${decision} where ${decision.organisationId} = ${incident.organisationId}
  and ${decision.incidentId} = ${incident.id} and ${decision.question} = ${question} and ${decision.status} = 'taken' order by ${decision.endedAt} desc, ${decision.id} desc limit 1)`
const decidedAt = sql<string | null>`(select min(${decision.endedAt}) from ${decision} where ${decision.organisationId} = ${incident.organisationId}
  and ${decision.incidentId} = ${incident.id} and ${decision.question} = 'breach' and ${decision.status} = 'taken')`
/** Who was asked to delete what he got was not told. */
const toldAt = sql<
  string | null
>`(select min(${communicationSending.sentAt}) from ${communicationSending} join ${communication} on ${communication.organisationId} = ${communicationSending.organisationId}
  and ${communication.id} = ${communicationSending.communicationId} and ${communication.kind} <> 'recall' where ${communicationSending.organisationId} = ${incident.organisationId}
  and ${communicationSending.incidentId} = ${incident.id})`

/** Every incident of which the school became aware in this period, as far as this reader sees them, in codes and moments; what a file that was erased said of them stands in the register. */
export const listIncidentsAware = (tx: BoardTx, from: Instant, until: Instant) =>
  tx.sql
    .select({
      ...{ incidentId: incident.id, year: incident.year, sequence: incident.sequence, kind: incident.kind, schoolName: school.name, awareAt: incident.awareAt },
      ...{ origin: incident.origin, breachDecided: lastOf('breach'), decidedAt, toldAt },
      ...{ filedAt: authorityOutcome.filedAt, inTime: authorityOutcome.inTime },
      entry: {
        breach: registerEntry.breach,
        filedAt: registerEntry.filedAt,
        inTime: registerEntry.inTime,
        toldAt: registerEntry.toldAt,
        decidedAt: registerEntry.decidedAt,
      },
    })
    .from(incident)
    .leftJoin(school, and(eq(school.organisationId, incident.organisationId), eq(school.id, incident.schoolId)))
    .leftJoin(
      authorityOutcome,
      and(
        ...[eq(authorityOutcome.organisationId, incident.organisationId), eq(authorityOutcome.incidentId, incident.id)],
        ...[eq(authorityOutcome.kind, 'filed'), eq(authorityOutcome.status, 'inForce')],
        sql`not exists (select 1 from authority_outcome earlier where earlier.organisation_id = ${authorityOutcome.organisationId} and earlier.incident_id = ${authorityOutcome.incidentId}
          and earlier.kind = 'filed' and earlier.status = 'inForce' and (earlier.filed_at, earlier.id) < (${authorityOutcome.filedAt}, ${authorityOutcome.id}))`,
      ),
    )
    .leftJoin(registerEntry, and(eq(registerEntry.organisationId, incident.organisationId), eq(registerEntry.incidentId, incident.id)))
    .where(and(eq(incident.organisationId, tx.organisationId), isNull(incident.joinedTo), gte(incident.awareAt, from), lt(incident.awareAt, until)))
    .orderBy(asc(incident.awareAt), asc(incident.id))

/** Measures that are still open, and how many of them are late on this day. */
export async function countMeasures(tx: BoardTx, today: string) {
  const [row] = await tx.sql
    .select({ open: sql<number>`count(*)::int`, late: sql<number>`(count(*) filter (where ${measure.dueOn} < ${today}))::int` })
    .from(measure)
    .where(and(eq(measure.organisationId, tx.organisationId), isNull(measure.doneAt), isNull(measure.droppedAt)))
  return { open: row?.open ?? 0, late: row?.late ?? 0 }
}
