import type { SeintjeEvent } from '../../shared/event.ts'
import { incidentKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { sealText, unsealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { placeOf } from './place-of.ts'
import { findHold, saveHold } from './retention-store.ts'

/** Reports that go to another file take what holds them back along: it holds that file too, and stays where it was. */
export async function holdJoined(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  return copyHolds(deps, tx, pairsOf(events))
}

/** The same for reports that go back. */
export async function holdUnjoined(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> {
  const pairs = pairsOf(events).map(({ from, to }) => ({ from: to, to: from }))
  return copyHolds(deps, tx, pairs)
}

type Pair = { from: string; to: string }

/** Of the pair; what the log of the one that was joined says has no `from`. */
const pairsOf = (events: readonly SeintjeEvent[]): Pair[] =>
  events.flatMap(({ incidentId: to, facts }) => (to && typeof facts?.['from'] === 'string' ? [{ to, from: facts['from'] }] : []))

async function copyHolds(deps: Deps, tx: BoardTx, pairs: readonly Pair[]): Promise<SeintjeEvent[]> {
  const [news, now] = [[] as SeintjeEvent[], deps.clock.now()]
  for (const { from, to } of pairs) {
    const [hold, own] = [await findHold(tx, from, now), await findHold(tx, to, now)]
    if (!hold || (own && own.untilAt >= hold.untilAt)) continue
    const [id, theirs, ours] = [deps.newId(), await incidentKey(deps.keys, tx, from), await incidentKey(deps.keys, tx, to)]
    const why = await unsealText(theirs, placeOf(tx, 'legal_hold', from, hold.id), hold.reasonSealed)
    const reasonSealed = await sealText(ours, placeOf(tx, 'legal_hold', to, id), why)
    await saveHold(tx, { ...hold, incidentId: to, id, reasonSealed, setAt: now })
    news.push({ type: 'hold.set', subjectId: id, incidentId: to, facts: { untilAt: hold.untilAt, replaced: false, from } })
  }
  return news
}
