import { between, type Instant } from '../instant.ts'
import { authorityTable, riskTable, sensitiveTable } from './authority-table.ts'
import { breachTable, dataLostTable, exclusionTable, unavailableTable } from './breach-table.ts'
import { harmChanceTable, impactTable } from './impact-table.ts'
import { retentionTable } from './retention-table.ts'
import { scopeTable, withinScopeTable } from './scope-table.ts'
import { encryptionTable, otherMeasuresTable, subjectsTable, tellingTable } from './subjects-table.ts'

const tables = {
  withinScope: withinScopeTable,
  scope: scopeTable,
  dataLost: dataLostTable,
  unavailable: unavailableTable,
  exclusion: exclusionTable,
  breach: breachTable,
  sensitive: sensitiveTable,
  harmChance: harmChanceTable,
  impact: impactTable,
  telling: tellingTable,
  encryption: encryptionTable,
  otherMeasures: otherMeasuresTable,
  subjects: subjectsTable,
  risk: riskTable,
  authority: authorityTable,
  retention: retentionTable,
}
export type Tables = typeof tables

/** The tables as they stood from a moment on; every decision stores the `version` it was taken under. */
export interface BreachRules {
  readonly version: string
  readonly validFrom: Instant
  readonly source: string
  readonly tables: Tables
}

type RuleSets = readonly [BreachRules, ...BreachRules[]]

/** Oldest first. A change of law is a new row with tables of its own; a row that has been in force is never edited. */
export const breachRuleSets: RuleSets = [
  {
    version: 'breach-2018-05-25',
    validFrom: '2018-05-24T22:00:00.000Z',
    source: 'AVG 33, 34; UAVG 41-43; EDPB 9/2022; handboek H7, H8, H11, H15',
    tables,
  },
]

/** The tables in force at that moment (give it `awareAt`); without a moment the newest, before the first set the first. */
export const breachRulesAt = (at?: Instant, sets: RuleSets = breachRuleSets): BreachRules =>
  (at === undefined ? sets.at(-1) : sets.findLast((rules) => between(rules.validFrom, at) >= 0)) ?? sets[0]
