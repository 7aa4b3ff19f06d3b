import { between, type Instant } from '../instant.ts'

/** The law on the term as it stood from a moment on; every decision stores the `version` it was taken under. */
export interface DeadlineRules {
  readonly version: string
  readonly validFrom: Instant
  readonly termHours: number
  readonly source: string
}

type RuleSets = readonly [DeadlineRules, ...DeadlineRules[]]

/** Oldest first. A change of law is a new row with its own date; a row that has been in force is never edited. */
export const ruleSets: RuleSets = [
  {
    version: '2018-05-25',
    validFrom: '2018-05-24T22:00:00.000Z',
    termHours: 72,
    source: 'AVG 33(1), 99(2); Verordening 1182/71 art. 3(1)',
  },
]

/** The rules in force at that moment (give it `awareAt`); before the first set, the first. Source: clock.md "Arithmetic". */
export const rulesAt = (instant: Instant, sets: RuleSets = ruleSets): DeadlineRules =>
  sets.findLast((rules) => between(rules.validFrom, instant) >= 0) ?? sets[0]
