import type { Actor } from '../../shared/access/roles.ts'
import type { AskablePerson } from '../../shared/breach/facts-views.ts'
import { allowIn } from '../access/allow.ts'
import { inOneOf } from '../access/in-one-of.ts'
import { openPerson } from '../access/person-names.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { findIncident, workersOf } from './fact-store.ts'

/** Who can be asked about it in the app: who works here, is not the asker and may know of it. Refuses: incident.notFound, access.denied. */
export async function listAskable(deps: Deps, actors: readonly Actor[], incidentId: string): Promise<AskablePerson[]> {
  return inOneOf(deps, actors, async (tx, actor) => {
    const incident = await findIncident(tx, incidentId)
    if (!incident) return undefined
    allowIn(actor, 'facts.ask', incident)
    const people = (await workersOf(tx)).filter(({ id }) => id !== actor.personId && !incident.recused.includes(id))
    const views = await Promise.all(people.map(async (row) => ({ personId: row.id, name: (await openPerson(deps, tx, row)).name })))
    await append(deps, tx, actor, { type: 'person.listed', subjectId: incidentId, incidentId, facts: { people: views.length } })
    return views.toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
  })
}
