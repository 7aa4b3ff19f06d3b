import { describe, expect, it } from 'vitest'
import { isDaytime, manyIncidents, refusalsInARow, standsOut, type StandsOutKind, type WatchedRow } from '../../../shared/access/stands-out.ts'
import { minutes, plus } from '../../../shared/instant.ts'

const noon = '2026-03-02T11:00:00.000Z'
let made = 0
const row = (changes: Partial<WatchedRow> = {}): WatchedRow => ({
  ...{ id: String(++made), at: noon, actor: 'p-1', type: 'incident.read', incident: 'a', closedAt: null, rungAt: '2026-03-02T08:00:00.000Z' },
  ...changes,
})
const kinds = (rows: readonly WatchedRow[]) => [...standsOut(rows)].map(([kind, found]) => [kind, found.length])
const only = (kind: StandsOutKind, n = 1) => [[kind, n]]

describe('what stands out', () => {
  it('is nothing on a day on which people did their work', () => {
    expect(kinds([row(), row({ type: 'incident.acknowledged' }), row({ type: 'session.opened', incident: null, rungAt: null })])).toEqual([])
  })

  it.each<[StandsOutKind, string]>([
    ['breakGlass', 'incident.glassBroken'],
    ['erasure', 'report.erased'],
    ['erasure', 'incident.erased'],
    ['export', 'log.exported'],
    ['roleChange', 'person.roleGranted'],
    ['roleChange', 'key.resetAsked'],
    ['alerting', 'alerting.changed'],
  ])('is always a %s: %s', (kind, type) => {
    expect(kinds([row({ type })])).toEqual(only(kind))
  })

  it('is saying that another is away, or there again, and not that one is so oneself', () => {
    expect(kinds([row({ type: 'absence.set', forAnother: true }), row({ type: 'absence.ended', forAnother: true })])).toEqual(only('alerting', 2))
    expect(kinds([row({ type: 'absence.set', forAnother: false }), row({ type: 'alerts.changed' })])).toEqual([])
  })

  it('is a person who read many different incidents on one day in Amsterdam, and not one who read the same again', () => {
    const read = (n: number, at = noon, actor = 'p-1') => Array.from({ length: n }, (_, i) => row({ incident: `i${i}`, at, actor }))
    expect(kinds(read(manyIncidents))).toEqual(only('manyIncidents', manyIncidents))
    expect(kinds(read(manyIncidents - 1))).toEqual([])
    expect(kinds(Array.from({ length: 30 }, () => row()))).toEqual([])
    expect(kinds([...read(5), ...read(5, noon, 'p-2')])).toEqual([])
    expect(kinds([...read(5), ...read(5, '2026-03-03T11:00:00.000Z')])).toEqual([])
  })

  it('is reading at night, by the clock of Amsterdam', () => {
    expect(kinds([row({ at: '2026-07-02T18:30:00.000Z' })])).toEqual(only('oddHours'))
    expect(kinds([row({ at: '2026-07-02T17:30:00.000Z' })])).toEqual([])
    expect([isDaytime('2026-03-02T06:00:00.000Z'), isDaytime('2026-03-02T05:59:59.999Z'), isDaytime('2026-03-02T19:00:00.000Z')]).toEqual([true, false, false])
    expect(kinds([row({ at: '2026-07-02T01:00:00.000Z', type: 'incident.acknowledged' })])).toEqual([])
  })

  it('is refusals of one person in a row, not those of a week', () => {
    const refused = (gap: number, n = refusalsInARow) =>
      Array.from({ length: n }, (_, i) => row({ type: 'access.refused', incident: null, at: plus(noon, i * minutes(gap)) }))
    expect(kinds(refused(9))).toEqual(only('refusals', refusalsInARow))
    expect(kinds(refused(9).toReversed())).toEqual(only('refusals', refusalsInARow))
    expect(kinds(refused(11))).toEqual([])
    expect(kinds(refused(1, refusalsInARow - 1))).toEqual([])
  })

  it('is reading before one was rung, or never was, and reading what is closed', () => {
    expect(kinds([row({ rungAt: null }), row({ rungAt: '2026-03-02T12:00:00.000Z' })])).toEqual(only('beforeRung', 2))
    expect(kinds([row({ closedAt: '2026-03-02T10:00:00.000Z' })])).toEqual(only('afterClosed'))
    expect(kinds([row({ closedAt: '2026-03-02T12:00:00.000Z' })])).toEqual([])
  })

  it('comes with the gravest first, and a row may stand out in several ways', () => {
    expect(kinds([row({ at: '2026-03-02T02:00:00.000Z', rungAt: null }), row({ type: 'incident.glassBroken' })])).toEqual([
      ['breakGlass', 1],
      ['beforeRung', 1],
      ['oddHours', 1],
    ])
  })
})
