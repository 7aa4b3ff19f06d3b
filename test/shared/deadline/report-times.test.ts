import { describe, expect, it } from 'vitest'
import { deadlineOf, stageAt } from '../../../shared/deadline/deadline.ts'
import { settleReportTimes, timeFlags, type ReportTimesInput } from '../../../shared/deadline/report-times.ts'
import { rulesAt } from '../../../shared/deadline/rules.ts'
import { hours, minutes, plus } from '../../../shared/instant.ts'

const receivedAt = '2026-03-29T12:00:00.000Z'
const ago = (ms: number) => plus(receivedAt, -ms)
const settle = (told: Partial<ReportTimesInput>) =>
  settleReportTimes({
    discoveredAt: ago(hours(2)),
    discoveredBasis: 'now',
    reportedAt: ago(hours(1)),
    deviceNow: receivedAt,
    receivedAt,
    ...told,
  })

describe('a device that tells the right time', () => {
  it('is taken at its word, without a flag', () => {
    expect(settle({})).toMatchObject({ reportedAt: ago(hours(1)), discoveredAt: ago(hours(2)), awareAt: ago(hours(2)), skewMs: 0, flags: [] })
  })

  it('leaves 52 hours to a report that synced 20 hours late', () => {
    const { awareAt } = settle({ discoveredAt: ago(hours(20)), reportedAt: ago(hours(20)) })
    expect(stageAt(receivedAt, deadlineOf(awareAt, rulesAt(awareAt))).leftMs).toBe(hours(52))
  })
})

describe('a device whose clock is off', () => {
  const ahead = { deviceNow: plus(receivedAt, hours(3)) }

  it('has reportedAt and a discovery "now" set right', () => {
    const settled = settle({ ...ahead, reportedAt: plus(receivedAt, hours(2)), discoveredAt: plus(receivedAt, hours(1)) })
    expect(settled).toMatchObject({ reportedAt: ago(hours(1)), discoveredAt: ago(hours(2)), skewMs: -hours(3), flags: ['clockOff'] })
  })

  it.each(['picked', 'today', 'yesterday'])('keeps an hour that was read off a wall: %s', (discoveredBasis) => {
    expect(settle({ ...ahead, discoveredBasis }).discoveredAt).toBe(ago(hours(2)))
  })

  it('is forgiven five minutes and not a millisecond more', () => {
    expect(settle({ deviceNow: ago(minutes(5)) }).flags).toEqual([])
    expect(settle({ deviceNow: ago(minutes(5) + 1) }).flags).toContain('clockOff')
  })

  it('counts by the earlier result where draft and sending disagree by more than five minutes', () => {
    const back = settle({ draftSkewMs: -hours(1) })
    expect(back).toMatchObject({ reportedAt: ago(hours(2)), discoveredAt: ago(hours(3)), flags: ['skewChanged'] })
    expect(settle({ draftSkewMs: hours(1) })).toMatchObject({ reportedAt: ago(hours(1)), discoveredAt: ago(hours(2)), flags: ['skewChanged'] })
    expect(settle({ draftSkewMs: -minutes(5) })).toMatchObject({ reportedAt: ago(hours(1)), flags: [] })
  })

  it('shifts nothing when it does not say what it thinks the time is', () => {
    const settled = settle({ deviceNow: 'noon-ish', draftSkewMs: -hours(9) })
    expect(settled).toMatchObject({ reportedAt: ago(hours(1)), discoveredAt: ago(hours(2)), skewMs: null, flags: ['clockUnknown'] })
  })

  it('does not pull a report out of the range of the database', () => {
    expect(settle({ deviceNow: '9999-01-01T00:00:00Z' })).toMatchObject({ reportedAt: ago(hours(1)), flags: ['clockOff'] })
  })
})

describe('a discovery without an hour', () => {
  // 23:30 in Amsterdam on the last evening of winter time: the Sunday that follows is an hour short.
  const late = { reportedAt: '2026-03-28T22:30:00Z' }
  it.each([
    ['today', undefined, '2026-03-27T23:00:00.000Z'],
    ['today', null, '2026-03-27T23:00:00.000Z'],
    ['yesterday', undefined, '2026-03-26T23:00:00.000Z'],
    ['today', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['yesterday', '2026-03-25', '2026-03-24T23:00:00.000Z'],
    ['picked', '2026-03-20', '2026-03-19T23:00:00.000Z'],
  ])('%s (%s) is 00:00 Amsterdam: %s', (discoveredBasis, discoveredAt, midnight) => {
    expect(settle({ ...late, discoveredBasis, discoveredAt })).toMatchObject({ awareAt: midnight, flags: ['withoutHour'] })
  })

  it('takes its day from the corrected moment of reporting', () => {
    const settled = settle({ ...late, deviceNow: ago(hours(1)), discoveredBasis: 'yesterday', discoveredAt: null })
    expect(settled).toMatchObject({ reportedAt: '2026-03-28T23:30:00.000Z', discoveredAt: '2026-03-27T23:00:00.000Z' })
  })

  it('is the reporting itself when it is unknown', () => {
    expect(settle({ discoveredBasis: 'unknown' })).toMatchObject({ discoveredAt: ago(hours(1)), flags: ['discoveryUnknown'] })
  })
})

describe('what cannot be used', () => {
  it.each([
    ['now without a moment', { discoveredAt: undefined }, ago(hours(1)), []],
    ['now with rubbish', { discoveredAt: 'vanmiddag' }, ago(hours(1)), ['unreadable']],
    ['picked with rubbish', { discoveredBasis: 'picked', discoveredAt: {} }, ago(hours(1)), ['unreadable']],
    ['picked without a moment', { discoveredBasis: 'picked', discoveredAt: null }, ago(hours(1)), ['unreadable']],
    ['today with rubbish', { discoveredBasis: 'today', discoveredAt: 7 }, '2026-03-28T23:00:00.000Z', ['unreadable', 'withoutHour']],
    ['an odd basis with a moment', { discoveredBasis: 'lastWeek' }, ago(hours(2)), ['oddBasis']],
    ['an odd basis without one', { discoveredBasis: 3, discoveredAt: null }, ago(hours(1)), ['oddBasis', 'discoveryUnknown']],
    ['no reportedAt', { reportedAt: '2026-02-30T10:00:00Z' }, ago(hours(2)), ['reportedUnreadable']],
    ['a discovery in the future', { discoveredBasis: 'picked', discoveredAt: plus(receivedAt, 1) }, receivedAt, ['inFuture']],
    ['a reporting in the future', { discoveredBasis: 'unknown', reportedAt: plus(receivedAt, 1) }, receivedAt, ['discoveryUnknown', 'inFuture']],
  ])('is flagged and never refused: %s', (_, told, discoveredAt, flags) => {
    expect(settle(told)).toMatchObject({ discoveredAt, flags })
  })

  it('has receivedAt for a reportedAt nobody can read', () => expect(settle({ reportedAt: null }).reportedAt).toBe(receivedAt))

  it('is kept as it was told, cut to 64 characters the database can store', () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const { raw } = settle({ discoveredAt: `${'x'.repeat(63)}😀`, discoveredBasis: 'a\0b', reportedAt: circular, draftSkewMs: 1n })
    expect(raw).toEqual({ discoveredAt: `${'x'.repeat(63)}\uFFFD`, discoveredBasis: 'a\uFFFDb', reportedAt: null, draftSkewMs: '1', deviceNow: receivedAt })
  })

  it('names each flag once', () => expect(new Set(timeFlags).size).toBe(timeFlags.length))
})
