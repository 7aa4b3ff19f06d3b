import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlineOf, dueBetween, legalEndOf, reminderStages, stageAt } from '../../../shared/deadline/deadline.ts'
import { rulesAt, ruleSets } from '../../../shared/deadline/rules.ts'
import { between, hours, minutes, plus, readInstant, type Instant } from '../../../shared/instant.ts'

const at = (written: string): Instant => readInstant(written) ?? expect.fail(`no moment: ${written}`)
const rules = rulesAt(at('2026-03-27T12:00:00Z'))
const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((d) => d.toISOString())

describe('the golden table of clock.md, Amsterdam wall times', () => {
  it.each([
    ['2020-12-22T12:17:00+01:00', '2020-12-25T12:17:00+01:00', '2020-12-25T13:00:00+01:00'],
    ['2020-12-22T12:59:59+01:00', '2020-12-25T12:59:59+01:00', '2020-12-25T13:00:00+01:00'],
    ['2020-12-22T12:00:00+01:00', '2020-12-25T12:00:00+01:00', '2020-12-25T13:00:00+01:00'],
    ['2026-03-27T14:20:00+01:00', '2026-03-30T15:20:00+02:00', '2026-03-30T16:00:00+02:00'],
    ['2026-10-23T14:20:00+02:00', '2026-10-26T13:20:00+01:00', '2026-10-26T14:00:00+01:00'],
    ['2026-10-16T16:30:00+02:00', '2026-10-19T16:30:00+02:00', '2026-10-19T17:00:00+02:00'],
  ])('aware at %s: deadline %s, legal end %s', (awareAt, deadlineAt, legalEnd) => {
    expect(deadlineOf(at(awareAt), rules)).toBe(at(deadlineAt))
    expect(legalEndOf(at(awareAt), rules)).toBe(at(legalEnd))
  })

  it('gives exactly the term, whatever the zone it was written in', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom('+00:00', '+02:00', '-09:30', '+14:00'), (wall, zone) => {
        const awareAt = at(wall.replace('Z', zone))
        expect(between(awareAt, deadlineOf(awareAt, rules))).toBe(hours(rules.termHours))
      }),
    )
  })

  it('puts the legal end on a full hour, after the deadline and at most an hour after', () => {
    fc.assert(
      fc.property(moment, (awareAt) => {
        const gap = between(deadlineOf(awareAt, rules), legalEndOf(awareAt, rules))
        expect(gap > 0 && gap <= hours(1)).toBe(true)
        expect(legalEndOf(awareAt, rules)).toMatch(/:00:00\.000Z$/)
      }),
    )
  })
})

describe('the law as it stood', () => {
  const longer = { version: 'proposal', validFrom: at('2027-01-01T00:00:00+01:00'), termHours: 96, source: 'proposal' }

  it('is the newest set already in force, to the millisecond', () => {
    const sets = [ruleSets[0], longer] as const
    expect(rulesAt(longer.validFrom, sets)).toBe(longer)
    expect(rulesAt(plus(longer.validFrom, -1), sets)).toBe(ruleSets[0])
  })

  it('is the oldest set for a moment before any of them', () => expect(rulesAt(at('1990-01-01T00:00:00Z'))).toBe(ruleSets[0]))

  it('stands in order, each version once', () => {
    expect(ruleSets.map((set) => set.validFrom)).toEqual(ruleSets.map((set) => set.validFrom).sort())
    expect(new Set(ruleSets.map((set) => set.version)).size).toBe(ruleSets.length)
  })
})

describe('how a deadline stands', () => {
  const deadlineAt = at('2026-03-30T15:20:00+02:00')
  it.each([
    [hours(52), 'onTime', { days: 2, hours: 4, minutes: 0 }],
    [hours(24) + 1, 'onTime', { days: 1, hours: 0, minutes: 0 }],
    [hours(24), 'hurry', { days: 1, hours: 0, minutes: 0 }],
    [hours(1) - 1, 'hurry', { days: 0, hours: 0, minutes: 59 }],
    [0, 'hurry', { days: 0, hours: 0, minutes: 0 }],
    [-1, 'late', { days: 0, hours: 0, minutes: 0 }],
    [-hours(25) - minutes(3), 'late', { days: 1, hours: 1, minutes: 3 }],
  ] as const)('with %d ms left is %s', (leftMs, name, left) => {
    expect(stageAt(plus(deadlineAt, -leftMs), deadlineAt)).toEqual({ name, left, leftMs })
  })
})

describe('reminders', () => {
  const deadlineAt = at('2026-03-30T15:20:00+02:00')
  const ids = (from: number, to: number) => dueBetween(plus(deadlineAt, hours(from)), plus(deadlineAt, hours(to)), { deadlineAt }).map((stage) => stage.id)

  it('come 48, 24, 12, 6, 3 and 1 hour before, at the deadline, and every 12 hours after it', () => {
    expect(ids(-60, 36)).toEqual([...reminderStages.map((stage) => stage.id), 'after-12h', 'after-24h', 'after-36h'])
    expect(reminderStages.map((stage) => stage.afterHours)).toEqual([-48, -24, -12, -6, -3, -1, 0])
  })

  it('fall due at their very moment and not again from that moment on', () => {
    expect([ids(-24.5, -24), ids(-24, -23), ids(-0.5, 0), ids(0, 0), ids(11, 12), ids(12, 13)]).toEqual([['before-24h'], [], ['at'], [], ['after-12h'], []])
  })

  it('have none for an interval that goes backwards', () => expect(ids(20, -60)).toEqual([]))

  it('fall due exactly once over any split of an interval, in order', () => {
    const hour = fc.double({ min: -80, max: 200, noNaN: true })
    fc.assert(
      fc.property(moment, fc.array(fc.oneof(hour, fc.integer({ min: -80, max: 200 })), { minLength: 2 }), (deadline, cuts) => {
        const ticks = cuts.map((h) => plus(deadline, Math.round(hours(h)))).sort()
        const whole = dueBetween(ticks[0]!, ticks.at(-1)!, { deadlineAt: deadline })
        const pieces = ticks.slice(1).flatMap((to, i) => dueBetween(ticks[i]!, to, { deadlineAt: deadline }))
        expect(pieces).toEqual(whole)
        expect(new Set(whole.map((stage) => stage.id)).size).toBe(whole.length)
        expect(whole.every((stage) => stage.at > ticks[0]! && stage.at <= ticks.at(-1)!)).toBe(true)
      }),
    )
  })
})
