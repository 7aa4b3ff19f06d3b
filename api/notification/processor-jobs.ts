import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findEnteredBy, insertAtProcessor, markOfProcessor } from './processor-store.ts'

/** A report that is a processor's notice: where it happened and when the notice came in stand with the incident from its first moment. */
export async function noteProcessor(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const news: SeintjeEvent[] = []
  for (const { subjectId: incidentId, reportId, facts } of events) {
    const [processorId, noticeReceivedAt, processorAwareAt] = [facts?.['processorId'], facts?.['noticeReceivedAt'], facts?.['processorAwareAt'] ?? null]
    if (typeof processorId !== 'string' || typeof noticeReceivedAt !== 'string' || reportId === undefined) continue
    const setBy = await findEnteredBy(tx, reportId)
    if (setBy === null) continue
    const aware = typeof processorAwareAt === 'string' ? processorAwareAt : null
    await markOfProcessor(tx, incidentId)
    const row = { organisationId: tx.organisationId, incidentId, processorId, noticeReceivedAt, processorAwareAt: aware, setBy, setAt: deps.clock.now() }
    await insertAtProcessor(tx, row)
    const said = { processorId, noticeReceivedAt, processorAwareAt: aware, clock: 'first' }
    news.push({ type: 'incident.processorSet', subjectId: incidentId, incidentId, facts: said })
  }
  return news
}
