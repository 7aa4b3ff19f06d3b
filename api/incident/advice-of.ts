import type { AdviceView } from '../../shared/incident/team-views.ts'
import { peopleById } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText, type DataKey } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { adviceRowsOf } from './team-store.ts'

export const adviceContext = (organisationId: string, incidentId: string, id: string) => `${organisationId}/advice/${incidentId}/${id}/text`

export type AdviceOf = AdviceView & { setBy: string }

/** What the officer and the advisers said, oldest first, each with who and when. `key`: the incident's. */
export async function adviceOf(deps: Deps, tx: BoardTx, key: DataKey, incidentId: string): Promise<AdviceOf[]> {
  const rows = await adviceRowsOf(tx, incidentId)
  const people = await peopleById(
    deps,
    tx,
    rows.map(({ setBy }) => setBy),
  )
  const found: AdviceOf[] = []
  for (const { id, role, about, textSealed, setBy, setAt } of rows) {
    const text = await unsealText(key, adviceContext(tx.organisationId, incidentId, id), textSealed)
    found.push({ id, role, about, text, by: people.get(setBy)?.name ?? '', at: setAt, setBy })
  }
  return found
}
