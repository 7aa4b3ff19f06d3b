import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps, DeliveryCounts } from '../deps.ts'

/** How deliveries went since this process started, by channel and outcome; never whose or for which board. */
export function makeDeliveryCounts(): DeliveryCounts {
  const counts = new Map<string, { channel: string; outcome: string; count: number }>()
  return {
    add: (channel, outcome) => {
      const name = `${channel} ${outcome}`
      counts.set(name, { channel, outcome, count: (counts.get(name)?.count ?? 0) + 1 })
    },
    list: () => [...counts.values()],
  }
}

/** Counts what was recorded, once it is on disk. A delivery that waits for another try is a `retry`. */
export async function countDeliveries(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  const { deliveryCounts } = deps
  if (!deliveryCounts) return
  tx.afterCommit(() => {
    for (const { facts } of events) deliveryCounts.add(String(facts?.['channel']), facts?.['state'] === 'queued' ? 'retry' : String(facts?.['state']))
  })
}
