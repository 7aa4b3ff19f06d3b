import { amsterdamTime, type Instant } from '../instant.ts'
import { defaultLadder, type Ladder, type LadderStep } from '../deadline/ladder.ts'

/** What the ladder of a board may look like: the first step rings at once, each next one later, and the last one comes back without end. */
export const limits = { steps: 10, afterMinutes: 24 * 60, gapMinutes: 8 * 60, people: 10, progressMinutes: { least: 15, most: 24 * 60 } } as const

/** How a board wants to be rung; what it did not choose is the default (shared/deadline/ladder.ts). */
export type Alerting = {
  /** by day, and at any hour where there is none for the night */
  day: LadderStep[]
  /** from `nightFrom` to `nightUntil`, Amsterdam; the ladder of the moment at which an alarm starts stays its ladder */
  night: LadderStep[] | null
  /** '22:00' */
  nightFrom: string
  /** '07:00' */
  nightUntil: string
  /** after this many minutes without a step on it, what somebody took up rings again */
  progressMinutes: number
}

export const defaultAlerting: Alerting = { day: [...defaultLadder], night: null, nightFrom: '22:00', nightUntil: '07:00', progressMinutes: 240 }

/** What a board chose, or the default. */
export const alertingOf = (settings: { alerting?: Alerting } | undefined): Alerting => settings?.alerting ?? defaultAlerting

/** Whether it is night for this board, from `nightFrom` until just before `nightUntil` as the clock on the wall says; equal hours make no night. */
export function isNight({ nightFrom, nightUntil }: Pick<Alerting, 'nightFrom' | 'nightUntil'>, at: Instant): boolean {
  const time = amsterdamTime(at)
  return nightFrom <= nightUntil ? nightFrom <= time && time < nightUntil : nightFrom <= time || time < nightUntil
}

/** The ladder of an alarm that starts at this moment. */
export function ladderAt(alerting: Alerting, startedAt: Instant): Ladder {
  const [first, ...rest] = alerting.night && isNight(alerting, startedAt) ? alerting.night : alerting.day
  return first ? [first, ...rest] : defaultLadder
}

/** Somebody of the team, as the check of a ladder sees him: which seats he has. */
export type Member = { personId: string; seats: readonly string[] }

/** `field` names the step: `night.2`. `limit` in hours. */
export type LadderRefusal = {
  code: 'ladder.firstStep' | 'ladder.order' | 'ladder.gap' | 'ladder.empty' | 'ladder.person' | 'ladder.channels'
  field: string
  limit?: number
}

/** Why a board may not ring like this, or null: an alarm that comes late, to nobody, or by what wakes nobody is silenced. `sms`: whether text messages can go at all. */
export function checkAlerting({ day, night }: Pick<Alerting, 'day' | 'night'>, team: readonly Member[], sms: boolean): LadderRefusal | null {
  return checkLadder('day', day, team, sms) ?? (night && checkLadder('night', night, team, sms))
}

function checkLadder(name: 'day' | 'night', steps: readonly LadderStep[], team: readonly Member[], sms: boolean): LadderRefusal | null {
  const [first] = steps
  if (!first || first.afterMinutes !== 0) return { code: 'ladder.firstStep', field: `${name}.0` }
  for (const [index, step] of steps.entries()) {
    const code = wrongIn(step, steps[index - 1], team, sms) ?? (index === 0 && !ringsHandling(step, team) ? 'ladder.firstStep' : null)
    if (code) return { code, field: `${name}.${index}`, ...(code === 'ladder.gap' ? { limit: limits.gapMinutes / 60 } : {}) }
  }
  return null
}

function wrongIn(step: LadderStep, before: LadderStep | undefined, team: readonly Member[], sms: boolean): LadderRefusal['code'] | null {
  const { roles, people = [], channels, afterMinutes } = step
  if (roles.length + people.length === 0) return 'ladder.empty'
  if (!people.every((id) => team.some(({ personId }) => personId === id))) return 'ladder.person'
  if (!channels.includes('push') && !(sms && channels.includes('sms'))) return 'ladder.channels'
  if (before && afterMinutes <= before.afterMinutes) return 'ladder.order'
  return before && afterMinutes - before.afterMinutes > limits.gapMinutes ? 'ladder.gap' : null
}

const handling = ['dpo', 'handler'] as const

/** Whether this step rings whoever handles reports: by role, or by name where he holds it himself. */
const ringsHandling = ({ roles, people = [] }: LadderStep, team: readonly Member[]): boolean =>
  handling.some((role) => roles.includes(role) || team.some(({ personId, seats }) => people.includes(personId) && seats.includes(role)))
