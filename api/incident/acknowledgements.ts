import type { AcknowledgementView } from '../../shared/deadline/deadline-views.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { acknowledgementsOf } from './acknowledgement-store.ts'
import type { IncidentRow } from './report-store.ts'

/** Who took these incidents up and when, for the team: by incident, the first one first. */
export async function acknowledgementsByIncident(deps: Deps, tx: BoardTx, incidentIds: readonly string[]): Promise<ReadonlyMap<string, AcknowledgementView[]>> {
  const rows = await acknowledgementsOf(tx, incidentIds)
  const people = await peopleById(
    deps,
    tx,
    rows.map((row) => row.personId),
  )
  const found = new Map<string, AcknowledgementView[]>()
  for (const { incidentId, personId, role, at } of rows) {
    const view = { name: people.get(personId ?? '')?.name ?? null, role, at }
    found.set(incidentId, [...(found.get(incidentId) ?? []), view])
  }
  return found
}

/** The same for whoever reported it: each role once, nobody by name, nobody who may not know of it any more, and nothing while it waits for someone. */
export async function takenUp(tx: BoardTx, { id, state, recused }: IncidentRow): Promise<{ role: string; at: string }[]> {
  if (state === 'new') return []
  const rows = (await acknowledgementsOf(tx, [id])).filter(({ personId }) => !recused.includes(personId ?? ''))
  return rows.filter((row, i) => rows.findIndex(({ role }) => role === row.role) === i).map(({ role, at }) => ({ role, at }))
}
