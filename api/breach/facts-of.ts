import { and, asc, eq } from 'drizzle-orm'
import { factIds, type Facts } from '../../shared/breach/facts.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import { factAnswer } from '../db/schema.ts'
import { unsealJson, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'

/** What was answered to the engine's questions, the newest of each. */
export async function factsOf(_deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<{ facts: Facts; asOf: Instant | null }> {
  const rows = await tx.sql
    .select()
    .from(factAnswer)
    .where(and(eq(factAnswer.organisationId, tx.organisationId), eq(factAnswer.incidentId, incidentId)))
    .orderBy(asc(factAnswer.setAt), asc(factAnswer.id))
  const facts: Record<string, string> = {}
  for (const row of rows) {
    const id = row.field.replace(/^fact\./, '')
    if ((factIds as string[]).includes(id))
      facts[id] = (await unsealJson(key, `${tx.organisationId}/fact_answer/${incidentId}/${row.id}/answer`, row.answerSealed)) as string
  }
  return { facts: facts as Facts, asOf: rows.at(-1)?.setAt ?? null }
}
