import { and, asc, eq, inArray, isNull, or } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { deadline } from '../db/schema.ts'

const columns = { id: deadline.id, incidentId: deadline.incidentId, kind: deadline.kind, dueAt: deadline.dueAt, revision: deadline.revision }
export type Term = { id: string; incidentId: string; dueAt: string; revision: number }

/** The open terms of these incidents that a message can be about: the one towards the authority, and those it names. Oldest first. */
export const findTerms = (tx: BoardTx, incidentIds: readonly string[], named: readonly string[]): Promise<(Term & { kind: string })[]> =>
  incidentIds.length === 0
    ? Promise.resolve([])
    : tx.sql
        .select(columns)
        .from(deadline)
        .where(
          and(
            ...[eq(deadline.organisationId, tx.organisationId), inArray(deadline.incidentId, [...incidentIds]), isNull(deadline.endedAt)],
            or(eq(deadline.kind, 'authority'), inArray(deadline.id, [...named])),
          ),
        )
        .orderBy(asc(deadline.openedAt), asc(deadline.id))
        .then((rows) => rows)
