import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import { noNeed } from '../../shared/deadline/kinds.ts'
import type { BoardTx } from '../db/open.ts'
import { deadline, incident } from '../db/schema.ts'

/** When a person must next do something here: the first open deadline, but for `progress`, which only the engine watches. To be called after each change of a deadline. */
export async function settleNeedsAt(tx: BoardTx, incidentId: string): Promise<void> {
  const first = tx.sql
    .select({ at: sql`min(${deadline.dueAt})` })
    .from(deadline)
    .where(
      and(
        ...[eq(deadline.organisationId, tx.organisationId), eq(deadline.incidentId, incidentId)],
        ...[isNull(deadline.endedAt), ne(deadline.kind, 'progress')],
      ),
    )
  await tx.sql
    .update(incident)
    .set({ needsAt: sql`coalesce((${first}), ${noNeed}::timestamptz)` })
    .where(and(eq(incident.organisationId, tx.organisationId), eq(incident.id, incidentId)))
}
