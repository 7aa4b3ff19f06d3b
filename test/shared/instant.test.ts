import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amsterdamDay,
  amsterdamMidnight,
  between,
  days,
  earliest,
  hours,
  isInstant,
  latest,
  minutes,
  plus,
  previousDay,
  readDay,
  readInstant,
} from '../../shared/instant.ts'

const first = '1970-01-01T00:00:00.000Z'
const last = '9999-12-31T23:59:59.999Z'
const moment = fc.date({ min: new Date(first), max: new Date(last), noInvalidDate: true }).map((d) => d.toISOString())
const day = fc.date({ min: new Date('1970-01-02'), max: new Date(last), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10))

describe('reading a moment', () => {
  it.each([
    ['2026-03-27T14:20:00+01:00', '2026-03-27T13:20:00.000Z'],
    ['2026-03-27T14:20Z', '2026-03-27T14:20:00.000Z'],
    ['2026-03-27T14:20:05.1234567Z', '2026-03-27T14:20:05.123Z'],
    ['2026-03-27T14:20:05,5-0330', '2026-03-27T17:50:05.500Z'],
    ['2024-02-29T23:00:00-02', '2024-03-01T01:00:00.000Z'],
    ['1970-01-01T00:00:00Z', first],
    ['9999-12-31T23:59:59.999Z', last],
  ])('reads %s', (given, utc) => expect(readInstant(given)).toBe(utc))

  it.each([
    '',
    'gisteren',
    '2026-03-27',
    '2026-03-27T14:20:00',
    '2026-03-27 14:20:00Z',
    '2026-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-04-31T12:00:00Z',
    '2026-03-00T12:00:00Z',
    '2026-03-27T24:00:00Z',
    '2026-03-27T23:59:60Z',
    '2026-03-27T12:00:00+24:00',
    '+010000-01-01T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:30:00+01:00',
    '1969-12-31T23:30:00-01:00',
    '9999-12-31T23:30:00-01:00',
    '2026-03-27T14:20:00Z\n',
    'infinity',
    '٢٠٢٦-03-27T14:20:00Z',
    null,
    undefined,
    0,
    NaN,
    1774617600000,
    {},
    [],
    ['2026-03-27T14:20:00Z'],
    Symbol('now'),
    1n,
    true,
  ])('takes %s for no moment at all', (given) => expect(readInstant(given)).toBeUndefined())

  it('yields our own form or nothing, whatever it is given', () => {
    const near = fc
      .tuple(fc.nat(99999), fc.nat(19), fc.nat(39), fc.nat(29), fc.nat(69), fc.nat(69), fc.constantFrom('Z', '+14:00', '-12', ''))
      .map(([y, mo, d, h, mi, s, z]) => `${two(y, 4)}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}:${two(s)}${z}`)
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), near), (value) => {
        const read = readInstant(value)
        if (read === undefined) return
        expect(read).toMatch(/^(19[7-9]\d|[2-9]\d{3})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
        expect(isInstant(read)).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  it('reads the same moment from whatever zone wrote it', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (utc, offset) => {
        fc.pre(utc > '1970-01-02' && utc < '9999-12-30')
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
        expect(readInstant(plus(utc, minutes(offset)).replace('Z', zone))).toBe(utc)
      }),
    )
  })

  it('knows its own form from another way to write the same moment', () => {
    fc.assert(
      fc.property(moment, (utc) => {
        expect(isInstant(utc)).toBe(true)
      }),
    )
    for (const other of ['2026-03-27T14:20:00Z', '2026-03-27T14:20:00.000+00:00', 5, null]) expect(isInstant(other)).toBe(false)
  })
})

describe('reckoning with moments', () => {
  it('counts elapsed time forth and back', () => {
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        expect(plus(a, between(a, b))).toBe(b)
      }),
    )
    expect([minutes(2), hours(2), days(2)]).toEqual([120_000, 7_200_000, 172_800_000])
  })

  it('stops at the edge of what the database can hold', () => {
    expect(plus(last, days(3))).toBe(last)
    expect(plus(first, -1)).toBe(first)
    expect(plus('2026-01-01T00:00:00.000Z', 1e300)).toBe(last)
  })

  it('finds the earliest and the latest', () => {
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1 }), (all) => {
        const sorted = [...all].sort()
        expect(earliest(all[0] ?? first, ...all)).toBe(sorted[0])
        expect(latest(all[0] ?? first, ...all)).toBe(sorted.at(-1))
      }),
    )
  })
})

describe('days in Amsterdam', () => {
  it.each([
    ['2026-01-15', '2026-01-14T23:00:00.000Z'],
    ['2026-07-15', '2026-07-14T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['1977-04-03', '1977-04-02T23:00:00.000Z'],
    ['1970-01-01', first],
    ['9999-12-31', '9999-12-30T23:00:00.000Z'],
  ])('start %s at %s', (given, utc) => expect(amsterdamMidnight(given)).toBe(utc))

  it('start at the very first millisecond that has that date', () => {
    fc.assert(
      fc.property(day, (given) => {
        const midnight = amsterdamMidnight(given)
        expect([amsterdamDay(midnight), amsterdamDay(plus(midnight, -1))]).toEqual([given, previousDay(given)])
      }),
    )
  })

  it('have names that read back, at the end of the range too', () => {
    fc.assert(
      fc.property(fc.oneof(moment, fc.constant(last)), (at) => {
        expect(readDay(amsterdamDay(at))).toBe(amsterdamDay(at))
      }),
    )
  })

  it('follow one another across months and leap years', () => {
    expect(['2026-03-01', '2024-03-01', '2026-01-01', '1970-01-01'].map(previousDay)).toEqual(['2026-02-28', '2024-02-29', '2025-12-31', '1970-01-01'])
  })

  it('are only real days with four figures to the year', () => {
    fc.assert(
      fc.property(day, (given) => {
        expect(readDay(given)).toBe(given)
      }),
    )
    const none = ['2026-02-30', '2026-00-10', '1969-12-31', '12026-01-01', '2026-1-1', '2026-01-01T00:00:00Z', ' 2026-01-01', 20260101, null]
    expect(none.map(readDay)).toEqual(none.map(() => undefined))
  })
})

const two = (n: number, width = 2) => String(n).padStart(width, '0')
