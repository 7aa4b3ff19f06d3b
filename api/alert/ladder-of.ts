import { defaultLadder, type Ladder, type LadderStep } from '../../shared/deadline/ladder.ts'

/** The ladder as it was when the alarm started; never empty. */
export const ladderOf = ([first, ...rest]: readonly LadderStep[]): Ladder => (first ? [first, ...rest] : defaultLadder)
