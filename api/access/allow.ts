import { can, type Action, type Actor, type Sender, type Target } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'

/** Throws access.denied unless the role table says yes. Stands before anything changes, in every verb. */
export function allow(actor: Sender, action: Action, target: Target = {}): void {
  if (!can(actor, action, target)) throw new Problem('access.denied')
}

/** Whoever of these works for this board. Refuses: access.denied, the same for a board that is not there. */
export function actorAt(actors: readonly Actor[], organisationId: string): Actor {
  const actor = actors.find((one) => one.organisationId === organisationId)
  if (!actor) throw new Problem('access.denied')
  return actor
}
