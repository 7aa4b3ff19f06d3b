import type { HandInBoard, SchoolCodeView } from '../../shared/access/hand-in-view.ts'
import { readSchoolCode } from '../../shared/access/school-code.ts'
import { Problem } from '../../shared/problem.ts'
import { boardKey } from '../db/keys.ts'
import type { BoardTx } from '../db/open.ts'
import { sealText, unsealText } from '../db/seal.ts'
import type { Deps } from '../deps.ts'
import { append, system, type EventActor } from '../events/append.ts'
import { knowsNetwork, noteNetwork } from './known-networks.ts'
import { contact } from './read-session.ts'
import { newSchoolCode, schoolCodeContext, schoolCodeMac } from './secrets.ts'
import { findBoardOfCode, findCode, findLivingSince, lockBoard, saveSchoolCode } from './school-code-store.ts'
import { findBoard } from './store.ts'

/** What reads a board's file. */
export const importer: EventActor = { pseudonym: 'import' }

/**
 * The board whose living code this is. Refuses: handIn.codeWrong, the same and as slow for one that never was, one that ended and
 * one that cannot be a code; request.tooMany after too many wrong ones from a network, then also for a right one, unless the board
 * was seen at that network before: whoever guesses in the school's own network does not keep the school from handing in.
 */
export async function boardOfCode(deps: Deps, network: string, given: string): Promise<string> {
  const codeMac = await schoolCodeMac(deps.keys, readSchoolCode(given) ?? '')
  const organisationId = await deps.db.outside((sql) => findBoardOfCode(sql, codeMac))
  if (organisationId === undefined) {
    await deps.limits.take('wrongSchoolCodePerNetwork', network)
    throw new Problem('handIn.codeWrong')
  }
  if (!knowsNetwork(deps, network, organisationId)) await deps.limits.look('wrongSchoolCodePerNetwork', network)
  noteNetwork(deps, network, organisationId)
  return organisationId
}

/** Where a report with this board's code will land, and whom to phone. */
export const handInBoard = (deps: Deps, organisationId: string): Promise<HandInBoard> =>
  deps.db.inBoard({ organisationId }, async (tx) => {
    const board = await findBoard(tx)
    return { organisationId, boardName: board?.name ?? '', contacts: { dpo: await contact(deps, tx, ['dpo', 'handler']) } }
  })

/** The board's living code; one that has none yet gets its first now. */
export async function livingCode(deps: Deps, tx: BoardTx): Promise<SchoolCodeView> {
  const board = await lockBoard(tx)
  if (!board) throw new Problem('access.noBoard')
  const sealed = board.schoolCodeSealed
  const code = sealed ? await unsealText(await boardKey(deps.keys, tx), schoolCodeContext(tx.organisationId), sealed) : await saveFirstCode(deps, tx)
  return { organisationId: tx.organisationId, boardName: board.name, code, createdAt: (await findLivingSince(tx)) ?? deps.clock.now() }
}

async function saveFirstCode(deps: Deps, tx: BoardTx): Promise<string> {
  const code = await saveNewCode(deps, tx)
  await append(deps, tx, system, { type: 'schoolCode.made', subjectId: tx.organisationId })
  return code
}

/** Ends the living code, if any, and gives a new one that nobody ever had. */
export async function saveNewCode(deps: Deps, tx: BoardTx): Promise<string> {
  const code = newSchoolCode()
  return (await saveThisCode(deps, tx, code)) ? code : saveNewCode(deps, tx)
}

async function saveThisCode(deps: Deps, tx: BoardTx, code: string): Promise<boolean> {
  const sealed = await sealText(await boardKey(deps.keys, tx), schoolCodeContext(tx.organisationId), code)
  return saveSchoolCode(tx, { codeMac: await schoolCodeMac(deps.keys, code), sealed, at: deps.clock.now() })
}

/**
 * The code of a board's file takes the place of the living one, once: a code that ended never lives again, so a file that is read
 * a second time brings no leaked code back. Without one a board that has none gets its first. Throws where another board has it.
 */
export async function takeOverCode(deps: Deps, tx: BoardTx, wanted: string | undefined): Promise<void> {
  const board = await lockBoard(tx)
  const had = Boolean(board?.schoolCodeSealed)
  if (wanted === undefined) return had ? undefined : void (await saveFirstCode(deps, tx))
  const known = await findCode(tx.sql, await schoolCodeMac(deps.keys, wanted))
  if (known && known.organisationId !== tx.organisationId) throw new Error('Deze schoolcode is al van een ander bestuur. / Another board has this school code.')
  if (known) return
  await saveThisCode(deps, tx, wanted)
  await append(deps, tx, importer, { type: had ? 'schoolCode.changed' : 'schoolCode.made', subjectId: tx.organisationId })
}
