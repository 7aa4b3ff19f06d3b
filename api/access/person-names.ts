import type { Deps } from '../deps.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText } from '../db/seal.ts'
import type { person as personTable } from '../db/schema.ts'
import { personContext } from './secrets.ts'
import { findPeople } from './store.ts'

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
