import type { SeintjeEvent } from '../../shared/event.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'

/** A file whose term was over was erased by that: what follows from an erasure follows here too. An entry that goes had its file erased before. */
export const tellErased = async (_deps: Deps, _tx: BoardTx, events: readonly SeintjeEvent[]): Promise<SeintjeEvent[]> =>
  events.flatMap(({ subjectId, facts }) =>
    facts?.['reports'] === undefined
      ? []
      : [{ type: 'incident.erased' as const, subjectId, incidentId: subjectId, facts: { reports: facts['reports'], why: 'retention' } }],
  )
