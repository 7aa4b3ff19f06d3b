import type { OutcomeView } from '../../shared/deadline/deadline-views.ts'
import type { TermOutcome } from '../../shared/deadline/kinds.ts'
import type { Instant } from '../../shared/instant.ts'

/** How the 72 hours came to a stop. */
export type HowStopped = 'onTime' | 'withinLegalEnd' | 'late' | Exclude<TermOutcome, 'filed' | 'filedLate'>
export interface Stopped {
  how: HowStopped
  at: Instant
}

interface Term {
  deadlineAt: Instant
  termEndedAt?: Instant | null | undefined
  termOutcome?: TermOutcome | null | undefined
  outcomes?: readonly OutcomeView[] | undefined
}

/** What stopped the clock and when: the moment of the authority's receipt where there is one. Null: it runs, or the server does not tell. */
export function stoppedOf({ deadlineAt, termEndedAt, termOutcome, outcomes = [] }: Term): Stopped | null {
  if (!termEndedAt || !termOutcome) return null
  if (termOutcome !== 'filed' && termOutcome !== 'filedLate') return { how: termOutcome, at: termEndedAt }
  const filed = outcomes.findLast(({ kind, status }) => kind === 'filed' && status === 'inForce')
  return {
    how: filed?.inTime ?? (termOutcome === 'filedLate' ? 'late' : termEndedAt <= deadlineAt ? 'onTime' : 'withinLegalEnd'),
    at: filed?.filedAt ?? termEndedAt,
  }
}
