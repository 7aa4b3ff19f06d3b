import { alertingOf, ladderAt, type Alerting } from '../../shared/alert/alerting.ts'
import { defaultLadder, type Ladder, type LadderStep } from '../../shared/deadline/ladder.ts'
import type { Instant } from '../../shared/instant.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findSettings } from './alerting-store.ts'

/** The ladder as it was when the alarm started; never empty. */
export const ladderOf = ([first, ...rest]: readonly LadderStep[]): Ladder => (first ? [first, ...rest] : defaultLadder)

/** How this board wants to be rung now: one row by its key. */
export const alertingNow = async (tx: BoardTx): Promise<Alerting> => alertingOf(await findSettings(tx))

/** The ladder of an alarm that starts now. */
export async function ladderNow(_deps: Deps, tx: BoardTx, now: Instant): Promise<Ladder> {
  return ladderAt(await alertingNow(tx), now)
}
