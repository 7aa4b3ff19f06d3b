import type { AlertingView, ChangeAlerting, Reach, TeamPerson } from '../../shared/alert/alerting-views.ts'
import { whoToRing, type Call, type Holder } from '../../shared/alert/who-to-ring.ts'
import type { Ladder, LadderChannel, LadderRole } from '../../shared/deadline/ladder.ts'
import type { Instant } from '../../shared/instant.ts'

export type Steps = ChangeAlerting['day']
type Seen = Pick<AlertingView, 'team'>

/** Somebody a step rings. `reach`: what that comes to for him, over the channels of that step. */
export type PlannedCall = {
  person: TeamPerson
  role: LadderRole
  /** in the place of who holds the role, or beside him */ deputy: boolean
  channels: readonly LadderChannel[]
  reach: Reach
  /** he is away, and rung all the same: there is nobody else */ until: Instant | null
}
/** `nobody`: not one of those it rings is woken by it. `others`: whose turn it is cannot be reached, so it rings for others too. `away`: who would have been rung, were he there. */
export type PlannedStep = { afterMinutes: number; calls: PlannedCall[]; nobody: boolean; others: boolean; away: { person: TeamPerson; until: Instant }[] }

/** Until when somebody is away at this moment; null: he is there. Periods that touch count as one. */
export function awayUntil({ absences }: Pick<TeamPerson, 'absences'>, at: Instant): Instant | null {
  let until: Instant | null = null
  for (const { fromAt, untilAt } of absences.toSorted((a, b) => (a.fromAt < b.fromAt ? -1 : 1))) {
    const from = until ?? at
    if (fromAt <= from && from < untilAt) until = untilAt
  }
  return until
}

/** Whom each step rings at this moment, as the engine would choose them: the same function, on the ladder as it stands on the screen. */
export function ringPlan(steps: Steps, seen: Seen, at: Instant): PlannedStep[] {
  const [first, ...rest] = steps
  if (!first) return []
  const ladder: Ladder = [first, ...rest]
  const holders = holdersOf(seen, at)
  const everyone = holders.map((holder) => ({ ...holder, away: false }))
  return ladder.map(({ afterMinutes }, step) => {
    const ringing = whoToRing(ladder, [step], holders, false)
    const calls = ringing.calls.flatMap((call) => plannedCall(call, seen, at))
    const rung = new Set(calls.map(({ person }) => person.personId))
    const missed = whoToRing(ladder, [step], everyone, false).calls.filter(({ personId }) => !rung.has(personId))
    return {
      afterMinutes,
      calls,
      nobody: calls.every(({ reach }) => reach !== 'yes'),
      others: ringing.nobody,
      away: missed.flatMap(({ personId }) => awayOne(personOf(seen, personId), at)),
    }
  })
}

const personOf = ({ team }: Seen, personId: string) => team.find((person) => person.personId === personId)

function awayOne(person: TeamPerson | undefined, at: Instant) {
  const until = person && awayUntil(person, at)
  return person && until ? [{ person, until }] : []
}

function plannedCall({ personId, role, deputy, channels }: Call, seen: Seen, at: Instant): PlannedCall[] {
  const person = personOf(seen, personId)
  if (!person) return []
  const able = channels.filter((channel) => takes(person, channel))
  return [{ person, role, deputy: deputy === true, channels, reach: reachOver(able), until: awayUntil(person, at) }]
}

const takes = ({ push, mail, sms }: TeamPerson, channel: LadderChannel): boolean => ({ push, mail, sms })[channel]

/** Mail wakes nobody. */
function reachOver(able: readonly LadderChannel[]): Reach {
  if (able.length === 0) return 'no'
  return able.every((channel) => channel === 'mail') ? 'mailOnly' : 'yes'
}

const isRole = (word: string | undefined): word is LadderRole => word === 'dpo' || word === 'handler' || word === 'chair' || word === 'headOfIct'

/** One for each seat, with what the engine knows of him: a device that stopped answering is a device to it. */
const holdersOf = ({ team }: Seen, at: Instant): Holder[] =>
  team.flatMap((person) => {
    const means = { hasDevice: person.devices > 0, hasSms: person.sms, noMail: !person.mail }
    return person.seats.flatMap((seat): Holder[] => {
      const [role, deputy] = seat.split(':')
      const { personId } = person
      return isRole(role) ? [{ role, ...(deputy && { deputy: true }), personId, identityId: personId, ...means, away: awayUntil(person, at) !== null }] : []
    })
  })

/** Who is rung in the place of somebody who is away. */
export const deputiesOf = ({ personId, seats }: TeamPerson, team: readonly TeamPerson[]): TeamPerson[] =>
  team.filter((other) => other.personId !== personId && seats.some((seat) => other.seats.includes(`${seat}:deputy`)))

/** When somebody's turn comes, on the ladder that runs by day or by night. */
export const turnsOf = (personId: string, plan: readonly PlannedStep[]) =>
  plan.flatMap(({ afterMinutes, calls }, step) => {
    const call = calls.find(({ person }) => person.personId === personId)
    return call ? [{ afterMinutes, channels: call.channels, last: step === plan.length - 1 }] : []
  })
