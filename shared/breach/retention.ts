import type { Instant } from '../instant.ts'
import type { Ground } from './assessment-views.ts'
import { breachRulesAt } from './rules.ts'
import { decide, type Known } from './table.ts'

/** What people decided, whatever the engine advised. `ground`: on what they left telling out, or kept it from being a breach. */
export type DecidedOutcomes = Required<Pick<Known, 'breach' | 'authority' | 'subjects'>> & { ground?: Ground | undefined }

/** How long the register keeps a file that was decided so, and the row that says it (H15). An ended postponement counts as what followed. */
export function retentionOf({ breach, authority, subjects, ground }: DecidedOutcomes, at?: Instant) {
  const said = decide(breachRulesAt(at).tables.retention, { breach, authority, subjects, settledOn: ground ?? 'none' })
  // Everything the table asks was given; if not, the longest term.
  return 'row' in said ? { outcome: said.row.then, row: said.row.id } : { outcome: 'threeYearsReview' as const, row: 'keepLookAgain' }
}
