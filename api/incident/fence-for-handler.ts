import type { Actor } from '../../shared/access/roles.ts'
import type { FenceView } from '../../shared/incident/fence-views.ts'
import { peopleById } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText, type DataKey } from '../db/seal.ts'
import { glassContext } from './break-glass.ts'
import { breakGlassOf, findToldAt, recusalsOf } from './fence-store.ts'
import { mayLift } from './lift-recusal.ts'
import type { IncidentRow } from './report-store.ts'
import { candidatesFor } from './who-is-left.ts'

/** What stands around an incident, for whoever sees it. Why somebody is recused is not in it: that stands in the log. */
export async function fenceForHandler(deps: Deps, tx: BoardTx, actor: Actor, { key, incident }: { key: DataKey; incident: IncidentRow }): Promise<FenceView> {
  const recusals = await recusalsOf(tx, incident.id)
  const glasses = await breakGlassOf(tx, incident.id)
  const people = await peopleById(deps, tx, [...recusals.map((row) => row.personId), ...glasses.map((row) => row.personId)])
  const nameOf = (id: string) => people.get(id)?.name ?? ''
  const breakGlass: FenceView['breakGlass'] = []
  for (const { id, personId, reasonSealed, openedAt, untilAt, revokedAt } of glasses) {
    const reason = await unsealText(key, glassContext(tx.organisationId, incident.id, id), reasonSealed)
    breakGlass.push({ id, personName: nameOf(personId), reason, openedAt, untilAt, revokedAt })
  }
  const recused: FenceView['recused'] = []
  for (const { personId, why, setAt } of recusals)
    recused.push({ personId, name: nameOf(personId), why, setAt, mayLift: await mayLift(tx, actor, incident, { why, personId }) })
  const candidates = await candidatesFor(deps, tx, incident, actor.personId)
  return {
    audience: incident.audience,
    recused,
    breakGlass,
    candidates: candidates.map(({ personId, name, roles }) => ({ personId, name, roles: [...roles] })),
    reporterToldAt: await findToldAt(tx, incident.id),
  }
}
