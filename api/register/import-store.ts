import { and, eq, sql } from 'drizzle-orm'
import type { BoardTx } from '../db/open.ts'
import { event, incident, registerEntry } from '../db/schema.ts'

/** All SQL of taking over a register that was kept before. */
export type NewIncident = typeof incident.$inferInsert
export type NewEntry = typeof registerEntry.$inferInsert

/** Rows in one statement: PostgreSQL takes some 65,000 values at once. */
const atOnce = 500

/** Until the commit: two that take over at one board take turns. */
export const lockImports = (tx: BoardTx) => tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`imports ${tx.organisationId}`}, 0))`)

/** How many entries this import took over before; null where it never ran. */
export async function findImport(tx: BoardTx, importId: string): Promise<number | null> {
  const [found] = await tx.sql
    .select({ facts: event.facts })
    .from(event)
    .where(and(eq(event.organisationId, tx.organisationId), eq(event.type, 'register.imported'), eq(event.subjectId, importId)))
    .limit(1)
  return found ? Number(found.facts['taken'] ?? 0) : null
}

export async function saveImported(tx: BoardTx, incidents: readonly NewIncident[], entries: readonly NewEntry[]): Promise<void> {
  for (let at = 0; at < incidents.length; at += atOnce) {
    await tx.sql.insert(incident).values(incidents.slice(at, at + atOnce))
    await tx.sql.insert(registerEntry).values(entries.slice(at, at + atOnce))
  }
}
