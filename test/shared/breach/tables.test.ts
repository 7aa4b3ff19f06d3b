import { expect, it } from 'vitest'
import { becauseOf, changedAnswers } from '../../../shared/breach/because.ts'
import { grounds } from '../../../shared/breach/assessment-views.ts'
import { facts, type FactId } from '../../../shared/breach/facts.ts'
import { breachRulesAt, breachRuleSets, type BreachRules } from '../../../shared/breach/rules.ts'
import { settle } from '../../../shared/breach/settle.ts'
import { columnsOf, decide, isFact, unique, type Column, type Known, type Table } from '../../../shared/breach/table.ts'
import { heaviest, lightBreach, steps, tables } from './any-facts.ts'

const table = (step: (typeof steps)[number]): Table => tables[step]

const derived: Partial<Record<Column, readonly string[]>> = {
  impact: ['low', 'medium', 'high'],
  telling: ['free', 'weigh', 'must'],
  breach: ['noIncident', 'incidentOnly', 'breach'],
  authority: ['notRequired', 'notify', 'notApplicable'],
  subjects: ['notRequired', 'weigh', 'postpone', 'publicNotice', 'communicate', 'notApplicable'],
  settledOn: ['none', ...grounds],
}
const valuesOf = (column: Column) => (isFact(column) ? facts[column].answers : (derived[column] ?? []))
const columnsIn = (of: Table) => unique(of.rows.flatMap((row) => columnsOf(row)))

/** Files in an order that is always the same: some with most at its lightest, some wild, some with questions left open. */
function* files(of: Table): Generator<Known> {
  let seed = 7
  const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below
  const columns = columnsIn(of)
  for (let i = 0; i < 3000; i++) {
    const pick = (column: Column) => (next(8) < i % 8 ? valuesOf(column)[0] : [...valuesOf(column), undefined][next(valuesOf(column).length + 1)])
    yield Object.fromEntries(columns.map((column) => [column, pick(column)])) as Known
  }
}

const heldBy = (of: Table, known: Known) => {
  const said = decide(of, known)
  return 'row' in said ? said.row.id : undefined
}

it.each(steps)('uses every row of the table %s', (step) => {
  const of = table(step)
  const held = new Set([...files(of)].map((known) => heldBy(of, known)))
  expect(of.rows.map(({ id }) => id).filter((id) => !held.has(id))).toEqual([])
})

it.each(steps)('names the article and the chapter in every row of the table %s, and ends with the cautious one', (step) => {
  const of = table(step)
  for (const { basis } of of.rows) {
    expect(basis.law).toMatch(/AVG|EDPB/)
    expect(basis.handbook).toMatch(/^H\d/)
  }
  // How likely harm is has no cautious row: until somebody says it, it is asked.
  if (step !== 'harmChance') expect(columnsOf(of.rows.at(-1)!)).toEqual([])
})

it.each(steps)('says something for every combination of answers in the table %s, and what to ask before', (step) => {
  const of = table(step)
  const columns = columnsIn(of)
  const answered = Object.fromEntries(columns.map((column) => [column, valuesOf(column).at(-1)])) as Known
  expect(decide(of, answered)).toHaveProperty('row')
  if (columns.some((column) => isFact(column) && !('silent' in facts[column]))) expect(decide(of, {})).toHaveProperty('ask')
})

it('asks first what settles it first, and stops asking once the rest cannot change it', () => {
  expect(decide(tables.scope, {})).toMatchObject({ ask: ['personalDataInvolved', 'controller', 'withinScope'] })
  expect(decide(tables.scope, { personalDataInvolved: 'no' })).toMatchObject({ row: { id: 'noPersonalData' } })
  expect(decide(tables.breach, { securityIncident: 'yes', unlawfulProcessingExcluded: 'no' })).toMatchObject({ row: { then: 'breach' } })
  expect(decide(tables.impact, { sensitiveData: 'yes', harmSeriousness: 'serious' })).toMatchObject({ row: { then: 'high' } })
})

