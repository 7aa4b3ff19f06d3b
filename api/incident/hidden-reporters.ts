import type { Actor } from '../../shared/access/roles.ts'
import type { BoardTx } from '../db/open.ts'
import { findToldAt } from './fence-store.ts'
import { reportsOf } from './incident-store.ts'
import { knowsReporter } from './report-for-handler.ts'
import type { IncidentRow } from './report-store.ts'

/** Who reported it, where this reader may not know that: his name stands nowhere in what is shown to him. */
export async function hiddenReporters(
  tx: BoardTx,
  reader: Actor,
  incident: Pick<IncidentRow, 'id' | 'audience' | 'recused' | 'advisers'>,
): Promise<ReadonlySet<string>> {
  const of = { incident, toldAt: await findToldAt(tx, incident.id) }
  const hidden = (await reportsOf(tx, incident.id)).filter((row) => !knowsReporter(reader, of, row))
  return new Set(hidden.flatMap(({ reporterId }) => reporterId ?? []))
}
