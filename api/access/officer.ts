import type { Deps } from '../deps.ts'
import type { BoardTx } from '../db/open.ts'
import { openPerson } from './person-names.ts'
import { openMail } from './secrets.ts'
import { findBoard, findMailSealed, holdersOf } from './store.ts'

/** Whom people may ask about their data: the officer, and where there is none the handler. His name, number and work address; null: nobody. */
export async function officerContact(deps: Deps, tx: BoardTx): Promise<{ name: string; phone: string | null; mail: string | null } | null> {
  const holders = await holdersOf(tx, ['dpo', 'handler'], deps.clock.now())
  const first = holders.find(({ role }) => role === 'dpo') ?? holders[0]
  if (!first) return null
  const { identityId } = first.person
  const sealed = await findMailSealed(tx, identityId)
  return { ...(await openPerson(deps, tx, first.person)), mail: sealed ? await openMail(deps.keys, identityId, sealed) : null }
}

/** What this board calls itself. */
export const boardName = async (tx: BoardTx): Promise<string> => (await findBoard(tx))?.name ?? ''

/** Whether parents hear it too when their child is sixteen or seventeen; the pupil alone, until the board chose. */
export const from16 = async (tx: BoardTx): Promise<'self' | 'both'> => (await findBoard(tx))?.settings.from16 ?? 'self'
