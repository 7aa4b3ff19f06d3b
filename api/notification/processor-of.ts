import { noticeTook, type IncidentProcessor } from '../../shared/notification/processors.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { atProcessorsOf } from './processor-store.ts'
import { openPart } from './sealed-parts.ts'

/** At which processors this incident happened, the first notice first, with what telling took beside what was agreed. */
export async function processorsOf(_deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<IncidentProcessor[]> {
  const rows = await atProcessorsOf(tx, incidentId)
  return Promise.all(
    rows.map(async ({ at, processor: { id, name, product, noticeHours, communicates } }) => {
      const { noticeReceivedAt, processorAwareAt } = at
      const note = await openPart(tx, key, { table: 'incident_processor', incidentId, id, field: 'note' }, at.noteSealed)
      const took = noticeTook(processorAwareAt, noticeReceivedAt, noticeHours)
      return { processorId: id, name, product, noticeHours, communicates, noticeReceivedAt, processorAwareAt, note, took }
    }),
  )
}
