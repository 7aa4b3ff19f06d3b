import { can, type Actor } from '../../shared/access/roles.ts'
import type { ClosedIncident } from '../../shared/incident/fence-views.ts'
import { numberOf } from '../../shared/incident/number.ts'
import { allow } from '../access/allow.ts'
import type { Deps } from '../deps.ts'
import { wholeBoard } from '../db/open.ts'
import { append } from '../events/append.ts'
import { listClosedRows } from './fence-store.ts'

/** That there are incidents which are not for this reader, and nothing else of them; never one he is recused from. Newest first. */
export async function listClosed(deps: Deps, actors: readonly [Actor, ...Actor[]]): Promise<ClosedIncident[]> {
  const readers = actors.filter((actor) => can(actor, 'incident.listClosed'))
  if (readers.length === 0) allow(actors[0], 'incident.listClosed')
  const found: ClosedIncident[] = []
  for (const actor of readers) {
    await deps.db.inBoard(wholeBoard(actor), async (tx) => {
      const rows = await listClosedRows(tx, actor)
      for (const { incident, organisationName } of rows) {
        const { id, organisationId, receivedAt, deadlineAt } = incident
        found.push({ id, organisationId, organisationName, number: numberOf(incident), receivedAt, deadlineAt })
      }
      await append(deps, tx, actor, { type: 'incident.listed', subjectId: actor.personId, facts: { closed: true } })
    })
  }
  return found.toSorted((a, b) => b.receivedAt.localeCompare(a.receivedAt))
}
