import fc from 'fast-check'
import { factIds, facts, type FactId, type Facts } from '../../../shared/breach/facts.ts'
import { breachRulesAt, type Tables } from '../../../shared/breach/rules.ts'
import { outcomesOf, settle, type Step } from '../../../shared/breach/settle.ts'

export const { tables } = breachRulesAt()
export const steps = Object.keys(tables) as Step[]
export const outcomes = (known: Facts, by: Tables = tables) => outcomesOf(settle(known, by))
export const answersOf = (id: FactId): readonly string[] => facts[id].answers

/** Every fact answered with its lightest, or its heaviest, answer. */
const every = (pick: (answers: readonly string[]) => string | undefined) => Object.fromEntries(factIds.map((id) => [id, pick(answersOf(id))])) as Facts
export const lightest = every((answers) => answers[0])
export const heaviest = every((answers) => answers.at(-2))
export const allUnknown = every(() => 'unknown')

/** In scope, an incident, a breach: where the later verdicts are asked. The rest is as light as can be. */
export const lightBreach: Facts = {
  ...lightest,
  personalDataInvolved: 'yes',
  controller: 'own',
  withinScope: 'yes',
  securityIncident: 'yes',
  unlawfulProcessingExcluded: 'no',
}

/** The same, and nothing that takes the duty to tell people away. */
export const bareBreach: Facts = {
  ...lightBreach,
  ...{ encryptionSufficient: 'no', encryptedThen: 'no', otherMeasuresSufficient: 'no', laterMeasures: 'no' },
  ...{ disproportionateEffort: 'no', postponementAsked: 'no', overridingReasons: 'no', reasonsRiskUnlikely: 'no' },
}

const change = fc.constantFrom(...factIds).chain((id) => fc.constantFrom(...answersOf(id), undefined).map((answer) => ({ [id]: answer })))
const changes = fc.array(change, { maxLength: 12 }).map((all) => Object.assign({}, ...all) as Facts)
const whole = fc.record(Object.fromEntries(factIds.map((id) => [id, fc.constantFrom(...answersOf(id))]))) as fc.Arbitrary<Facts>

/** Whole files, and files a few answers away from the lightest or the heaviest; some answers missing. */
export const anyFacts: fc.Arbitrary<Facts> = fc.oneof(
  whole,
  fc.tuple(fc.constantFrom(lightest, lightBreach, bareBreach, heaviest, {}), changes).map(([base, more]) => ({ ...base, ...more })),
)
