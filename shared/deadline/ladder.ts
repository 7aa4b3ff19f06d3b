import { between, minutes, plus, type Instant } from '../instant.ts'

export type LadderRole = 'dpo' | 'handler' | 'chair' | 'headOfIct'
export type LadderChannel = 'push' | 'mail' | 'sms'

export interface LadderStep {
  /** Minutes of elapsed time since the ladder started. */
  readonly afterMinutes: number
  readonly roles: readonly LadderRole[]
  /** people besides them, of the team; whoever is in no team any more is passed over */
  readonly people?: readonly string[]
  readonly channels: readonly LadderChannel[]
}

/** Never empty, and in order of `afterMinutes`: a board that saves another one is held to both. */
export type Ladder = readonly [LadderStep, ...LadderStep[]]

/** Who is rung for a new report until a person acknowledges. Source: clock.md "Alarms"; deputies join where a role is rung again (who-to-ring.ts). */
export const defaultLadder: Ladder = [
  { afterMinutes: 0, roles: ['dpo', 'handler'], channels: ['push', 'mail', 'sms'] },
  { afterMinutes: 15, roles: ['dpo', 'handler'], channels: ['push', 'mail', 'sms'] },
  { afterMinutes: 30, roles: ['chair'], channels: ['push', 'mail', 'sms'] },
  { afterMinutes: 60, roles: ['chair', 'headOfIct'], channels: ['push', 'mail', 'sms'] },
]

/** The last step comes back every so many minutes, without end. */
export const ladderRepeatMinutes = 60

export interface LadderRing {
  /** Counts from 0 and on through the repeats, so (ladder, step) is a unique row in the ledger. */
  readonly step: number
  readonly at: Instant
  readonly who: readonly LadderRole[]
  readonly channels: readonly LadderChannel[]
}

function ringAt(ladder: Ladder, startedAt: Instant, step: number): LadderRing {
  const { afterMinutes, roles, channels } = ladder[step] ?? ladder.at(-1) ?? ladder[0]
  const repeats = Math.max(0, step - (ladder.length - 1))
  const at = plus(startedAt, minutes(afterMinutes + repeats * ladderRepeatMinutes))
  return { step, at, who: roles, channels }
}

/** The ring that follows step number `step` (-1: nothing rung yet): what the engine stores as `step` and `next_at`. */
export const nextLadderStep = (ladder: Ladder, startedAt: Instant, step: number): LadderRing => ringAt(ladder, startedAt, Math.max(0, step + 1))

/** The rings due at or before `now`, from step number `fromStep` on (that one included), oldest first. */
export function ladderStepsBetween(ladder: Ladder, startedAt: Instant, fromStep: number, now: Instant): LadderRing[] {
  const due: LadderRing[] = []
  let ring = nextLadderStep(ladder, startedAt, fromStep - 1)
  while (between(ring.at, now) >= 0) {
    due.push(ring)
    ring = nextLadderStep(ladder, startedAt, ring.step)
  }
  return due
}
