import { latest, type Instant } from '../instant.ts'

/** How long a file is kept, at least (protocol 11, H15): from the longest to the shortest way of saying so. */
export const retentionOutcomes = ['threeYearsReview', 'oneYearAfterLastMessage', 'oneYear', 'boardTerm'] as const
export type RetentionOutcome = (typeof retentionOutcomes)[number]

/** What a board may choose for files that were not notified, in whole years. Source: H15, at least one. */
export const boardYears = { least: 1, most: 10, usual: 1 } as const

/** The same day and hour so many calendar years later; from 29 February 1 March where there is none: never too short. */
export function yearsAfter(instant: Instant, years: number): Instant {
  const date = new Date(instant)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return date.toISOString()
}

export interface Kept {
  readonly closedAt: Instant
  /** of the last message to people; null where none went out */
  readonly lastMessageAt: Instant | null
  /** the board's own term, in years */
  readonly ownYears: number
}

/** Until when a file is kept at least; never before it was closed. Source: H15. */
export function keptUntil(outcome: RetentionOutcome, { closedAt, lastMessageAt, ownYears }: Kept): Instant {
  if (outcome === 'threeYearsReview') return yearsAfter(closedAt, 3)
  if (outcome === 'oneYear') return yearsAfter(closedAt, 1)
  if (outcome === 'oneYearAfterLastMessage') return latest(closedAt, yearsAfter(lastMessageAt ?? closedAt, 1))
  return yearsAfter(closedAt, Math.max(boardYears.least, ownYears))
}

/** Every year it is looked at again whether people must still be told; null where nothing asks that. Source: H15. */
export const nextReview = (outcome: RetentionOutcome, lookedAt: Instant): Instant | null => (outcome === 'threeYearsReview' ? yearsAfter(lookedAt, 1) : null)

/** The longer of two terms; where both end together the one that is looked at again. */
export const longerOf = (a: RetentionOutcome, b: RetentionOutcome, kept: Kept): RetentionOutcome => {
  const [first, second] = [keptUntil(a, kept), keptUntil(b, kept)]
  if (first === second) return retentionOutcomes.indexOf(a) <= retentionOutcomes.indexOf(b) ? a : b
  return first > second ? a : b
}
