import type { EventType, SeintjeEvent } from '../shared/event.ts'
import type { BoardTx } from './db/open.ts'
import type { Deps } from './deps.ts'
import { startLadder, stopLadder, tellReporterSeen, tellReporterQuestion } from './alert/alert-jobs.ts'

/** What an event sets in motion: rows only, in the same transaction. The engine alone sends. */
export type Job = (deps: Deps, tx: BoardTx, event: SeintjeEvent) => Promise<void>
export type Jobs = Partial<Record<EventType, readonly Job[]>>

/** The whole after-effect on one page. */
export const jobs: Jobs = {
  'incident.reported': [startLadder],
  'incident.acknowledged': [stopLadder, tellReporterSeen],
  'message.sent': [tellReporterQuestion],
}
