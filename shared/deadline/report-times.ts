import { amsterdamDay, amsterdamMidnight, between, earliest, minutes, plus, previousDay, readDay, readInstant, type Instant } from '../instant.ts'

/** How the reporter told us when it was noticed. */
export const discoveredBases = ['now', 'today', 'yesterday', 'picked', 'unknown'] as const
export type DiscoveredBasis = (typeof discoveredBases)[number]

/** What the FG is told about the times of a report, in the order they are shown. */
export const timeFlags = [
  'clockUnknown', // no readable Device-Now: nothing was shifted
  'clockOff', // the device was more than five minutes off at sending
  'skewChanged', // draft and sending disagree by more than five minutes: the earlier result counts
  'reportedUnreadable', // reportedAt is receivedAt
  'oddBasis', // a basis we do not know
  'unreadable', // discoveredAt could not be read as its basis asks
  'withoutHour', // a day only: 00:00 Amsterdam
  'discoveryUnknown', // discoveredAt is reportedAt
  'inFuture', // later than receivedAt, so receivedAt
] as const
export type TimeFlag = (typeof timeFlags)[number]

export interface ReportTimesInput {
  discoveredAt: unknown
  discoveredBasis: unknown
  reportedAt: unknown
  /** Milliseconds, server minus device, as measured when the draft was made. */
  draftSkewMs?: unknown
  /** The header Device-Now. */
  deviceNow: unknown
  /** The server's own, the one value here that is trusted. */
  /** when the request came in: what the device's clock is compared with, so that a slow line or a queue is no skew; absent: receivedAt */
  arrivedAt?: Instant
  receivedAt: Instant
}

export interface ReportTimes {
  reportedAt: Instant
  discoveredAt: Instant
  /** Starts the term. */
  awareAt: Instant
  discoveredBasis: DiscoveredBasis
  /** Milliseconds, server minus device at sending; null when Device-Now could not be read. */
  skewMs: number | null
  flags: TimeFlag[]
  /** What was given, at most 64 characters each. */
  raw: Record<Exclude<keyof ReportTimesInput, 'receivedAt' | 'arrivedAt'>, string | null>
}

interface Told {
  basis: DiscoveredBasis
  reportedAt: Instant | undefined
  /** The discovery as a moment, or as a day without an hour; never both. */
  moment: Instant | undefined
  day: string | undefined
  receivedAt: Instant
}

const tolerance = minutes(5)

/**
 * Settles the moments of a report from what an unreliable device told; nothing lies later than `receivedAt`.
 * Refuses nothing and never throws: what cannot be used is flagged. Source: clock.md "Device clocks lie".
 */
export function settleReportTimes(input: ReportTimesInput): ReportTimes {
  const told = readTold(input)
  const deviceNow = readInstant(input.deviceNow)
  const skewMs = deviceNow === undefined ? null : between(deviceNow, input.arrivedAt ?? told.receivedAt)
  const [shift, ...otherShifts] = shiftsOf(skewMs, input.draftSkewMs)
  const earliestOf = (at: (ms: number) => Instant) => earliest(at(shift), ...otherShifts.map(at))
  const reported = earliestOf((ms) => reportedWith(told, ms))
  const discovered = earliestOf((ms) => discoveredWith(told, ms))
  const flags: Record<TimeFlag, boolean> = {
    clockUnknown: skewMs === null,
    clockOff: Math.abs(skewMs ?? 0) > tolerance,
    skewChanged: otherShifts.length > 0,
    ...toldFlags(input, told),
    inFuture: [reported, discovered].some((at) => between(told.receivedAt, at) > 0),
  }
  const discoveredAt = earliest(discovered, told.receivedAt)
  return {
    reportedAt: earliest(reported, told.receivedAt),
    discoveredAt,
    awareAt: discoveredAt,
    discoveredBasis: told.basis,
    skewMs,
    flags: timeFlags.filter((flag) => flags[flag]),
    raw: rawOf(input),
  }
}

function readTold({ discoveredAt, discoveredBasis, reportedAt, receivedAt }: ReportTimesInput): Told {
  const moment = readInstant(discoveredAt)
  const day = readDay(discoveredAt)
  const basis = readBasis(discoveredBasis) ?? ((moment ?? day) === undefined ? 'unknown' : 'picked')
  return { basis, reportedAt: readInstant(reportedAt), moment, day, receivedAt }
}

const readBasis = (value: unknown): DiscoveredBasis | undefined => discoveredBases.find((basis) => basis === value)

function toldFlags({ discoveredAt, discoveredBasis }: ReportTimesInput, { basis, reportedAt, moment, day }: Told) {
  const given = discoveredAt !== undefined && discoveredAt !== null && discoveredAt !== ''
  const readable = moment !== undefined || (day !== undefined && basis !== 'now')
  const dayWillDo = basis === 'today' || basis === 'yesterday' || (basis === 'picked' && day !== undefined)
  return {
    reportedUnreadable: reportedAt === undefined,
    oddBasis: readBasis(discoveredBasis) === undefined,
    unreadable: !readable && (given || basis === 'picked'),
    withoutHour: moment === undefined && dayWillDo,
    discoveryUnknown: basis === 'unknown',
  }
}

/** The skew at sending, and that of the draft beside it where the two disagree. Without Device-Now nothing is shifted. */
function shiftsOf(skewMs: number | null, draftSkewMs: unknown): [number, ...number[]] {
  if (skewMs === null) return [0]
  const draft = typeof draftSkewMs === 'number' && Number.isFinite(draftSkewMs) ? Math.round(draftSkewMs) : skewMs
  return Math.abs(draft - skewMs) > tolerance ? [skewMs, draft] : [skewMs]
}

/** A correction that would leave 1970..9999 is no correction: the value stays as it was told. */
function shifted(instant: Instant, ms: number): Instant {
  const corrected = plus(instant, ms)
  return between(instant, corrected) === ms ? corrected : instant
}

const reportedWith = ({ reportedAt, receivedAt }: Told, shift: number): Instant => (reportedAt === undefined ? receivedAt : shifted(reportedAt, shift))

/** Only a discovery `now` is shifted: an hour or a day somebody chose was read off a wall, not off the device. */
function discoveredWith(told: Told, shift: number): Instant {
  const { basis, moment, day } = told
  const reported = earliest(reportedWith(told, shift), told.receivedAt)
  switch (basis) {
    case 'now':
      return moment === undefined ? reported : shifted(moment, shift)
    case 'today':
      return moment ?? amsterdamMidnight(day ?? amsterdamDay(reported))
    case 'yesterday':
      return moment ?? amsterdamMidnight(day ?? previousDay(amsterdamDay(reported)))
    case 'picked':
      return moment ?? (day === undefined ? reported : amsterdamMidnight(day))
    case 'unknown':
      return reported
  }
}

const rawOf = (input: ReportTimesInput): ReportTimes['raw'] => ({
  discoveredAt: rawText(input.discoveredAt),
  discoveredBasis: rawText(input.discoveredBasis),
  reportedAt: rawText(input.reportedAt),
  draftSkewMs: rawText(input.draftSkewMs),
  deviceNow: rawText(input.deviceNow),
})

function rawText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  try {
    const text: string | undefined = typeof value === 'object' ? JSON.stringify(value) : String(value)
    // PostgreSQL stores neither NUL nor half a surrogate pair, which the cut may leave.
    return text?.slice(0, 64).replace(/\0|\p{Surrogate}/gu, '\uFFFD') ?? null
  } catch {
    return null
  }
}
