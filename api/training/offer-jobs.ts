import type { SeintjeEvent } from '../../shared/event.ts'
import { plus } from '../../shared/instant.ts'
import { betweenOffers, fitsBoard, isOffered, mayOffer, offerPeriod, type OfferFacts } from '../../shared/training/offers.ts'
import { defaultTraining } from '../../shared/training/training-settings.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { findTraining } from './board-training-store.ts'
import { countStaff, deleteOldOffers, findAllOffers, findClosed, findHappened, insertOffer, lockOffers } from './offer-store.ts'

/**
 * Some weeks after an incident was closed the module of its kind may be offered to all, where that tells nobody anything. Nothing of it is logged: the
 * log would say after which one. An offer that cannot be made is left out, and undoes no closing.
 */
export async function offerModule(deps: Deps, tx: BoardTx, events: readonly SeintjeEvent[]): Promise<void> {
  for (const event of events) {
    const offered = tx.sql.transaction((sql) => offerAfter(deps, { ...tx, sql }, event.incidentId ?? event.subjectId))
    // Only what kind of error: its words may hold which incident it was.
    await offered.catch((error: unknown) =>
      deps.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'no module could be offered after an incident'),
    )
  }
}

async function offerAfter(deps: Deps, tx: BoardTx, incidentId: string): Promise<void> {
  const facts = await factsOf(tx, incidentId)
  const fitting = facts && mayOffer(facts)
  if (!fitting || 'none' in fitting || !isOffered(dice(deps))) return
  const now = deps.clock.now()
  const settings = (await findTraining(tx)) ?? defaultTraining
  const period = offerPeriod(now, dice(deps), settings.region)
  await lockOffers(tx)
  await deleteOldOffers(tx, plus(now, -betweenOffers), now)
  const board = { staff: await countStaff(tx), floor: settings.floor, hidden: settings.hidden, offers: await findAllOffers(tx) }
  if (fitsBoard(fitting.moduleId, period.fromAt, board)) await insertOffer(tx, { id: timelessId(deps), moduleId: fitting.moduleId, ...period })
}

const taken = ['incident.discreetSet', 'incident.recused', 'incident.audienceSet', 'incident.glassBroken'] as const

/** Where the log was cut the row still says most of it; a switch that somebody touched counts as one that was on. */
async function factsOf(tx: BoardTx, incidentId: string): Promise<OfferFacts | undefined> {
  const found = await findClosed(tx, incidentId)
  if (!found) return undefined
  const { kind, audience, reports } = found
  const happened = await findHappened(tx, incidentId, taken)
  return {
    ...{ kind, audience, reports },
    everDiscreet: found.discreet || found.discreetSetBy !== null || happened.includes('incident.discreetSet'),
    everRecused: found.recused.length > 0 || happened.includes('incident.recused'),
    audienceByHand: happened.includes('incident.audienceSet'),
    glassBroken: Object.keys(found.opened).length > 0 || happened.includes('incident.glassBroken'),
    erased: found.erasedAt !== null,
  }
}

/** A number from 0 up to 1, each equally likely: the last 48 bits of a UUIDv7 are random and nothing else. */
const dice = ({ newId }: Deps): number => Number.parseInt(newId().slice(-12), 16) / 2 ** 48

/** The first half of a UUIDv7 says when it was made, and so when the incident was closed: an offer's does not. Another one than the dice were thrown with. */
const timelessId = ({ newId }: Deps): string => `00000000-0000-7000-${newId().slice(19)}`
