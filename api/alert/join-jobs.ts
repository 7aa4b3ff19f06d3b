import { nextLadderStep } from '../../shared/deadline/ladder.ts'
import type { SeintjeEvent } from '../../shared/event.ts'
import { between, plus, type Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { alarmsOf, endAlarms, resumeAlarm } from './alarm-store.ts'
import { followDeadlines } from './deadline-jobs.ts'
import { settleQueuedRings } from './delivery-store.ts'
import { goOn } from './fence-rings.ts'
import { ladderOf } from './ladder-of.ts'

/** Of the pair: what stands in the log of the incident that was joined says only where it went. */
const pairsOf = (events: readonly SeintjeEvent[]) =>
  events.flatMap(({ incidentId: to, facts }) => (to && typeof facts?.['from'] === 'string' ? [{ to, from: facts['from'] }] : []))

const told = (type: 'incident.joined' | 'incident.unjoined', to: string, from: string): SeintjeEvent => ({
  ...{ type, subjectId: from, incidentId: from, facts: { to } },
})

/** Its reports are another's now: nothing rings or is reminded of under the old number. Where the other one lost who had it in hand, it rings on. */
export async function followJoined(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [now, news] = [deps.clock.now(), [] as SeintjeEvent[]]
  for (const { to, from } of pairsOf(events)) {
    await settleQueuedRings(tx, from, await endAlarms(tx, from, now, 'joined'), now, 'joined')
    await followDeadlines(deps, tx, [about(from), about(to)])
    await goOn(tx, to, now)
    news.push(told('incident.joined', to, from))
  }
  return news
}

/** It stands alone again: what rang when it was joined goes on at once where it had stopped, and its terms are watched as before. */
export async function followUnjoined(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const [now, news] = [deps.clock.now(), [] as SeintjeEvent[]]
  for (const { to, from } of pairsOf(events)) {
    await goOn(tx, from, now)
    await resumeJoined(tx, from, now)
    await followDeadlines(deps, tx, [about(from), about(to)])
    news.push(told('incident.unjoined', to, from))
  }
  return news
}

const about = (incidentId: string): SeintjeEvent => ({ type: 'incident.joined', subjectId: incidentId, incidentId })

async function resumeJoined(tx: BoardTx, incidentId: string, now: Instant): Promise<void> {
  for (const { alarm, lastStep } of await alarmsOf(tx, incidentId)) {
    if (alarm.endedAt === null || alarm.endedWhy !== 'joined') continue
    const next = nextLadderStep(ladderOf(alarm.ladder), alarm.startedAt, lastStep)
    await resumeAlarm(tx, alarm, plus(now, -between(alarm.startedAt, next.at)), { step: next.step, at: now })
  }
}
