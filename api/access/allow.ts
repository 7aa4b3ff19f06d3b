import { can, type Action, type Sender, type Target } from '../../shared/access/roles.ts'
import { Problem } from '../../shared/problem.ts'

/** Throws access.denied unless the role table says yes. Stands before anything changes, in every verb. */
export function allow(actor: Sender, action: Action, target: Target = {}): void {
  if (!can(actor, action, target)) throw new Problem('access.denied')
}
