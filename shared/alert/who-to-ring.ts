import { nobodyLeft, teamRoles, type Fence } from '../access/fence.ts'
import type { Ladder, LadderChannel, LadderRole, LadderStep } from '../deadline/ladder.ts'

/** Someone who holds a role of the ladder now, himself or as a deputy, and whether a push, a text message or a mail can reach him. */
export type Holder = { role: LadderRole; deputy?: boolean; personId: string; identityId: string; hasDevice: boolean; hasSms?: boolean; noMail?: boolean }

export type Call = Holder & { channels: readonly LadderChannel[] }

/** `keptAwayBy`: who kept another away by hand. */
export type RingFence = Fence & { keptAwayBy?: readonly string[] }

/**
 * `nobody`: not one of those whose turn it is can be reached; the calls then hold the first others who can, too. `nobodyLeft`:
 * there is nobody at all for whom it is and who may know of it, or only somebody who kept the others away himself.
 */
export type Ringing = { calls: Call[]; nobody: boolean; nobodyLeft: boolean }

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

const wholeTeam: RingFence = { audience: teamRoles, recused: [] }

/**
 * Whom these steps ring, each person once with all channels of his steps; never someone who is recused or for whom it is not.
 * Deputies are rung in the place of a holder who is recused or not there, and beside him once his role was rung before. Discreet
 * leaves e-mail out, so someone without a device cannot be reached then. Pure: the same answer for the first ring, the next one
 * and a caught-up one.
 */
export function whoToRing(ladder: Ladder, steps: readonly number[], holders: readonly Holder[], discreet: boolean, fence = wholeTeam): Ringing {
  const seeing = holders.filter((holder) => isFor(holder, fence))
  const left = nobodyLeft(
    seeing.map(({ personId }) => personId),
    fence.keptAwayBy ?? [],
  )
  const may = left ? [] : seeing
  const absent = rolesWithout(holders, may)
  const calls = (numbers: readonly number[]) => onePerPerson(numbers.flatMap((step) => callsOf(ladder, step, may, absent)))
  const own = calls(steps)
  const reached = (some: readonly Call[]) => some.some((call) => canReach(call, discreet))
  if (reached(own)) return { calls: own, nobody: false, nobodyLeft: false }
  const next = Math.max(...steps) + 1
  const others = [...ladder.slice(next).map((_, i) => calls([next + i])), may.map((holder) => ({ ...holder, channels: stepAt(ladder, next).channels }))]
  return { calls: onePerPerson([...own, ...(others.find(reached) ?? [])]), nobody: true, nobodyLeft: left }
}

const handling: readonly LadderRole[] = ['dpo', 'handler']

/** Whether dpo and handler are to be rung, and nobody is left who holds one of these roles, or sits for whoever does: others see it, and none of them can do their work. */
export function lacksHandler(ladder: Ladder, holders: readonly Holder[], fence: Fence): boolean {
  const theirs = ladder.some(({ roles }) => roles.some((role) => handling.includes(role)))
  return theirs && !holders.some((holder) => handling.includes(holder.role) && isFor(holder, fence))
}

/** Whether somebody in this seat may know of it, and so be rung. */
export function isFor({ role, deputy, personId }: Holder, { audience, recused }: Fence): boolean {
  return !recused.includes(personId) && (audience.includes(role) || (deputy === true && audience.includes(`${role}:deputy`)))
}

/** The roles of which a holder may not be rung, or that nobody holds himself. */
const rolesWithout = (holders: readonly Holder[], may: readonly Holder[]): readonly LadderRole[] =>
  teamRoles.filter((role) => {
    const own = holders.filter((holder) => holder.role === role && !holder.deputy)
    return own.length === 0 || own.some((holder) => !may.includes(holder))
  })

const stepAt = (ladder: Ladder, step: number): LadderStep => ladder[step] ?? ladder.at(-1) ?? ladder[0]

function callsOf(ladder: Ladder, step: number, may: readonly Holder[], absent: readonly LadderRole[]): Call[] {
  const { roles, channels } = stepAt(ladder, step)
  const before = ladder.slice(0, step).flatMap((earlier) => earlier.roles)
  const withDeputies = (role: LadderRole) => absent.includes(role) || before.includes(role)
  return roles.flatMap((role) => may.filter((one) => one.role === role && (!one.deputy || withDeputies(role))).map((one) => ({ ...one, channels })))
}

/** Under the role that came first; the channels add up. */
function onePerPerson(calls: readonly Call[]): Call[] {
  const people = new Map<string, Call>()
  for (const call of calls) {
    const known = people.get(call.personId)
    people.set(call.personId, known ? { ...known, channels: [...new Set([...known.channels, ...call.channels])] } : call)
  }
  return [...people.values()]
}

const canReach = ({ channels, hasDevice, hasSms, noMail }: Call, discreet: boolean): boolean =>
  channels.some((channel) => ({ push: hasDevice, mail: !discreet && !noMail, sms: hasSms === true })[channel])
