import { actorIn, type Fence } from '../../shared/access/fence.ts'
import { can, type Action, type Actor, type Sender, type Target } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'

/**
 * As `allow`, about one incident: only the seats by which this actor sees it count. A deputy of the dpo who sees it as head of ICT does
 * nothing there as dpo, and through broken glass one only reads.
 */
export function allowIn(actor: Actor, action: Action, incident: Fence, target: Target = {}): void {
  allow(actorIn(actor, incident), action, target)
}

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
