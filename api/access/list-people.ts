import type { BoardPersonView } from '../../shared/access/key-views.ts'
import { rolesAt, type Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { actorAt, allow } from './allow.ts'
import { countKeys } from './key-store.ts'
import { openPerson } from './person-names.ts'
import { findEverybody } from './store.ts'

/** Everyone who works at this board, or did: roles that hold now, and how many passkeys. Refuses: access.denied. */
export async function listPeople(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<BoardPersonView[]> {
  const actor = actorAt(actors, organisationId)
  const now = deps.clock.now()
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'person.list')
    const everybody = await findEverybody(tx)
    const keys = await countKeys(
      tx.sql,
      everybody.map(({ person }) => person.identityId),
    )
    const views = await Promise.all(
      everybody.map(async ({ person, grants }) => ({
        ...{ personId: person.id, name: (await openPerson(deps, tx, person)).name, keys: keys.get(person.identityId) ?? 0, leftAt: person.leftAt },
        roles: rolesAt(
          grants.filter((grant) => !grant.deputy),
          now,
        ),
        deputyFor: rolesAt(
          grants.filter((grant) => grant.deputy),
          now,
        ).filter((role) => role !== 'staff'),
      })),
    )
    await append(deps, tx, actor, { type: 'person.listed', subjectId: organisationId, facts: { people: views.length } })
    return views.toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
  })
}
