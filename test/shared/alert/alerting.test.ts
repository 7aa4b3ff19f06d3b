import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { teamRoles } from '../../../shared/access/fence.ts'
import { alertingOf, checkAlerting, defaultAlerting, isNight, ladderAt, limits, type Alerting, type Member } from '../../../shared/alert/alerting.ts'
import { defaultLadder, ladderStepsBetween, type LadderStep } from '../../../shared/deadline/ladder.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'

const step = (afterMinutes: number, roles: LadderStep['roles'], more: Partial<LadderStep> = {}): LadderStep => ({
  afterMinutes,
  roles,
  channels: ['push', 'mail'],
  ...more,
})
const night: LadderStep[] = [step(0, ['handler']), step(60, ['dpo', 'chair'])]
const alerting = (changes: Partial<Alerting>): Alerting => ({ ...defaultAlerting, ...changes })
const team: Member[] = [
  { personId: 'dora', seats: ['dpo'] },
  { personId: 'hugo', seats: ['chair', 'handler'] },
  { personId: 'iris', seats: ['headOfIct', 'dpo:deputy'] },
]
const refusal = (changes: Partial<Alerting>, sms = true) => {
  const found = checkAlerting(alerting(changes), team, sms)
  return found && [found.code, found.field, ...(found.limit === undefined ? [] : [found.limit])]
}

describe('the ladder of a board', () => {
  it('is the default until the board chose one', () => {
    expect([alertingOf(undefined), alertingOf({})]).toEqual([defaultAlerting, defaultAlerting])
    expect(alertingOf({ alerting: alerting({ night }) }).night).toBe(night)
    expect(ladderAt(defaultAlerting, '2026-03-02T23:30:00.000Z')).toEqual(defaultLadder)
  })

  it.each([
    ['just before ten in the evening', '2026-03-02T20:59:59.999Z', false],
    ['at ten', '2026-03-02T21:00:00.000Z', true],
    ['at midnight', '2026-03-02T23:00:00.000Z', true],
    ['just before seven', '2026-03-03T05:59:59.999Z', true],
    ['at seven', '2026-03-03T06:00:00.000Z', false],
    ['in summer just before ten', '2026-07-02T19:59:00.000Z', false],
    ['in summer at ten', '2026-07-02T20:00:00.000Z', true],
    ['at 6:59 after the night that loses an hour', '2026-03-29T04:59:00.000Z', true],
    ['at 7:00 after the night that loses an hour', '2026-03-29T05:00:00.000Z', false],
    ['at ten before the night that gains an hour', '2026-10-24T20:00:00.000Z', true],
    ['at 2:30 the first time', '2026-10-25T00:30:00.000Z', true],
    ['at 2:30 the second time', '2026-10-25T01:30:00.000Z', true],
    ['at 6:59 after the night that gains an hour', '2026-10-25T05:59:00.000Z', true],
    ['at 7:00 after the night that gains an hour', '2026-10-25T06:00:00.000Z', false],
  ])('is that of the night by the clock in Amsterdam: %s', (_, at, expected) => {
    expect(isNight(defaultAlerting, at)).toBe(expected)
    expect(ladderAt(alerting({ night }), at)).toEqual(expected ? night : defaultLadder)
  })

  it('may have a night within one day, or none where both hours are the same', () => {
    const at = (time: string, nightFrom: string, nightUntil: string) => isNight({ nightFrom, nightUntil }, `2026-01-02T${time}:00.000Z`)
    expect([at('11:59', '13:00', '15:00'), at('12:00', '13:00', '15:00'), at('14:00', '13:00', '15:00')]).toEqual([false, true, false])
    expect([at('06:00', '07:00', '07:00'), at('21:00', '07:00', '07:00')]).toEqual([false, false])
  })

  it('that lies in the hour which is skipped begins with the hour after it', () => {
    const odd = { nightFrom: '02:30', nightUntil: '03:30' }
    expect(['00:59', '01:00', '01:29', '01:30'].map((time) => isNight(odd, `2026-03-29T${time}:00.000Z`))).toEqual([false, true, true, false])
  })
})

