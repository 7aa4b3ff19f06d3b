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

/** The ladder of an alarm that starts now. A step by text message only is rung by push as well where no gateway is set up (any more). */
export async function ladderNow(deps: Pick<Deps, 'sms'>, tx: BoardTx, now: Instant): Promise<Ladder> {
  const [first, ...rest] = ladderAt(await alertingNow(tx), now)
  return deps.sms ? [first, ...rest] : [withPush(first), ...rest.map(withPush)]
}

const withPush = (step: LadderStep): LadderStep => (step.channels.includes('push') ? step : { ...step, channels: ['push', ...step.channels] })
