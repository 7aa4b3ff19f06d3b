import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amsterdamDay, amsterdamTime, between, days, hours, minutes, plus, type Instant } from '../../../shared/instant.ts'
import { inHolidays } from '../../../shared/training/holidays.ts'
import { betweenNudges, isNudgeTime, nudgeFor, nudgeLife, type NudgeFacts } from '../../../shared/training/nudge.ts'
import { holidayRegions } from '../../../shared/training/training-settings.ts'

const now = '2026-11-03T09:00:00.000Z'
const quiet: NudgeFacts = {
  ...{ boardNudges: true, region: null, optedOut: false, left: false, nudgedAt: null, began: true },
  ...{ dueCards: 0, modules: ['spot-it', 'prevent-it'], offers: [], completions: [], dueOn: null },
}
const due = { ...quiet, dueCards: 1 }
const done = (moduleId: string, validUntil: Instant) => ({ moduleId, completedAt: plus(validUntil, -days(365)), validUntil })

describe('somebody is reminded', () => {
  it.each([
    ['because a question comes back', due, 'due'],
    ['because a module is on offer', { ...due, offers: [{ moduleId: 'spot-it', fromAt: now }] }, 'offer'],
    ['because what he did is valid for thirty days more', { ...due, completions: [done('spot-it', plus(now, days(30)))] }, 'renewal'],
    ['because the yearly day is near', { ...due, dueOn: '2026-12-01' }, 'yearlyDay'],
    ['of the yearly day although he never began', { ...quiet, began: false, dueOn: '2026-12-01' }, 'yearlyDay'],
    ['when the last time lies in the future: a clock ran ahead', { ...due, nudgedAt: plus(now, days(300)) }, 'due'],
    ['a week after the last time', { ...due, nudgedAt: plus(now, -betweenNudges) }, 'due'],
  ] as const)('%s', (_, facts, why) => {
    expect(nudgeFor(facts, now)).toBe(why)
  })
})

describe('nobody is reminded', () => {
  it.each<[string, NudgeFacts]>([
    ['of nothing', quiet],
    ['where the board switched it off', { ...due, boardNudges: false }],
    ['who switched it off', { ...due, optedOut: true }],
    ['who left', { ...due, left: true }],
    ['twice in a week', { ...due, nudgedAt: plus(now, -betweenNudges + 1) }],
    [
      'of an offer he took up',
      { ...quiet, offers: [{ moduleId: 'spot-it', fromAt: plus(now, -days(3)) }], completions: [done('spot-it', plus(now, days(364)))] },
    ],
    [
      'of a module his board hides',
      { ...quiet, offers: [{ moduleId: 'report-at-once', fromAt: now }], completions: [done('report-at-once', plus(now, days(3)))] },
    ],
    ['of what is valid for longer', { ...quiet, completions: [done('spot-it', plus(now, days(31)))] }],
    ['of what is over', { ...quiet, completions: [done('spot-it', now)] }],
    ['of a yearly day that is further away', { ...quiet, dueOn: '2026-12-04' }],
    [
      'of a yearly day when all he has is valid on it',
      { ...quiet, dueOn: '2026-12-01', completions: quiet.modules.map((id) => done(id, '2027-02-01T00:00:00.000Z')) },
    ],
    ['who never began, but of the yearly day', { ...due, began: false, offers: [{ moduleId: 'spot-it', fromAt: now }] }],
  ])('%s', (_, facts) => {
    expect(nudgeFor(facts, now)).toBeNull()
  })

  it.each([
    ['before eight', '2026-11-03T06:59:00.000Z'],
    ['from five on', '2026-11-03T16:00:00.000Z'],
    ['on a Saturday', '2026-11-07T09:00:00.000Z'],
    ['in the autumn holiday of another region', '2026-10-13T09:00:00.000Z'],
    ['before the holidays that are known', '2025-06-03T09:00:00.000Z'],
    ['after the holidays that are known', '2029-10-02T09:00:00.000Z'],
  ])('%s', (_, at) => {
    expect(nudgeFor(due, at)).toBeNull()
  })
})

it('does not let a phone that was off show it in the evening', () => {
  expect(nudgeLife('2026-11-03T09:00:00.000Z')).toBe(hours(7))
  expect(nudgeLife('2026-11-03T15:59:30.000Z')).toBe(minutes(1))
})

it('never reminds twice within a week, in a holiday, at night, or after opting out, whatever days go by', () => {
  const step = fc.record({
    waits: fc.integer({ min: 1, max: 60 * 24 * 12 }),
    dueCards: fc.nat(1),
    optOut: fc.boolean(),
    offered: fc.boolean(),
    validFor: fc.integer({ min: -10, max: 400 }),
  })
  const life = fc.record({
    region: fc.constantFrom(null, ...holidayRegions),
    began: fc.boolean(),
    dueOn: fc.constantFrom(null, '2026-12-01', '2027-03-15'),
    steps: fc.array(step, { minLength: 5, maxLength: 60 }),
  })
  let reminded = 0
  fc.assert(
    fc.property(life, ({ region, began, dueOn, steps }) => {
      let [at, nudgedAt, optedOut]: [Instant, Instant | null, boolean] = ['2026-08-30T06:00:00.000Z', null, false]
      for (const { waits, dueCards, optOut, offered, validFor } of steps) {
        at = plus(at, minutes(waits))
        optedOut = optedOut || (optOut && steps.length % 3 === 0)
        const offers = offered ? [{ moduleId: 'spot-it', fromAt: plus(at, -days(1)) }] : []
        const completions = [done('spot-it', plus(at, days(validFor)))]
        if (!nudgeFor({ ...quiet, region, began, dueOn, dueCards, offers, completions, nudgedAt, optedOut }, at)) continue
        reminded++
        expect(optedOut).toBe(false)
        expect(nudgedAt === null || between(nudgedAt, at) >= days(7)).toBe(true)
        expect(inHolidays(amsterdamDay(at), region)).toBe(false)
        expect(amsterdamTime(at) >= '08:00' && amsterdamTime(at) < '17:00').toBe(true)
        expect(isNudgeTime(at, region)).toBe(true)
        nudgedAt = at
      }
    }),
    { numRuns: 150 },
  )
  expect(reminded).toBeGreaterThan(100)
})
