import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { newestFirst } from '../../../shared/breach/newest.ts'
import {
  Answer,
  answers,
  factOf,
  fieldIds,
  isField,
  optionsOf,
  worksheet,
  worksheetIds,
  worksheetLimits,
  worksheetRow,
} from '../../../shared/breach/worksheet.ts'
import en from '../../../shared/text/en/worksheet.json' with { type: 'json' }
import nl from '../../../shared/text/nl/worksheet.json' with { type: 'json' }

const reads = (answer: unknown) => v.safeParse(Answer, answer).success
const at = '2026-03-02T09:15:00.000Z'
const later = '2026-03-02T09:16:00.000Z'

it('has the ten fields of the handbook, and each fact of the engine beside them', () => {
  expect(worksheetIds).toHaveLength(10)
  expect(isField('fact.malware') && factOf('fact.malware')).toBe('malware')
  for (const id of ['malware', 'fact.', 'fact.summary', 'toString', '']) expect(isField(id)).toBe(false)
  expect(new Set(fieldIds).size).toBe(fieldIds.length)
})

it('knows unknown as an answer to every field', () => {
  for (const field of fieldIds) {
    const unknown =
      optionsOf(field).length === 0
        ? { unknown: true as const }
        : field in worksheet && worksheetRow(field as never).kind === 'several'
          ? { chosen: ['unknown'] }
          : { choice: 'unknown' }
    expect([field, answers(field, unknown)]).toEqual([field, true])
  }
})

it('reads numbers, moments and texts within their limits, and nothing beyond', () => {
  const { text, namely, people } = worksheetLimits
  for (const good of [{ exact: 0 }, { exact: people }, { min: 3, max: 3 }, { at }, { from: at, until: at }, { text: 'x'.repeat(text) }])
    expect(reads(good)).toBe(true)
  expect(reads({ choice: 'partly', namely: 'x'.repeat(namely) })).toBe(true)
  for (const bad of [
    ...[{ exact: people + 1 }, { exact: 1.5 }, { exact: -1 }, { min: 4, max: 3 }, { from: later, until: at }, { at: '2 maart' }, { at: '2026-03-02' }],
    ...[{ text: '' }, { text: '  ' }, { text: 'x'.repeat(text + 1) }, { chosen: [] }, { chosen: ['read', 'read'] }, { unknown: false }, {}, null, 'ja'],
    ...[{ text: 'x', exact: 1 }, { choice: 'partly', namely: 'x'.repeat(namely + 1) }, { choice: '<b>' }],
  ])
    expect([bad, reads(bad)]).toEqual([bad, false])
})

it('takes an answer of its own kind and out of its own list only', () => {
  expect(answers('nature', { chosen: ['read', 'copied'] })).toBe(true)
  expect(answers('data', { chosen: ['specialCategory'], namely: 'Gezondheid' })).toBe(true)
  expect(answers('nature', { chosen: ['read'], namely: 'Iets' })).toBe(false)
  expect(answers('unintelligible', { choice: 'no', namely: 'Iets' })).toBe(false)
  expect(answers('fact.malware', { choice: 'no', namely: 'Iets' })).toBe(false)
  expect(answers('fact.unavailable', { choice: 'yes' })).toBe(false)
  expect(answers('summary', { chosen: ['read'] })).toBe(false)
  expect(answers('people', { at })).toBe(false)
  expect(answers('occurred', { exact: 3 })).toBe(false)
})

it('has a label, a reason and a word for each answer, in both languages', () => {
  for (const texts of [nl, en] as Record<string, { label?: string; why?: string; namely?: string; options?: Record<string, string> }>[])
    for (const id of worksheetIds) {
      expect([id, Boolean(texts[id]?.label && texts[id].why)]).toEqual([id, true])
      expect(Object.keys(texts[id]?.options ?? {})).toEqual([...optionsOf(id)])
      expect([id, Boolean(texts[id]?.namely)]).toEqual([id, worksheetRow(id).namely !== undefined])
    }
})

it('finds the newest answer and all before it, in whatever order they come out of the store', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('summary', 'people', 'data'), { maxLength: 20 }), fc.infiniteStream(fc.nat()), (fields, dice) => {
      const last = new Map<string, string>()
      const given = fields.map((field, n) => {
        const step = { id: `a${n}`, field, basedOn: last.get(field) ?? null }
        last.set(field, step.id)
        return step
      })
      const shuffled = given.map((step) => ({ step, at: dice.next().value as number })).toSorted((a, b) => a.at - b.at)
      const found = newestFirst(shuffled.map(({ step }) => step))
      for (const [field, chain] of found)
        expect(chain.map(({ id }) => id)).toEqual(
          given
            .filter((one) => one.field === field)
            .map(({ id }) => id)
            .toReversed(),
        )
      expect([...found.keys()].toSorted()).toEqual([...last.keys()].toSorted())
    }),
    { numRuns: 100 },
  )
})
