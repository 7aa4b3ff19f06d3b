import type { OtherPartyView, PartyState } from '../../shared/notification/other-parties.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { otherRowsOf, type OtherRow } from './others-store.ts'
import { openPart } from './sealed-parts.ts'

/** Whom else was or will be told, what still has to be done first. */
export async function othersOf(deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<OtherPartyView[]> {
  const rows = await otherRowsOf(tx, incidentId)
  const ids = rows.flatMap(({ ownerId, doneBy }) => [ownerId, doneBy])
  const people = await peopleById(deps, tx, ids)
  const name = (id: string | null) => people.get(id ?? '')?.name ?? null
  return Promise.all(
    rows.map(async (row) => {
      const { id, revision, party, ownerId, dueAt, doneAt, notNeededAt } = row
      const place = (field: 'plan' | 'record') => ({ table: 'other_party', incidentId, id, field }) as const
      return {
        ...{ id, revision, party, ownerId, dueAt, doneAt, notNeededAt, state: stateOfOther(row), owner: name(ownerId), doneBy: name(row.doneBy) },
        what: (await openPart(tx, key, place('plan'), row.planSealed)) ?? '',
        record: await openPart(tx, key, place('record'), row.recordSealed),
      }
    }),
  )
}

export const stateOfOther = ({ doneAt, notNeededAt }: Pick<OtherRow, 'doneAt' | 'notNeededAt'>): PartyState => {
  if (doneAt) return 'done'
  return notNeededAt ? 'notNeeded' : 'planned'
}
