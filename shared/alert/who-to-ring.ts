import type { Ladder, LadderChannel, LadderRole, LadderStep } from '../deadline/ladder.ts'

/** Someone who holds a role of the ladder now, and whether a push can reach him. */
export type Holder = { role: LadderRole; personId: string; identityId: string; hasDevice: boolean }

export type Call = Holder & { channels: readonly LadderChannel[] }

/** `nobody`: not one of those whose turn it is can be reached; the calls then hold the first later step that can, too. */
export type Ringing = { calls: Call[]; nobody: boolean }

/** The ladder an alarm starts with: a report straight to the chair rings the chair where another rings dpo and handler. */
export function ladderFor(addressee: 'dpo' | 'chair', ladder: Ladder): Ladder {
  if (addressee === 'dpo') return ladder
  const [first, ...rest] = ladder
  return [straightToChair(first), ...rest.map(straightToChair)]
}

const straightToChair = (step: LadderStep): LadderStep => {
  const others = step.roles.filter((role) => role !== 'dpo' && role !== 'handler')
  return { ...step, roles: others.includes('chair') ? others : ['chair', ...others] }
}

/**
 * Whom these steps ring, each person once with all channels of his steps. Discreet leaves e-mail out, so someone without
 * a device cannot be reached then. Pure: the same answer for the first ring, the next one and a caught-up one.
 */
export function whoToRing(ladder: Ladder, steps: readonly number[], holders: readonly Holder[], discreet: boolean): Ringing {
  const own = callsOf(
    steps.map((step) => stepAt(ladder, step)),
    holders,
  )
  const reached = (calls: readonly Call[]) => calls.some((call) => canReach(call, discreet))
  if (reached(own)) return { calls: own, nobody: false }
  const later = ladder.slice(Math.max(...steps) + 1).map((step) => callsOf([step], holders))
  return { calls: onePerPerson([...own, ...(later.find(reached) ?? [])]), nobody: true }
}

const stepAt = (ladder: Ladder, step: number): LadderStep => ladder[step] ?? ladder.at(-1) ?? ladder[0]

const callsOf = (steps: readonly LadderStep[], holders: readonly Holder[]): Call[] =>
  onePerPerson(
    steps.flatMap(({ roles, channels }) =>
      roles.flatMap((role) => holders.filter((holder) => holder.role === role).map((holder) => ({ ...holder, channels }))),
    ),
  )

/** Under the role that came first; the channels add up. */
function onePerPerson(calls: readonly Call[]): Call[] {
  const people = new Map<string, Call>()
  for (const call of calls) {
    const known = people.get(call.personId)
    people.set(call.personId, known ? { ...known, channels: [...new Set([...known.channels, ...call.channels])] } : call)
  }
  return [...people.values()]
}

const canReach = ({ channels, hasDevice }: Call, discreet: boolean): boolean => channels.some((channel) => (channel === 'mail' ? !discreet : hasDevice))
