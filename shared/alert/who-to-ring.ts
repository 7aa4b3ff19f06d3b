import { nobodyLeft, teamRoles, type Fence } from '../access/fence.ts'
import type { Ladder, LadderChannel, LadderRole, LadderStep } from '../deadline/ladder.ts'

/** Someone who holds a role of the ladder now, himself or as a deputy; whether a push, a text message or a mail can reach him, and whether he said that he is away. */
export type Holder = {
  role: LadderRole
  deputy?: boolean
  personId: string
  identityId: string
  hasDevice: boolean
  hasSms?: boolean
  noMail?: boolean
  away?: boolean
}

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
 * Deputies are rung in the place of a holder who is recused, away or not there, and beside him once his role was rung before. Who is
 * away is rung all the same where nobody else of his role is there, or can be reached: better a ring on holiday than none. Discreet
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
  const stoodInFor = rolesWithout(holders, may)
  const turn = (numbers: readonly number[], spared: boolean) =>
    onePerPerson(numbers.flatMap((step) => callsOf(ladder, step, { holders, may: spared ? may : may.map(asIfThere), stoodInFor })))
  const reached = (some: readonly Call[]) => some.some((call) => canReach(call, discreet))
  const own = [turn(steps, true), turn(steps, false)]
  const found = own.find(reached)
  if (found) return { calls: found, nobody: false, nobodyLeft: false }
  const next = Math.max(...steps) + 1
  const later = ladder.slice(next).flatMap((_, i) => [turn([next + i], true), turn([next + i], false)])
  const others = [...later, may.map((holder) => ({ ...holder, channels: stepAt(ladder, next).channels }))]
  return { calls: onePerPerson([...own.flat(), ...(others.find(reached) ?? [])]), nobody: true, nobodyLeft: left }
}

/** Whose turn one step is, of all the board, whether or not anything reaches them. */
export const turnOf = (step: LadderStep, holders: readonly Holder[]): Call[] =>
  onePerPerson(callsOf([step], 0, { holders, may: holders, stoodInFor: rolesWithout(holders, holders) }))

const asIfThere = (holder: Holder): Holder => ({ ...holder, away: false })

const handling: readonly LadderRole[] = ['dpo', 'handler']
const deciding: readonly LadderRole[] = ['chair', ...handling]

/**
 * Whether nobody is left who can do what it asks: dpo or handler where these are to be rung, else (straight to the chair) the chair
 * or whomever the chair opened it to; or who sits for them. Others see it, and none of them can do their work.
 */
export function lacksHandler(ladder: Ladder, holders: readonly Holder[], fence: Fence): boolean {
  // Where a step names people instead, whom it is for says whether it is theirs.
  const named = ladder.some(({ people = [] }) => people.length > 0) && handling.some((role) => fence.audience.includes(role))
  const theirs = named || ladder.some(({ roles }) => roles.some((role) => handling.includes(role)))
  const able = theirs ? handling : deciding
  return !holders.some((holder) => able.includes(holder.role) && isFor(holder, fence))
}

/** Whether somebody in this seat may know of it, and so be rung. */
export function isFor({ role, deputy, personId }: Holder, { audience, recused }: Fence): boolean {
  return !recused.includes(personId) && (audience.includes(role) || (deputy === true && audience.includes(`${role}:deputy`)))
}

/** The roles of which a holder may not be rung or is away, or that nobody holds himself. */
const rolesWithout = (holders: readonly Holder[], may: readonly Holder[]): readonly LadderRole[] =>
  teamRoles.filter((role) => {
    const own = holders.filter((holder) => holder.role === role && !holder.deputy)
    return own.length === 0 || own.some((holder) => holder.away === true || !may.includes(holder))
  })

const stepAt = (ladder: Ladder, step: number): LadderStep => ladder[step] ?? ladder.at(-1) ?? ladder[0]

/** `holders`: all there are; `may`: those of them who may be rung. */
type Seats = { holders: readonly Holder[]; may: readonly Holder[]; stoodInFor: readonly LadderRole[] }

function callsOf(ladder: Ladder, step: number, { holders, may, stoodInFor }: Seats): Call[] {
  const { roles, people = [], channels } = stepAt(ladder, step)
  const before = ladder.slice(0, step).flatMap((earlier) => earlier.roles)
  const withDeputies = (role: LadderRole) => stoodInFor.includes(role) || before.includes(role)
  const inRoles = roles.flatMap((role) => thereIn(may, role).filter((one) => !one.deputy || withDeputies(role)))
  return [...inRoles, ...people.flatMap((personId) => named(holders, may, personId))].map((one) => ({ ...one, channels }))
}

/** Those of this role who are there; all of them where everybody is away. */
function thereIn(may: readonly Holder[], role: LadderRole): Holder[] {
  const all = may.filter((one) => one.role === role)
  const there = all.filter(({ away }) => !away)
  return there.length > 0 ? there : all
}

/** Somebody a step names, in his first seat, one of his own before that of a deputy; where he is away or may not know of it, whoever sits for him, else whoever has the same role. */
function named(holders: readonly Holder[], may: readonly Holder[], personId: string): Holder[] {
  const [[his], all] = [seatsOf(may, personId), seatsOf(holders, personId)]
  if (his && !his.away) return [his]
  const own = all.filter(({ deputy }) => !deputy)
  const roles = his ? [his.role] : (own.length > 0 ? own : all).map(({ role }) => role)
  const there = may.filter((one) => roles.includes(one.role) && !one.away)
  const deputies = there.filter(({ deputy }) => deputy)
  if (there.length === 0) return his ? [his] : may.filter((one) => roles.includes(one.role))
  return deputies.length > 0 ? deputies : there
}

/** His own seats first. */
function seatsOf(holders: readonly Holder[], personId: string): Holder[] {
  const his = holders.filter((one) => one.personId === personId)
  return [...his.filter(({ deputy }) => !deputy), ...his.filter(({ deputy }) => deputy)]
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
