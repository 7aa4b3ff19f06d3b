import { and, asc, desc, eq, gte, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm'
import type { RegisterOutcome } from '../../shared/register/columns.ts'
import type { BoardTx } from '../db/open.ts'
import { incident, organisation, registerEntry, school } from '../db/schema.ts'

/** All SQL about the register as a whole. */
export type RegisterCursor = { at: string; id: string }
/** `from` and `until` (exclusive) are of the moment of becoming aware. */
export type RegisterFilter = {
  kind?: string | undefined
  school?: string | undefined
  outcome?: RegisterOutcome | undefined
  from?: string | undefined
  until?: string | undefined
}

const outcomes: Record<RegisterOutcome, SQL | undefined> = {
  undecided: isNull(registerEntry.breach),
  outOfScope: eq(registerEntry.scope, 'outOfScope'),
  noIncident: eq(registerEntry.breach, 'noIncident'),
  incidentOnly: eq(registerEntry.breach, 'incidentOnly'),
  breach: eq(registerEntry.breach, 'breach'),
  notified: isNotNull(registerEntry.filedAt),
  told: isNotNull(registerEntry.toldAt),
}

/** An incident that was joined to another one is in the register by that one alone; what was thrown away is in it no more. */
const isInIt = (tx: BoardTx) => and(eq(registerEntry.organisationId, tx.organisationId), isNotNull(registerEntry.wrappedKey), isNull(incident.joinedTo))

const wanted = ({ kind, school: schoolId, outcome, from, until }: RegisterFilter) =>
  and(
    kind ? eq(registerEntry.registerKind, kind) : undefined,
    schoolId ? eq(registerEntry.schoolId, schoolId) : undefined,
    outcome ? outcomes[outcome] : undefined,
    from ? gte(registerEntry.awareAt, from) : undefined,
    until ? lt(registerEntry.awareAt, until) : undefined,
  )

const isBefore = (cursor: RegisterCursor | null) =>
  cursor ? sql`(${registerEntry.awareAt}, ${registerEntry.incidentId}) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)` : undefined

const itsIncident = and(eq(incident.organisationId, registerEntry.organisationId), eq(incident.id, registerEntry.incidentId))

/** As far as the reader of this transaction sees them, the newest first, walking the index from the cursor. */
export const listEntries = (tx: BoardTx, filter: RegisterFilter, cursor: RegisterCursor | null, limit: number) =>
  tx.sql
    .select({
      entry: registerEntry,
      year: incident.year,
      sequence: incident.sequence,
      fileErasedAt: incident.erasedAt,
      schoolName: school.name,
      organisationName: organisation.name,
    })
    .from(registerEntry)
    .innerJoin(incident, itsIncident)
    .innerJoin(organisation, eq(organisation.organisationId, registerEntry.organisationId))
    .leftJoin(school, and(eq(school.organisationId, registerEntry.organisationId), eq(school.id, registerEntry.schoolId)))
    .where(and(isInIt(tx), wanted(filter), isBefore(cursor)))
    .orderBy(desc(registerEntry.awareAt), desc(registerEntry.incidentId))
    .limit(limit)
export type ListedEntry = Awaited<ReturnType<typeof listEntries>>[number]

/** What figures count, without any contents. */
export const countedEntries = (tx: BoardTx, from: string, until: string) =>
  tx.sql
    .select({
      incidentId: registerEntry.incidentId,
      ...{ year: incident.year, sequence: incident.sequence, erasedAt: incident.erasedAt },
      ...{ registerKind: registerEntry.registerKind, schoolId: registerEntry.schoolId, scope: registerEntry.scope, breach: registerEntry.breach },
      ...{ awareAt: registerEntry.awareAt, decidedAt: registerEntry.decidedAt, filedAt: registerEntry.filedAt },
      ...{ inTime: registerEntry.inTime, toldAt: registerEntry.toldAt },
    })
    .from(registerEntry)
    .innerJoin(incident, itsIncident)
    .where(and(isInIt(tx), wanted({ from, until })))
    .orderBy(asc(registerEntry.awareAt), asc(registerEntry.incidentId))

export const listSchools = (tx: BoardTx) =>
  tx.sql.select({ id: school.id, name: school.name }).from(school).where(eq(school.organisationId, tx.organisationId)).orderBy(asc(school.name))

export const findBoardName = async (tx: BoardTx): Promise<string> =>
  (await tx.sql.select({ name: organisation.name }).from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]?.name ?? ''
