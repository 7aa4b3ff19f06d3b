import { oncePerStore } from '../batch.ts'
import type { Deps } from '../deps.ts'

/** How many networks are remembered, those seen last: in memory only, and never written down. */
const most = 5_000
const knownOf = oncePerStore(() => new Set<string>())
const nameOf = (network: string, organisationId: string) => `${network} ${organisationId}`

/** Somebody of this board, or somebody with its code, came from this network. */
export function noteNetwork(deps: Deps, network: string, organisationId: string): void {
  const known = knownOf(deps)
  const name = nameOf(network, organisationId)
  known.delete(name)
  known.add(name)
  for (const oldest of known) {
    if (known.size <= most) return
    known.delete(oldest)
  }
}

/** Whether the board was seen at this network: then somebody who guesses codes there does not stand in its way. */
export const knowsNetwork = (deps: Deps, network: string, organisationId: string): boolean => knownOf(deps).has(nameOf(network, organisationId))
