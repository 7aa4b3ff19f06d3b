import type { Actor } from '../../shared/access/roles.ts'
import { Problem, type ProblemCode } from '../../shared/problem.ts'
import type { Deps } from '../deps.ts'
import type { Board, BoardTx } from '../db/open.ts'

type How = {
  /** what is said where it is at none of these boards */
  missing?: ProblemCode
  /** who reads; `wholeBoard` goes past the fence */
  as?: (actor: Actor) => Board
}

/**
 * Does the work at the first of somebody's boards where it finds what it is about, in one transaction there. Undefined from the
 * work means: not here. What is at none of his boards does not exist: incident.notFound, or `missing`.
 */
export async function inOneOf<T extends object | true>(
  deps: Deps,
  actors: readonly Actor[],
  work: (tx: BoardTx, actor: Actor) => Promise<T | undefined>,
  { missing = 'incident.notFound', as = (actor) => actor }: How = {},
): Promise<T> {
  for (const actor of actors) {
    const found = await deps.db.inBoard(as(actor), (tx) => work(tx, actor))
    if (found !== undefined) return found
  }
  throw new Problem(missing)
}
