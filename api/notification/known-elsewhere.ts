import type { NoticeSource } from '../../shared/notification/prefill.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'

type Known = Pick<NoticeSource, 'facts' | 'worksheet' | 'subjects' | 'told' | 'willTellAt' | 'processors' | 'measures'>

/** What the facts, the decisions, the letters, the processors and the measures say, in the words of the form. */
export async function knownElsewhere(_deps: Deps, _tx: BoardTx, _key: DataKey, _incidentId: string): Promise<Known> {
  return { facts: {}, worksheet: {}, subjects: null, told: null, willTellAt: null, processors: [], measures: [] }
}

/** What was decided about notifying the authority; null: nothing yet. */
export async function decidedAbout(_deps: Deps, _tx: BoardTx, _key: DataKey, _incidentId: string): Promise<string | null> {
  return null
}
