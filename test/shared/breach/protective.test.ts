import fc from 'fast-check'
import { expect, it } from 'vitest'
import { factIds, weightOf, type FactId, type Facts } from '../../../shared/breach/facts.ts'
import { allUnknown, answersOf, anyFacts, bareBreach, lightBreach, lightest, outcomes, tables } from './any-facts.ts'

/** Each duty from the lightest to the heaviest; `undecided` is none of them. */
const duties = {
  scope: ['outOfScope', 'inScope'],
  breach: ['notApplicable', 'noIncident', 'incidentOnly', 'breach'],
  authority: ['notApplicable', 'notRequired', 'notify'],
  subjects: ['notApplicable', 'notRequired', 'weigh', 'postpone', 'publicNotice', 'communicate'],
  impact: ['notApplicable', 'low', 'medium', 'high'],
} as const
type Duty = keyof typeof duties
const dutyNames = Object.keys(duties) as Duty[]

/** Which duties fall when one fact gets heavier. */
function lowered(facts: Facts, id: FactId, by = tables, was = outcomes(facts, by)): string[] {
  const known = facts[id]
  if (known === undefined) return []
  const heavier = answersOf(id).slice(weightOf(id, known) + 1)
  return heavier.flatMap((answer) => {
    const is = outcomes({ ...facts, [id]: answer }, by)
    return dutyNames
      .filter((duty) => was[duty] !== 'undecided' && is[duty] !== 'undecided')
      .filter((duty) => rank(duty, is[duty]) < rank(duty, was[duty]))
      .map((duty) => `${id} ${known} -> ${answer}: ${duty} ${was[duty]} -> ${is[duty]}`)
  })
}
function loweredByAny(facts: Facts): string[] {
  const was = outcomes(facts)
  return factIds.flatMap((id) => lowered(facts, id, tables, was))
}
function rank(duty: Duty, outcome: string) {
  return (duties[duty] as readonly string[]).indexOf(outcome)
}

it('finds a duty that falls, in tables where a reason not to tell counts only from a high risk on', () => {
  const spoiled = tables.subjects.rows.map((row) => (row.id === 'overriding' ? { ...row, when: { ...row.when, telling: ['must'] } } : row))
  const by = { ...tables, subjects: { ...tables.subjects, rows: spoiled } } as unknown as typeof tables
  const facts = { ...bareBreach, overridingReasons: 'yes', harmChance: 'large' } as const
  expect(lowered(facts, 'sensitiveData', by)).toContain('sensitiveData no -> yes: subjects weigh -> notRequired')
  expect(lowered(facts, 'sensitiveData')).toEqual([])
})

it('never lowers a duty when a fact gets worse, or unknown', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      expect(loweredByAny(facts)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

it.each([
  ['with every exception called upon', lightBreach],
  ['with none', bareBreach],
])('never lowers a duty by two facts that touch, %s', (_, base) => {
  expect(factIds.flatMap((one) => others(base, one).flatMap((answer) => loweredByAny({ ...base, [one]: answer })))).toEqual([])
})

const others = (base: Facts, id: FactId) => answersOf(id).filter((answer) => answer !== base[id])

it('does not let "no high risk" stand once harm may be serious, though nobody said how likely it is', () => {
  const facts = { ...bareBreach, highRisk: 'no', harmChance: undefined, harmSeriousness: 'unknown' } as const
  expect(lowered({ ...facts, trustedRecipientConfirmed: 'yes' }, 'trustedRecipientConfirmed')).toEqual([])
  expect(outcomes({ ...facts, trustedRecipientConfirmed: 'no' }).subjects).toBe('communicate')
})

it('weighs unknown as the heaviest answer there is, with everything else as it was', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...factIds), (facts, id) => {
      const heavy = answersOf(id).at(-2)
      const [unknown, worst] = [outcomes({ ...facts, [id]: 'unknown' }), outcomes({ ...facts, [id]: heavy })]
      for (const duty of dutyNames)
        if (unknown[duty] !== 'undecided' && worst[duty] !== 'undecided') expect(rank(duty, unknown[duty])).toBeGreaterThanOrEqual(rank(duty, worst[duty]))
    }),
    { numRuns: 200 },
  )
})

it('takes the protective branch all along when nothing is known', () => {
  expect(outcomes(allUnknown)).toEqual({
    scope: 'inScope',
    breach: 'breach',
    authority: 'notify',
    subjects: 'communicate',
    impact: 'high',
    retention: 'oneYearAfterLastMessage',
  })
})

it('gives a verdict on every file whose questions are all answered', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const whole = { ...lightest, ...Object.fromEntries(Object.entries(facts).filter(([, answer]) => answer !== undefined)) }
      expect(Object.values(outcomes(whole))).not.toContain('undecided')
    }),
    { numRuns: 200 },
  )
})

it('notifies the authority wherever people must be told, at once, in public or later', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { authority, subjects } = outcomes(facts)
      if (['communicate', 'publicNotice', 'postpone'].includes(subjects)) expect(authority).toBe('notify')
    }),
    { numRuns: 200 },
  )
})

it('leaves all the rest out of it when the law does not reach it', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { scope, ...rest } = outcomes({ ...facts, personalDataInvolved: 'no' })
      expect(scope).toBe('outOfScope')
      expect(new Set(Object.values(rest))).toEqual(new Set(['notApplicable']))
    }),
    { numRuns: 50 },
  )
})
