import type { Member } from '../../shared/notification/other-parties.ts'
import { seatsIn, type Fence } from '../../shared/access/fence.ts'
import { Problem } from '../../shared/problem.ts'
import { teamOf } from '../access/person-names.ts'
import type { BoardTx } from '../db/open.ts'
import type { Deps } from '../deps.ts'

/** Who of the team sees this incident, and so can be named as the one who does something about it. */
export async function ownersFor(deps: Deps, tx: BoardTx, fence: Fence): Promise<Member[]> {
  const team = await teamOf(deps, tx)
  return team.filter((one) => seatsIn(one, fence).length > 0).map(({ personId, name }) => ({ personId, name }))
}

/** Refuses: others.owner, also of somebody who may not know of it. Whoever was named before stays named. */
export async function needOwner(deps: Deps, tx: BoardTx, fence: Fence, ownerId: string | null, before: string | null): Promise<void> {
  if (ownerId === null || ownerId === before) return
  if (!(await ownersFor(deps, tx, fence)).some(({ personId }) => personId === ownerId)) throw new Problem('others.owner', { field: 'ownerId' })
}
