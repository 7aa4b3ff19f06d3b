import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discoveredBases, settleReportTimes, timeFlags } from '../../../shared/deadline/report-times.ts'
import { amsterdamMidnight, earliest, hours, isInstant, minutes, plus } from '../../../shared/instant.ts'

const between = (from: string, to: string) => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((d) => d.toISOString())
const received = between('2020-01-01', '2090-01-01')
const anyMoment = between('1970-01-01', '9999-12-31T23:59:59.999Z')
const zone = fc.constantFrom('Z', '+01:00', '-11:00', '+0545', '+14')
const zoned = fc.tuple(anyMoment, zone).map(([utc, z]) => utc.replace('Z', z))
const wallClock = fc.tuple(between('2000-01-01', '2100-01-01'), zone).map(([utc, z]) => utc.replace('Z', z))
const told = fc.oneof(
  zoned,
  anyMoment.map((at) => at.slice(0, 10)),
  fc.anything(),
  fc.string(),
  fc.constantFrom(null, undefined, '', NaN),
)
const basis = fc.oneof(fc.constantFrom(...discoveredBases), fc.anything())
const skew = fc.oneof(fc.integer({ min: -hours(9000), max: hours(9000) }), fc.integer({ min: -minutes(6), max: minutes(6) }))
const anything = fc.record({
  discoveredAt: told,
  discoveredBasis: basis,
  reportedAt: told,
  deviceNow: told,
  receivedAt: fc.oneof(received, anyMoment),
  draftSkewMs: fc.oneof(skew, fc.double(), fc.anything()),
})
/** A report as a device with a wrong clock would send it: all moments told by that clock. */
const sent = fc
  .record({
    receivedAt: received,
    skewMs: skew,
    draftSkewMs: skew,
    discoveredBasis: fc.constantFrom(...discoveredBases),
    minutesSinceReport: fc.nat(9000),
    minutesBefore: fc.nat(9000),
    withoutHour: fc.boolean(),
  })
  .map(({ skewMs, minutesSinceReport, minutesBefore, withoutHour, ...rest }) => {
    const deviceNow = plus(rest.receivedAt, -skewMs)
    const reportedAt = plus(deviceNow, -minutes(minutesSinceReport))
    return { ...rest, deviceNow, reportedAt, discoveredAt: withoutHour ? undefined : plus(reportedAt, -minutes(minutesBefore)) }
  })
const many = { numRuns: 2000 }

describe('settling the times of a report, whatever the device sends', () => {
  it('never throws, is never later than receivedAt, and the term starts at the discovery', () => {
    fc.assert(
      fc.property(anything, (input) => {
        const settled = settleReportTimes(input)
        expect(settled.awareAt).toBe(settled.discoveredAt)
        for (const at of [settled.reportedAt, settled.discoveredAt]) {
          expect(isInstant(at)).toBe(true)
          expect(at <= input.receivedAt).toBe(true)
        }
        expect(discoveredBases).toContain(settled.discoveredBasis)
        expect(timeFlags.filter((flag) => settled.flags.includes(flag))).toEqual(settled.flags)
        for (const raw of Object.values(settled.raw)) expect(raw === null || (raw.length <= 64 && !raw.includes('\0'))).toBe(true)
      }),
      many,
    )
  })

  it('gives the same result again for the same report', () => {
    fc.assert(
      fc.property(anything, (input) => {
        expect(settleReportTimes(input)).toEqual(settleReportTimes(input))
      }),
      many,
    )
  })

  it('never shifts a wall-clock time that was picked', () => {
    fc.assert(
      fc.property(sent, wallClock, (input, wall) => {
        const { discoveredAt } = settleReportTimes({ ...input, discoveredBasis: 'picked', discoveredAt: wall })
        const honest = settleReportTimes({ ...input, discoveredBasis: 'picked', discoveredAt: wall, deviceNow: null })
        expect(discoveredAt).toBe(honest.discoveredAt)
      }),
      many,
    )
  })

  it('undoes the skew of a constant clock exactly', () => {
    fc.assert(
      fc.property(sent, fc.nat(9000), (input, ago) => {
        const { reportedAt } = settleReportTimes({ ...input, draftSkewMs: undefined, reportedAt: plus(input.deviceNow, -minutes(ago)) })
        expect(reportedAt).toBe(plus(input.receivedAt, -minutes(ago)))
      }),
      many,
    )
  })

  it('lets the earlier of two skews win, field by field', () => {
    fc.assert(
      fc.property(sent, (input) => {
        const both = settleReportTimes(input)
        const sending = settleReportTimes({ ...input, draftSkewMs: undefined })
        if (!both.flags.includes('skewChanged')) {
          expect(both).toEqual({ ...sending, raw: both.raw })
          return
        }
        // As if the draft's skew were the only one: the same report from a device that is off by that much at sending.
        const draft = settleReportTimes({ ...input, draftSkewMs: undefined, deviceNow: plus(input.receivedAt, -input.draftSkewMs) })
        expect(both.reportedAt).toBe(earliest(sending.reportedAt, draft.reportedAt))
        expect(both.discoveredAt).toBe(earliest(sending.discoveredAt, draft.discoveredAt))
      }),
      many,
    )
  })

  it('puts a day without an hour at midnight in Amsterdam', () => {
    const days = between('1980-01-02', '2019-12-31').map((at) => at.slice(0, 10))
    fc.assert(
      fc.property(sent, days, fc.constantFrom('today', 'yesterday', 'picked'), (input, day, discoveredBasis) => {
        expect(settleReportTimes({ ...input, discoveredBasis, discoveredAt: day }).awareAt).toBe(amsterdamMidnight(day))
      }),
    )
  })
})
