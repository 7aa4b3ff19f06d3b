import type { MeasureState, MeasureView } from '../../shared/notification/measures.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { measureRowsOf, type MeasureRow } from './measure-store.ts'
import { openMeasure } from './sealed-parts.ts'

/** What is done against harm and against repetition, what is open first. */
export async function measuresOf(deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<MeasureView[]> {
  const rows = await measureRowsOf(tx, incidentId)
  const name = await measureNames(deps, tx, rows)
  return Promise.all(rows.map((row) => measureView(tx, key, row, name)))
}

type NameOf = (id: string | null) => string | null

export async function measureNames(deps: Deps, tx: BoardTx, rows: readonly MeasureRow[]): Promise<NameOf> {
  const ids = rows.flatMap(({ ownerId, doneBy }) => [ownerId, doneBy])
  const people = await peopleById(deps, tx, ids)
  return (id) => people.get(id ?? '')?.name ?? null
}

export const stateOfMeasure = ({ doneAt, droppedAt }: Pick<MeasureRow, 'doneAt' | 'droppedAt'>): MeasureState => {
  if (doneAt) return 'done'
  return droppedAt ? 'dropped' : 'open'
}

export async function measureView(tx: BoardTx, key: DataKey, row: MeasureRow, name: NameOf): Promise<MeasureView> {
  const { id, revision, aim, ownerId, dueOn, doneAt, droppedAt } = row
  const words = await openMeasure(tx, key, row.incidentId, id, row.textSealed)
  return {
    ...{ id, revision, aim, ownerId, dueOn, doneAt, droppedAt, ...words },
    ...{ state: stateOfMeasure(row), owner: name(ownerId), doneBy: name(row.doneBy) },
  }
}
