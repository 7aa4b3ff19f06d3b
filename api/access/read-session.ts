import { rolesOf, teamRoles, type TeamRole } from '../../shared/access/fence.ts'
import type { Actor, Role } from '../../shared/access/roles.ts'
import type { BoardView, SessionView } from '../../shared/access/session-view.ts'
import type { Deps } from '../deps.ts'
import type { BoardTx } from '../db/open.ts'
import type { CurrentSession } from '../http/context.ts'
import { openPerson } from './person-names.ts'
import { findBoard, findPeople, holdersOf, listSchools } from './store.ts'

/** All a phone needs to report at each of its boards, also without a network: schools, and whom to phone. */
export async function readSession(deps: Deps, session: CurrentSession, actors: readonly Actor[]): Promise<SessionView> {
  const boards: BoardView[] = []
  for (const actor of actors) boards.push(await deps.db.inBoard(actor, (tx) => boardView(deps, tx, actor)))
  return { identityId: session.identityId, scope: session.scope, expiresAt: session.expiresAt, mode: deps.env.mode, boards }
}

async function boardView(deps: Deps, tx: BoardTx, actor: Actor): Promise<BoardView> {
  const board = await findBoard(tx)
  const [self] = await findPeople(tx, [actor.personId])
  return {
    organisationId: actor.organisationId,
    name: board?.name ?? '',
    personId: actor.personId,
    personName: self ? (await openPerson(deps, tx, self)).name : '',
    roles: [...actor.roles],
    deputyFor: rolesOf(actor.seats.filter((seat) => seat.endsWith(':deputy'))),
    schools: await listSchools(tx),
    search: board?.settings.search ?? false,
    contacts: { dpo: await contact(deps, tx, ['dpo', 'handler']), chair: await contact(deps, tx, ['chair']) },
  }
}

/** The first holder of the first of these roles that anyone holds, with what he is in the team besides. */
export async function contact(deps: Deps, tx: BoardTx, roles: Role[]) {
  const holders = await holdersOf(tx, roles, deps.clock.now())
  const first = roles.flatMap((role) => holders.filter((holder) => holder.role === role))[0]
  if (!first) return null
  const team = await holdersOf(tx, [...teamRoles], deps.clock.now())
  const his = team.filter(({ person, deputy }) => person.id === first.person.id && !deputy).map(({ role }) => role as TeamRole)
  return { ...(await openPerson(deps, tx, first.person)), roles: [...new Set(his)] }
}
