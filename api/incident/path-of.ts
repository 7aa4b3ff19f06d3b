import { advisedOn } from '../../shared/breach/advised.ts'
import { pathOf, type PathStep, type StepState } from '../../shared/incident/path.ts'
import { isJudged, tracksOf } from '../../shared/incident/tracks.ts'
import { decidedOn } from '../breach/decided-on.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { findClosingFacts } from './closing-store.ts'
import type { IncidentRow } from './report-store.ts'

/** How far this case is on its path. `key`: the incident's. */
export async function pathOfIncident(deps: Deps, tx: BoardTx, key: DataKey, incident: IncidentRow): Promise<Record<PathStep, StepState>> {
  const facts = await findClosingFacts(tx, incident)
  const judged = isJudged(facts)
  return pathOf({
    acknowledged: incident.acknowledgedAt !== null && incident.state !== 'new',
    closed: incident.state === 'closed',
    factsKnown: judged || (await areKnown(deps, tx, key, incident)),
    judged,
    tracks: tracksOf(facts),
    entryComplete: facts.entryComplete,
  })
}

/** Enough was answered for the engine to advise whether it is a breach. */
async function areKnown(deps: Deps, tx: BoardTx, key: DataKey, incident: IncidentRow): Promise<boolean> {
  const { assessment } = await decidedOn(deps, tx, key, incident)
  return advisedOn('breach', assessment).outcome !== 'undecided'
}
