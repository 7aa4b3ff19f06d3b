import type { LadderStep } from '../deadline/ladder.ts'

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
