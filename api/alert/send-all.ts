import { between, type Instant } from '../../shared/instant.ts'
import type { Deps } from '../deps.ts'
import { sendDelivery, whyNot, type Claim, type Outcome, type Outgoing } from './deliver.ts'
import { isAway } from './lane.ts'
import { isCaughtUp } from './lane-store.ts'
import type { Done } from './record-deliveries.ts'

/** What goes out as one message: as a rule one delivery, after an outage all that is made up for to the same person. */
export type Unit = readonly [Outgoing, ...Outgoing[]]

/** A sending that begins later than this could last longer than the lease of its row: it is left for the next handful. */
const beginWithin = 25_000
const notTried: Outcome = { state: 'waiting', answer: '', devices: [] }

/**
 * Sends what was claimed. Through one server (mail, text messages) everything to one person goes in the order in which it was made, one after
 * the other; once that server turns out to be away the rest is given back untried. Pushes go all at once: their tags keep the last one.
 */
export async function sendAll(deps: Deps, claim: Claim): Promise<Done[]> {
  const startedAt = deps.clock.now()
  const line = { startedAt, away: false }
  const ordered = claim.outgoing.toSorted((a, b) => (a.delivery.id < b.delivery.id ? -1 : 1))
  const units = unitsOf(ordered)
  const chains = [...Map.groupBy(units, ([first]) => (first.delivery.channel === 'push' ? first.delivery.id : first.delivery.personId)).values()]
  return (await Promise.all(chains.map((chain) => sendChain(deps, chain, line)))).flat()
}

async function sendChain(deps: Deps, chain: readonly Unit[], line: { startedAt: Instant; away: boolean }): Promise<Done[]> {
  const done: Done[] = []
  for (const unit of chain) {
    const late = between(line.startedAt, deps.clock.now()) > beginWithin
    const outcome = line.away || late ? notTried : await sendDelivery(deps, unit)
    if (unit[0].delivery.channel !== 'push' && outcome.state === 'retry' && isAway(outcome.answer)) line.away = true
    done.push(...unit.map((outgoing, nth) => ({ outgoing, outcome: nth === 0 ? outcome : { ...outcome, devices: [] } })))
  }
  return done
}

/** What is not sent after all stands alone, so that it has a reason of its own. */
function unitsOf(outgoing: readonly Outgoing[]): Unit[] {
  const merged = new Map<string, [Outgoing, ...Outgoing[]]>()
  const units: Unit[] = []
  for (const one of outgoing) {
    const theirs = merged.get(one.delivery.personId)
    if (!isCaughtUp(one.delivery.stage) || whyNot(one)) units.push([one])
    else if (theirs) theirs.push(one)
    else {
      const unit: [Outgoing, ...Outgoing[]] = [one]
      merged.set(one.delivery.personId, unit)
      units.push(unit)
    }
  }
  return units
}
