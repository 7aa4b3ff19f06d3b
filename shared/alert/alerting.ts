import { amsterdamTime, type Instant } from '../instant.ts'
import { defaultLadder, type Ladder, type LadderStep } from '../deadline/ladder.ts'

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