it('holds a direct answer as long as no finer fact contradicts it, and takes the stricter of the two', () => {
  const direct = (known: Known) => decide(tables.exclusion, { unlawfulProcessingExcluded: 'yes', ...known })
  expect(direct({})).toMatchObject({ row: { id: 'exclusionSaid', then: 'yes' } })
  for (const known of [{ malware: 'yes' }, { malware: 'unknown' }, { altered: 'recoverable' }, { accessExcluded: 'unknown' }] as const)
    expect(direct(known)).toMatchObject({ row: { then: 'no' } })
  expect(decide(tables.sensitive, { sensitiveData: 'no', passwords: 'yes' })).toMatchObject({ row: { id: 'passwords', then: 'yes' } })
  expect(decide(tables.sensitive, { ...lightFiner('sensitive'), sensitiveData: 'yes' })).toMatchObject({ row: { then: 'yes' } })
  expect(decide(tables.encryption, { encryptionSufficient: 'yes', dataLost: 'yes' })).toMatchObject({ row: { id: 'lostThoughEncrypted', then: 'no' } })
})

const lightFiner = (step: (typeof steps)[number]): Known =>
  Object.fromEntries(columnsOf(table(step).rows.at(-2)!).map((column) => [column, valuesOf(column)[0]])) as Known

it('fills the handbook’s matrix of impact, cell by cell', () => {
  const cell = (sensitiveData: 'yes' | 'no', harmChance: 'small' | 'large', harmSeriousness: 'limited' | 'serious') => {
    const said = decide(tables.impact, { sensitiveData, harmChance, harmSeriousness })
    return 'row' in said ? said.row.then : undefined
  }
  const line = (chance: 'small' | 'large') => [
    cell('no', chance, 'limited'),
    cell('no', chance, 'serious'),
    cell('yes', chance, 'limited'),
    cell('yes', chance, 'serious'),
  ]
  expect(line('small')).toEqual(['low', 'medium', 'medium', 'high'])
  expect(line('large')).toEqual(['medium', 'high', 'high', 'high'])
})

it('finds the rules of the day, and the newest without a day', () => {
  const later: BreachRules = { ...breachRuleSets[0], version: 'later', validFrom: '2030-01-01T00:00:00.000Z' }
  const sets = [breachRuleSets[0], later] as const
  expect(breachRulesAt('2026-11-23T05:00:00.000Z', sets).version).toBe(breachRuleSets[0].version)
  expect(breachRulesAt('2030-01-01T00:00:00.000Z', sets).version).toBe('later')
  expect(breachRulesAt(undefined, sets).version).toBe('later')
  expect(breachRulesAt('1999-01-01T00:00:00.000Z', sets).version).toBe(breachRuleSets[0].version)
})

it('says what would change it: with a current copy this is no breach', () => {
  const known = { ...lightBreach, unlawfulProcessingExcluded: 'yes', dataLost: undefined, dataGone: 'yes', currentCopy: 'no' } as const
  const settled = settle(known, tables, true)
  const because = becauseOf(settled, 'breach', changedAnswers(settled))
  expect(because.reasons.map(({ row }) => row)).toEqual(['lostNoCopy', 'breachLost'])
  expect(because.changes).toContainEqual({ fact: 'currentCopy', answer: 'yes', outcome: 'incidentOnly' })
})

it('marks unknown as what took the protective branch, in the reason that read it', () => {
  const settled = settle(
    { ...heaviest, controller: 'own', unlawfulProcessingExcluded: 'unknown', dataLost: 'no', dataGone: 'no', unavailable: 'no', restoredWithin: 'notAway' },
    tables,
    true,
  )
  const because = becauseOf(settled, 'breach', changedAnswers(settled))
  expect(because.protective).toBe(true)
  const marked = because.reasons.flatMap((reason) => reason.facts.filter((used) => used.protective).map((used): FactId => used.fact))
  expect(marked).toEqual(['unlawfulProcessingExcluded'])
})
