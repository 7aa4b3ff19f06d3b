import type { SchoolCodeView } from '../../shared/access/hand-in-view.ts'
import type { Actor } from '../../shared/access/roles.ts'
import type { Deps } from '../deps.ts'
import { append } from '../events/append.ts'
import { actorAt, allow } from './allow.ts'
import { livingCode, saveNewCode } from './school-code.ts'

/** The code that hangs on the wall of the staff room, readable again. Refuses: access.denied (also for another board). */
export async function openSchoolCode(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<SchoolCodeView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'schoolCode.read')
    const view = await livingCode(deps, tx)
    await append(deps, tx, actor, { type: 'schoolCode.read', subjectId: organisationId })
    return view
  })
}

/** A new code; the old one ends at once, for it may be in the wrong hands. Phones that have it ask for the new one, and lose nothing. Refuses: access.denied. */
export async function changeSchoolCode(deps: Deps, actors: readonly Actor[], organisationId: string): Promise<SchoolCodeView> {
  const actor = actorAt(actors, organisationId)
  return deps.db.inBoard(actor, async (tx) => {
    allow(actor, 'schoolCode.change')
    const { boardName } = await livingCode(deps, tx)
    const code = await saveNewCode(deps, tx)
    await append(deps, tx, actor, { type: 'schoolCode.changed', subjectId: organisationId })
    return { organisationId, boardName, code, createdAt: deps.clock.now() }
  })
}
