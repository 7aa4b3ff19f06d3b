import type { Deps } from '../deps.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { unsealText } from '../db/seal.ts'
import type { person as personTable } from '../db/schema.ts'
import { personContext } from './secrets.ts'

type PersonRow = typeof personTable.$inferSelect

/** Opens the sealed name and phone number of a person of this board. */
export async function openPerson(deps: Deps, tx: BoardTx, row: PersonRow): Promise<{ name: string; phone: string | null }> {
  const key = await boardKey(deps.keys, tx)
  const name = await unsealText(key, personContext(tx.organisationId, row.id, 'name'), row.nameSealed)
  const phone = row.phoneSealed ? await unsealText(key, personContext(tx.organisationId, row.id, 'phone'), row.phoneSealed) : null
  return { name, phone }
}
