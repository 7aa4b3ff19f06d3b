import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'

const saidBy = { inForce: 'incident.awareSet', proposed: 'incident.awareProposed' } as const

/** A processor's notice moved the clock, or asks the chair to: that is said as if the officer had set it, for whatever follows from it. */
export async function followNotice(_deps: Deps, _tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  return events.flatMap(({ subjectId, incidentId, facts }): SeintjeEvent[] => {
    const [clock, awareAt, was] = [facts?.['clock'], facts?.['noticeReceivedAt'], facts?.['awareWas']]
    if ((clock !== 'inForce' && clock !== 'proposed') || typeof awareAt !== 'string' || typeof was !== 'string') return []
    return [{ type: saidBy[clock], subjectId, ...(incidentId ? { incidentId } : {}), facts: { awareAt, was, why: 'processor' } }]
  })
}
