import * as v from 'valibot'
import { expect, it } from 'vitest'
import { EntrySchema, entryFrom, missingOf, neededFields, occurredOn, type Entry } from '../../../shared/register/entry.ts'

const none = { measures: [], reasons: [] }
const whole: Entry = {
  ...{ description: 'a', registerKind: 'other', occurred: { known: 'unknown' }, happened: ['unknown'], groups: 'b', people: { known: 'unknown' } },
  ...{ data: 'c', consequences: 'd', harmMeasures: 'e', repeatMeasures: 'f', reasons: 'g' },
}

it('asks every field of the handbook and a decision, and takes "not known" for an answer', () => {
  expect(missingOf({}, { breach: null })).toEqual([...neededFields, 'classification'])
  expect(missingOf(whole, { breach: 'incidentOnly' })).toEqual([])
  expect(missingOf({ ...whole, happened: [], data: '  ' }, { breach: 'undecided' })).toEqual(['happened', 'data', 'classification'])
})

it('proposes what the file says and nothing more', () => {
  expect(entryFrom({ kind: 'other', ...none })).toEqual({})
  const sources = {
    kind: 'deviceLost',
    summary: ' Een stick ',
    measures: [
      { aim: 'harm', text: 'Gebeld' },
      { aim: 'repetition', text: 'Versleutelen' },
    ],
    reasons: ['Omdat', ''],
  } as const
  expect(entryFrom(sources)).toEqual({
    description: 'Een stick',
    registerKind: 'carrierLost',
    harmMeasures: 'Gebeld',
    repeatMeasures: 'Versleutelen',
    reasons: 'Omdat',
  })
})

it('reads days and numbers only where they can be', () => {
  const fits = (entry: unknown) => v.safeParse(EntrySchema, entry).success
  expect(fits(whole)).toBe(true)
  expect(fits({ occurred: { known: 'on', from: '2026-02-30' } })).toBe(false)
  expect(fits({ occurred: { known: 'between', from: '2026-02-02', to: '2026-02-01' } })).toBe(false)
  expect(fits({ people: { known: 'range', min: 3, max: 2 } })).toBe(false)
  expect(fits({ name: 'Iemand' })).toBe(false)
  expect([occurredOn(whole), occurredOn({ occurred: { known: 'between', from: '2026-01-02', to: '2026-01-03' } })]).toEqual([null, '2026-01-02'])
})
