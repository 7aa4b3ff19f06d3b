import type { NoticeSource } from '../../shared/notification/prefill.ts'
import { decisionsInForce } from '../breach/decisions-of.ts'
import { factsOf } from '../breach/facts-of.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { measuresOf } from './measures-of.ts'
import { processorsOf } from './processor-of.ts'
import { toldOf } from './told-of.ts'

type Known = Pick<NoticeSource, 'facts' | 'worksheet' | 'subjects' | 'told' | 'willTellAt' | 'processors' | 'measures'>

/** What the facts, the decisions, the letters, the processors and the measures say, in the words of the form. */
export async function knownElsewhere(deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<Known> {
  const [{ facts, worksheet }, { subjects }] = [await factsOf(deps, tx, key, incidentId), await decisionsInForce(deps, tx, key, incidentId)]
  const willTellAt = subjects?.outcome === 'communicate' || subjects?.outcome === 'publicNotice' ? subjects.plannedAt : null
  const processors = (await processorsOf(deps, tx, key, incidentId)).map(({ name }) => name)
  const measures = (await measuresOf(deps, tx, key, incidentId)).filter(({ state }) => state !== 'dropped')
  return { facts, worksheet, subjects: subjects ?? null, willTellAt, told: await toldOf(tx, incidentId), processors, measures }
}

/** What was decided about notifying the authority; null: nothing yet. */
export const decidedAbout = async (deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<string | null> =>
  (await decisionsInForce(deps, tx, key, incidentId)).authority?.outcome ?? null