describe('a ladder', () => {
  it('of the default passes, and so does one of the night', () => {
    expect([refusal({}), refusal({ night })]).toEqual([null, null])
  })

  it.each<[string, Partial<Alerting>, unknown[]]>([
    ['a first step that waits', { day: [step(5, ['dpo'])] }, ['ladder.firstStep', 'day.0']],
    ['a first step without dpo and handler', { day: [step(0, ['chair', 'headOfIct'])] }, ['ladder.firstStep', 'day.0']],
    ['a first step that names a deputy only', { day: [step(0, [], { people: ['iris'] })] }, ['ladder.firstStep', 'day.0']],
    ['no step at all', { day: [] }, ['ladder.firstStep', 'day.0']],
    ['the same at night', { night: [step(0, ['chair'])] }, ['ladder.firstStep', 'night.0']],
    ['two steps at once', { day: [step(0, ['dpo']), step(0, ['chair'])] }, ['ladder.order', 'day.1']],
    ['a step before another', { day: [step(0, ['dpo']), step(20, ['chair']), step(10, ['dpo'])] }, ['ladder.order', 'day.2']],
    ['more than eight hours of silence', { night: [step(0, ['dpo']), step(481, ['chair'])] }, ['ladder.gap', 'night.1', 8]],
    ['a step with nobody', { day: [step(0, ['dpo']), step(5, [])] }, ['ladder.empty', 'day.1']],
    ['somebody who is not in the team', { day: [step(0, ['dpo'], { people: ['noor'] })] }, ['ladder.person', 'day.0']],
    ['a step with mail only', { day: [step(0, ['dpo']), step(5, ['chair'], { channels: ['mail'] })] }, ['ladder.channels', 'day.1']],
  ])('with %s is refused, and the step is named', (_, changes, expected) => {
    expect(refusal(changes)).toEqual(expected)
  })

  it('may name people instead of roles, also in the first step where one of them handles reports', () => {
    expect(refusal({ day: [step(0, [], { people: ['hugo'] }), step(480, [], { people: ['iris'] })] })).toBeNull()
  })

  it('with a step by text message only passes where text messages can go, and nowhere else', () => {
    const day = [step(0, ['dpo'], { channels: ['sms'] })]
    expect([refusal({ day }), refusal({ day }, false)]).toEqual([null, ['ladder.channels', 'day.0']])
  })

  it('that passes rings dpo or handler at once, and then at least every eight hours by something that wakes', () => {
    const anyStep = fc.record({
      afterMinutes: fc.integer({ min: 0, max: limits.afterMinutes }),
      roles: fc.subarray([...teamRoles]),
      people: fc.subarray(['dora', 'hugo', 'iris', 'noor']),
      channels: fc.subarray(['push', 'mail', 'sms'] as const),
    })
    const likely = fc.array(anyStep, { minLength: 1, maxLength: 4 }).map((steps) => {
      const [first, ...rest] = steps.toSorted((a, b) => a.afterMinutes - b.afterMinutes)
      return [{ ...first!, afterMinutes: 0 }, ...rest] as LadderStep[]
    })
    fc.assert(
      fc.property(likely, fc.boolean(), (day, sms) => {
        if (checkAlerting(alerting({ day }), team, sms)) return
        const start = '2026-03-02T09:00:00.000Z'
        const rings = ladderStepsBetween(ladderAt(alerting({ day }), start), start, 0, plus(start, hours(48)))
        const { roles, people = [] } = day[0]!
        expect(rings[0]?.at).toBe(start)
        expect(roles.includes('dpo') || roles.includes('handler') || people.includes('dora') || people.includes('hugo')).toBe(true)
        for (const [n, ring] of rings.entries()) {
          expect(ring.channels.includes('push') || (sms && ring.channels.includes('sms'))).toBe(true)
          if (n > 0) expect(ring.at > rings[n - 1]!.at && ring.at <= plus(rings[n - 1]!.at, minutes(limits.gapMinutes))).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
