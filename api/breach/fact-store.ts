import { and, asc, count, eq, isNull, ne, or, sql } from 'drizzle-orm'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { factAnswer, factRequest, incident, incidentFile, organisation, person } from '../db/schema.ts'

/** All SQL about what is known of an incident: answers, questions to people, files. */
export type IncidentRow = typeof incident.$inferSelect
export type AnswerRow = typeof factAnswer.$inferSelect
export type RequestRow = typeof factRequest.$inferSelect

const ofIncident = (tx: BoardTx, id: string) => and(eq(incident.organisationId, tx.organisationId), eq(incident.id, id))
const on = (tx: BoardTx, table: typeof factAnswer | typeof factRequest | typeof incidentFile, incidentId: string) =>
  and(eq(table.organisationId, tx.organisationId), eq(table.incidentId, incidentId))

/** Holds the incident's row until the commit: two people at once take turns. Undefined where this reader sees none. */
export const lockIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)).for('update'))[0]

export const findIncident = async (tx: BoardTx, id: string): Promise<IncidentRow | undefined> =>
  (await tx.sql.select().from(incident).where(ofIncident(tx, id)))[0]

// ---- answers

/** Every answer that was ever given, or those to one field. */
export const answersOf = (tx: BoardTx, incidentId: string, field?: string): Promise<AnswerRow[]> =>
  tx.sql
    .select()
    .from(factAnswer)
    .where(and(on(tx, factAnswer, incidentId), field === undefined ? undefined : eq(factAnswer.field, field)))
    .orderBy(asc(factAnswer.setAt), asc(factAnswer.id))

export const findAnswer = async (tx: BoardTx, incidentId: string, id: string): Promise<AnswerRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(factAnswer)
      .where(and(on(tx, factAnswer, incidentId), eq(factAnswer.id, id)))
  )[0]

export const saveAnswer = (tx: BoardTx, row: typeof factAnswer.$inferInsert) => tx.sql.insert(factAnswer).values(row)

// ---- questions to people

export const requestsOf = (tx: BoardTx, incidentId: string): Promise<RequestRow[]> =>
  tx.sql
    .select()
    .from(factRequest)
    .where(on(tx, factRequest, incidentId))
    .orderBy(asc(factRequest.setAt), asc(factRequest.id))

export const findRequest = async (tx: BoardTx, incidentId: string, id: string): Promise<RequestRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(factRequest)
      .where(and(on(tx, factRequest, incidentId), eq(factRequest.id, id)))
  )[0]

/** Questions nobody answered, took back or let run out. */
export const countOpenRequests = async (tx: BoardTx, incidentId: string, now: Instant): Promise<number> =>
  (
    await tx.sql
      .select({ n: count() })
      .from(factRequest)
      .where(
        and(
          ...[on(tx, factRequest, incidentId), isNull(factRequest.answeredAt), isNull(factRequest.withdrawnAt)],
          or(isNull(factRequest.linkUntil), sql`${factRequest.linkUntil} > ${now}`),
        ),
      )
  )[0]?.n ?? 0

export const saveRequest = (tx: BoardTx, row: typeof factRequest.$inferInsert) => tx.sql.insert(factRequest).values(row)

export const updateRequest = (tx: BoardTx, incidentId: string, id: string, set: Partial<RequestRow>) =>
  tx.sql
    .update(factRequest)
    .set(set)
    .where(and(on(tx, factRequest, incidentId), eq(factRequest.id, id)))

/** Somebody's questions of incidents that are open, not discreet and not kept from him. */
export const questionsTo = (tx: BoardTx, personId: string) =>
  tx.sql
    .select({ request: factRequest, boardName: organisation.name })
    .from(factRequest)
    .innerJoin(incident, and(eq(incident.organisationId, factRequest.organisationId), eq(incident.id, factRequest.incidentId)))
    .innerJoin(organisation, eq(organisation.organisationId, factRequest.organisationId))
    .where(
      and(
        ...[eq(factRequest.organisationId, tx.organisationId), eq(factRequest.personId, personId), isNull(factRequest.withdrawnAt)],
        ...[ne(incident.state, 'closed'), eq(incident.discreet, false), isNull(incident.erasedAt), sql`not ${personId} = any(${incident.recused})`],
      ),
    )
    .orderBy(asc(factRequest.setAt), asc(factRequest.id))

/** Of which incident somebody's question is. */
export const findQuestionTo = async (tx: BoardTx, personId: string, id: string): Promise<RequestRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(factRequest)
      .where(and(eq(factRequest.organisationId, tx.organisationId), eq(factRequest.personId, personId), eq(factRequest.id, id)))
  )[0]

/** The question behind a link that was not used and not taken back. */
export const findRequestByLink = async (tx: BoardTx, linkMac: Uint8Array): Promise<RequestRow | undefined> =>
  (
    await tx.sql
      .select()
      .from(factRequest)
      .where(and(eq(factRequest.organisationId, tx.organisationId), eq(factRequest.linkMac, linkMac)))
  )[0]

export const findBoardName = async (tx: BoardTx): Promise<string> =>
  (await tx.sql.select({ name: organisation.name }).from(organisation).where(eq(organisation.organisationId, tx.organisationId)))[0]?.name ?? ''

/** Whoever works here now. */
export const workersOf = (tx: BoardTx) =>
  tx.sql
    .select()
    .from(person)
    .where(and(eq(person.organisationId, tx.organisationId), isNull(person.leftAt)))

// ---- files

const withoutContent = {
  ...{ id: incidentFile.id, purpose: incidentFile.purpose, nameSealed: incidentFile.nameSealed, contentType: incidentFile.contentType },
  ...{ bytes: incidentFile.bytes, setBy: incidentFile.setBy, setAt: incidentFile.setAt },
}

/** What is kept, without the bytes themselves. */
export const filesOf = (tx: BoardTx, incidentId: string) =>
  tx.sql
    .select(withoutContent)
    .from(incidentFile)
    .where(on(tx, incidentFile, incidentId))
    .orderBy(asc(incidentFile.setAt), asc(incidentFile.id))

export const findFile = async (tx: BoardTx, incidentId: string, id: string) =>
  (
    await tx.sql
      .select()
      .from(incidentFile)
      .where(and(on(tx, incidentFile, incidentId), eq(incidentFile.id, id)))
  )[0]

export const saveFile = (tx: BoardTx, row: typeof incidentFile.$inferInsert) => tx.sql.insert(incidentFile).values(row)
