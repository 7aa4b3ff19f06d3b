import type { Instant } from '../instant.ts'
import type { DeadlineView, OutcomeView } from './deadline-views.ts'

/** The 72 hours of an incident: the first, and those a new fact opened after it. */
const authorityTerms = (deadlines: readonly DeadlineView[]) =>
  deadlines.filter(({ kind }) => kind === 'authority').toSorted((a, b) => a.openedAt.localeCompare(b.openedAt))

/** Since when the term that counts runs, and since when the first one did where a new fact opened another. */
export function anchorsOf(awareAt: Instant, deadlines: readonly DeadlineView[] = []): { anchorAt: Instant; firstAt: Instant | null } {
  const terms = authorityTerms(deadlines)
  const now = terms.findLast(({ endedAt }) => endedAt === null) ?? terms.at(-1)
  const first = terms[0]
  return { anchorAt: now?.anchorAt ?? awareAt, firstAt: now && first && first !== now ? first.anchorAt : null }
}

/** When a new fact opened another term, after which what was decided about the one before no longer counts. Null: it counts as it stands. */
export function overtakenAt({ deadlineId }: Pick<OutcomeView, 'deadlineId'>, deadlines: readonly DeadlineView[] = []): Instant | null {
  const terms = authorityTerms(deadlines)
  const at = terms.findIndex(({ id }) => id === deadlineId)
  return at < 0 ? null : (terms[at + 1]?.openedAt ?? null)
}
