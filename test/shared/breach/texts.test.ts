import { expect, it } from 'vitest'
import {
  authorityOutcomes,
  breachOutcomes,
  grounds,
  impactOutcomes,
  retentionOutcomes,
  scopeOutcomes,
  SeverityView,
  subjectsOutcomes,
} from '../../../shared/breach/assessment-views.ts'
import { factIds, facts } from '../../../shared/breach/facts.ts'
import { lawInWords } from '../../../shared/breach/law-in-words.ts'
import enFacts from '../../../shared/text/en/facts.json' with { type: 'json' }
import enVerdict from '../../../shared/text/en/verdict.json' with { type: 'json' }
import nlFacts from '../../../shared/text/nl/facts.json' with { type: 'json' }
import nlVerdict from '../../../shared/text/nl/verdict.json' with { type: 'json' }
import { steps, tables } from './any-facts.ts'

const outcomes = {
  scope: scopeOutcomes,
  breach: breachOutcomes,
  authority: authorityOutcomes,
  subjects: subjectsOutcomes,
  impact: impactOutcomes,
  retention: retentionOutcomes,
}
const rowIds = steps.flatMap((step) => tables[step].rows.map(({ id }) => id))
const sorted = (list: readonly string[]) => [...list].toSorted()

it.each([
  ['nl', nlFacts],
  ['en', enFacts],
])('says every fact and every answer in %s, and none that is not there', (_, texts: Record<string, { question: string; why: string; answers: object }>) => {
  expect(Object.keys(texts)).toEqual(factIds)
  for (const id of factIds) expect(Object.keys(texts[id]!.answers)).toEqual(facts[id].answers)
})

it.each([
  ['nl', nlFacts, nlVerdict, 'handboek'],
  ['en', enFacts, enVerdict, 'handbook'],
])('says with each question in %s which article and chapter ask it', (_, texts: Record<string, { why: string }>, { law }, handbook) => {
  for (const id of factIds) {
    const { basis } = facts[id]
    expect(texts[id]!.why.endsWith(` (${lawInWords(basis.law, (word) => law[word])}; ${handbook} ${basis.handbook})`)).toBe(true)
  }
})

it.each([
  ['nl', nlVerdict],
  ['en', enVerdict],
])('says every row, outcome, ground and band in %s, and none that is not there', (_, texts) => {
  expect(sorted(Object.keys(texts.row))).toEqual(sorted(rowIds))
  expect(Object.keys(texts.outcome)).toEqual(Object.keys(outcomes))
  for (const [step, list] of Object.entries(outcomes)) expect(sorted(Object.keys(texts.outcome[step as 'scope']))).toEqual(sorted(list))
  expect(Object.keys(texts.ground)).toEqual([...grounds])
  expect(Object.keys(texts.severity.band)).toEqual(SeverityView.entries.band.wrapped.options)
  expect(Object.keys(texts.severity.pointsElsewhere)).toEqual(SeverityView.entries.pointsElsewhere.wrapped.options)
})

it('gives every row of every table an id of its own', () => {
  expect(new Set(rowIds).size).toBe(rowIds.length)
})
