import { deputySeats, type Fence } from './fence.ts'
import type { Seat } from './roles.ts'

/**
 * What stands around two incidents that become one: who may not see one of them may not see the whole. `heldByRecused`: the roles that those who
 * may not know of it hold themselves; their deputies step in. Advisers stay with the incident they were let in to, as far as they may know.
 */
export function joinedFence(to: Fence, from: Fence, heldByRecused: readonly string[]): { audience: string[]; recused: string[]; advisers: string[] } {
  const recused = [...new Set([...to.recused, ...from.recused])]
  const both = to.audience.filter((seat) => from.audience.includes(seat))
  const stepIn: Seat[] = deputySeats(both, heldByRecused)
  return { audience: [...new Set([...both, ...stepIn])], recused, advisers: (to.advisers ?? []).filter((id) => !recused.includes(id)) }
}

/** The seats that the incident had before another was joined to it, as far as what is still joined to it lets them see the whole. */
export const seatsBack = (audience: readonly string[], lost: readonly string[], stillJoined: readonly Pick<Fence, 'audience'>[]): string[] => [
  ...new Set([...audience, ...lost.filter((seat) => stillJoined.every((one) => one.audience.includes(seat)))]),
]
