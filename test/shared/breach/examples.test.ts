import { describe, expect, it } from 'vitest'
import { assess } from '../../../shared/breach/assess.ts'
import { type Case, examples } from './handbook-examples.ts'
import { schoolCases } from './school-cases.ts'

function holds({ facts, wanted, rests }: Case) {
  const assessment = assess(facts)
  const said = Object.fromEntries(Object.keys(wanted).map((name) => [name, assessment[name as 'scope'].outcome]))
  expect(said).toEqual(wanted)
  expect(assessment[rests[0]].rows).toContain(rests[1])
}

describe('the handbook’s example', () => {
  it('is there for every number from 1 to 25, and 27', () => {
    const numbers = new Set(Object.keys(examples).map((nr) => Number.parseInt(nr)))
    expect([...numbers].toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 25 }, (_, i) => i + 1), 27])
  })

  it.each(Object.entries(examples).map(([nr, example]) => ({ nr, ...example })))('$nr holds: $name', holds)
})

describe('at school', () => {
  it.each(schoolCases)('$name', holds)
})
