import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audienceFor } from '../../../shared/access/fence.ts'
import { discreetKinds, reportKinds } from '../../../shared/incident/report-lists.ts'
import { amsterdamDay, amsterdamTime, between, days, plus } from '../../../shared/instant.ts'
import { inHolidays, isWeekend } from '../../../shared/training/holidays.ts'
import { modules } from '../../../shared/training/modules.ts'
import {
  betweenOffers,
  fitsBoard,
  isOffered,
  mayOffer,
  moduleFor,
  noOfferReasons,
  offerPeriod,
  type NoOffer,
  type OfferFacts,
} from '../../../shared/training/offers.ts'
import { holidayRegions } from '../../../shared/training/training-settings.ts'

const stick = { kind: 'deviceLost', addressee: 'dpo', notTo: null }
const plain: OfferFacts = {
  ...{ kind: 'deviceLost', everDiscreet: false, everRecused: false, audience: audienceFor('dpo'), audienceByHand: false },
  ...{ glassBroken: false, erased: false, reports: [stick] },
}

describe('after an incident', () => {
  it('the module of its kind is offered', () => {
    expect(mayOffer(plain)).toEqual({ moduleId: 'prevent-it' })
    expect(mayOffer({ ...plain, audience: [...plain.audience, 'dpo:deputy'] })).toEqual({ moduleId: 'prevent-it' })
  })

  const exceptions: [NoOffer, OfferFacts][] = [
    ['discreet', { ...plain, everDiscreet: true }],
    ['discreet', { ...plain, kind: 'accountCompromised' }],
    ['discreet', { ...plain, reports: [stick, { ...stick, kind: 'suspiciousMessage' }] }],
    ['recused', { ...plain, everRecused: true }],
    ['notTo', { ...plain, reports: [stick, { ...stick, notTo: ['headOfIct'] }] }],
    ['straightToChair', { ...plain, reports: [stick, { ...stick, addressee: 'chair' }] }],
    ['audience', { ...plain, audienceByHand: true }],
    ['audience', { ...plain, audience: audienceFor('chair') }],
    ['glass', { ...plain, glassBroken: true }],
    ['erased', { ...plain, erased: true }],
    ['noReport', { ...plain, reports: [] }],
    ['kind', { ...plain, kind: 'somethingNew' }],
    ['kind', { ...plain, kind: 'unauthorisedView' }],
  ]
  it.each(exceptions)('nothing is offered: %s', (none, facts) => {
    expect(mayOffer(facts)).toEqual({ none })
  })

  it('is offered one time in three, by dice, so that no offer is no message', () => {
    expect(Array.from({ length: 300 }, (_, n) => isOffered(n / 300)).filter(Boolean)).toHaveLength(100)
  })

  it('has each of its exceptions tested', () => {
    expect([...new Set(exceptions.map(([none]) => none))].toSorted()).toEqual([...noOfferReasons].toSorted())
  })

  it('has a module that exists, or none, for every kind, and none for a kind that starts discreet', () => {
    const ids = modules.map(({ id }) => id)
    for (const kind of reportKinds) {
      const { moduleId, why } = moduleFor[kind]
      expect(moduleId === null || ids.includes(moduleId)).toBe(true)
      expect(why.length).toBeGreaterThan(10)
      if ((discreetKinds as readonly string[]).includes(kind)) expect(moduleId).toBeNull()
    }
  })
})

describe('a board', () => {
  const [from, board] = ['2026-11-02T07:00:00.000Z', { staff: 10, floor: 10, hidden: [], offers: [] }]
  const other = (ms: number, moduleId = 'spot-it') => ({ ...board, offers: [{ moduleId, fromAt: plus(from, ms) }] })

  it.each([
    ['of enough people', board, true],
    ['where another module is on offer', other(0, 'prevent-it'), true],
    ['where the same was on offer eight weeks ago', other(-betweenOffers), true],
    ['with fewer people than its floor', { ...board, staff: 9 }, false],
    ['that raised its floor above its people', { ...board, floor: 11 }, false],
    ['that hides the module', { ...board, hidden: ['spot-it'] }, false],
    ['where the same was on offer within eight weeks', other(1 - betweenOffers), false],
    ['where the same will be on offer within eight weeks', other(betweenOffers - 1), false],
  ])('%s: %s', (_, facts, fits) => {
    expect(fitsBoard('spot-it', from, facts)).toBe(fits)
  })
})

describe('the two weeks of an offer', () => {
  const closed = fc.record({
    day: fc.integer({ min: 0, max: 1300 }),
    dice: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    region: fc.constantFrom(null, ...holidayRegions),
  })

  it('begin at eight on a school day, two to six weeks later, or after the holiday that fills them', () => {
    fc.assert(
      fc.property(closed, ({ day, dice, region }) => {
        const closedAt = plus('2025-09-01T21:30:00.000Z', days(day))
        const { fromAt, untilAt } = offerPeriod(closedAt, dice, region)
        const [on, since] = [amsterdamDay(fromAt), between(closedAt, fromAt) / days(1)]
        expect([amsterdamTime(fromAt), isWeekend(on), inHolidays(on, region), between(fromAt, untilAt)]).toEqual(['08:00', false, false, days(14)])
        expect(since).toBeGreaterThan(13)
        const free = Array.from({ length: 29 }, (_, n) => amsterdamDay(plus(closedAt, days(14 + n)))).filter(
          (one) => !isWeekend(one) && !inHolidays(one, region),
        )
        expect(since < 43 || free.length === 0).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('can begin on any school day of those weeks, each as likely', () => {
    const begins = Array.from({ length: 210 }, (_, n) => amsterdamDay(offerPeriod('2026-11-02T12:00:00.000Z', n / 210, 'north').fromAt))
    const counts = [...new Set(begins)].map((day) => begins.filter((one) => one === day).length)
    expect([counts.length, Math.max(...counts) - Math.min(...counts)]).toEqual([21, 0])
  })

  it('wait until school begins again after the summer', () => {
    expect(amsterdamDay(offerPeriod('2026-07-01T12:00:00.000Z', 0.5, null).fromAt)).toBe('2026-08-31')
  })
})
