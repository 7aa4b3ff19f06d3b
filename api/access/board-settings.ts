import type { BoardSettings } from '../../shared/access/board-settings.ts'
import type { Actor } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'
import { wholeBoard } from '../db/open.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { stillToPrepare } from '../incident/prepare-search.ts'
import { deleteAllTokens } from '../incident/search-tokens.ts'
import { allow } from './allow.ts'
import { actorAt } from './log-rows.ts'
import { lockBoard } from './school-code-store.ts'
import { findBoard, updateSettings } from './store.ts'

/** What this board chose. Refuses: access.denied (also for another board). */
export async function readSettings(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<BoardSettings> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'settings.read')
    const board = await findBoard(tx)
    return {
      organisationId,
      search: board?.settings.search === true,
      fgVotes: board?.settings.fgVotes !== false,
      from16: board?.settings.from16 ?? 'self',
      preparing: (await stillToPrepare(tx)) > 0,
    }
  })
}

/**
 * What is not named stays. Searching on: what came before is made findable in quiet moments; off: at once nothing can be found any more.
 * Whose the third vote is counts from the next question on that is put forward. Refuses: access.denied.
 */
export async function changeSettings(
  deps: Deps,
  actors: readonly Actor[],
  { organisationId, ...change }: { organisationId: string; search?: boolean | undefined; fgVotes?: boolean | undefined; from16?: 'self' | 'both' | undefined },
): Promise<BoardSettings> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(wholeBoard(actor), async (tx) => {
    allow(actor, 'settings.change')
    const board = await lockBoard(tx)
    if (!board) throw new Problem('access.noBoard')
    const { search = board.settings.search === true, fgVotes = board.settings.fgVotes, from16 = board.settings.from16 ?? 'self' } = change
    await updateSettings(tx, { ...board.settings, search, fgVotes, from16 })
    if (!search) await deleteAllTokens(tx)
    const settings = { organisationId, search, fgVotes, from16, preparing: (await stillToPrepare(tx)) > 0 }
    await append(deps, tx, actor, { type: 'settings.changed', subjectId: organisationId, facts: { search, fgVotes, from16 } })
    return settings
  })
}
