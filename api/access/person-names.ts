import { teamRoles } from '../../shared/access/fence.ts'
import type { Role, Seat } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText } from '../db/seal.ts'
import type { person as personTable } from '../db/schema.ts'
import { personContext } from './secrets.ts'
import { findPeople, holdersOf } from './store.ts'

type PersonRow = typeof personTable.$inferSelect

/** Opens the sealed name and phone number of a person of this board. */
export async function openPerson(deps: Deps, tx: BoardTx, row: PersonRow): Promise<{ name: string; phone: string | null }> {
  const key = await boardKey(deps.keys, tx)
  const name = await unsealText(key, personContext(tx.organisationId, row.id, 'name'), row.nameSealed)
  const phone = row.phoneSealed ? await unsealText(key, personContext(tx.organisationId, row.id, 'phone'), row.phoneSealed) : null
  return { name, phone }
}

/** The opened names and numbers of these people of the board, by id; an id that nobody has is left out. */
export async function peopleById(
  deps: Deps,
  tx: BoardTx,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, { name: string; phone: string | null }>> {
  const people = await findPeople(tx, [...new Set(ids.filter((id) => id !== null))])
  return new Map(await Promise.all(people.map(async (row) => [row.id, await openPerson(deps, tx, row)] as const)))
}

/** Who reviews the log now. */
export const auditorsOf = async (deps: Deps, tx: BoardTx): Promise<string[]> =>
  (await holdersOf(tx, ['auditor'], deps.clock.now())).map(({ person }) => person.id)

/** Whom the chair may let in to advise: everybody who is an adviser of the board now, with the number to call (protocol 1, the standing list). */
export async function standingList(deps: Deps, tx: BoardTx): Promise<{ personId: string; name: string; phone: string | null }[]> {
  const rows = (await holdersOf(tx, ['adviser'], deps.clock.now())).filter(({ deputy }) => !deputy)
  const each = [...new Map(rows.map(({ person }) => [person.id, person])).values()]
  return Promise.all(each.map(async (row) => ({ personId: row.id, ...(await openPerson(deps, tx, row)) })))
}

export type TeamMember = { personId: string; name: string; seats: readonly Seat[]; roles: readonly Role[] }

/** Everybody who holds a role of the team now, or sits for whoever does. */
export async function teamOf(deps: Deps, tx: BoardTx): Promise<TeamMember[]> {
  const members = new Map<string, { row: PersonRow; seats: Seat[]; roles: Role[] }>()
  for (const { role, deputy, person } of await holdersOf(tx, [...teamRoles], deps.clock.now())) {
    const known = members.get(person.id) ?? { row: person, seats: [], roles: [] }
    known.seats.push(deputy ? `${role}:deputy` : role)
    if (!known.roles.includes(role)) known.roles.push(role)
    members.set(person.id, known)
  }
  return Promise.all([...members].map(async ([personId, { row, seats, roles }]) => ({ personId, name: (await openPerson(deps, tx, row)).name, seats, roles })))
}
