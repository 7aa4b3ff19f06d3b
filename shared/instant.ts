/** A moment in UTC, ISO 8601 with milliseconds, exactly as `toISOString()` writes it; years 1970..9999. */
export type Instant = string

/** Where "now" comes from; only api/main.ts and the web's start hold a real one. */
export interface Clock {
  now(): Instant
}

/** n minutes in milliseconds. */
export const minutes = (n: number): number => n * 60_000
/** n hours in milliseconds. */
export const hours = (n: number): number => minutes(n * 60)
/** n times 24 hours in milliseconds: elapsed time, not calendar days. */
export const days = (n: number): number => hours(n * 24)

/** So far ahead of now a moment may lie that another process wrote down; what lies further was written by a clock that was wrong. */
export const aheadAtMost = days(1)

const firstMs = Date.parse('1970-01-01T00:00:00.000Z')
const lastMs = Date.parse('9999-12-31T23:59:59.999Z')

/** At the edge of the range we stop: beyond it `toISOString()` writes years PostgreSQL refuses. */
const write = (ms: number): Instant => new Date(Math.min(lastMs, Math.max(firstMs, ms))).toISOString()

/** The instant `ms` milliseconds of elapsed time later (negative: earlier), kept within 1970..9999. */
export const plus = (instant: Instant, ms: number): Instant => write(Date.parse(instant) + ms)

/** Elapsed milliseconds from the one to the other; negative when `to` lies before `from`. */
export const between = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from)

/** The earliest of the instants given; the first of equals. */
export const earliest = (first: Instant, ...rest: readonly Instant[]): Instant => rest.reduce((best, next) => (between(best, next) < 0 ? next : best), first)

/** The latest of the instants given; the first of equals. */
export const latest = (first: Instant, ...rest: readonly Instant[]): Instant => rest.reduce((best, next) => (between(best, next) > 0 ? next : best), first)

/** Whether the value is an Instant already, in the one form we write. */
export const isInstant = (value: unknown): value is Instant => typeof value === 'string' && readInstant(value) === value

const instantForm = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/

/**
 * Reads an ISO 8601 moment with Z or an offset (+02:00, +0200, +02), cut to milliseconds, as UTC.
 * Undefined for all else: no zone, no such date, 24:00, second 60, or outside 1970..9999 as written or in UTC.
 */
export function readInstant(value: unknown): Instant | undefined {
  const found = typeof value === 'string' ? instantForm.exec(value) : null
  if (!found) return undefined
  const [, day = '', clock = '', second = '00', fraction = '', zone = 'Z'] = found
  if (readDay(day) === undefined) return undefined
  const wall = Date.parse(`${day}T${clock}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  const ms = wall - offsetOf(zone)
  return ms >= firstMs && ms <= lastMs ? write(ms) : undefined
}

function offsetOf(zone: string): number {
  const digits = zone.replace(/\D/g, '')
  const ms = hours(Number(digits.slice(0, 2))) + minutes(Number(digits.slice(2)))
  return zone.startsWith('-') ? -ms : ms
}

/** Reads a plain 'YYYY-MM-DD'. Undefined for all else: no such date, or a year outside 1970..9999. */
export function readDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined
  const ms = Date.parse(`${value}T00:00:00.000Z`)
  // It must come back as it went in: engines roll 30 February over into March, and before 1970 we stop at the edge.
  return !Number.isNaN(ms) && write(ms).startsWith(value) ? value : undefined
}

const amsterdam = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day 'YYYY-MM-DD' it is in Europe/Amsterdam at that moment (9999-12-31 at most). */
export function amsterdamDay(instant: Instant): string {
  const parts = amsterdam.formatToParts(Math.min(Date.parse(instant), lastMs - hours(2)))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** 00:00 Europe/Amsterdam of a day that `readDay` accepts, as UTC; the first hour of 1970 gives the edge of the range. */
export function amsterdamMidnight(day: string): Instant {
  const utc = `${day}T00:00:00.000Z`
  // Since 1970 Amsterdam is one or two hours ahead, and it never changes its clocks at midnight.
  const inSummer = plus(utc, -hours(2))
  return amsterdamDay(inSummer) === day ? inSummer : plus(utc, -hours(1))
}

/** The calendar day before a day that `readDay` accepts; 1970-01-01 has none and stays. */
export const previousDay = (day: string): string => plus(`${day}T00:00:00.000Z`, -days(1)).slice(0, 10)

const amsterdamClockFace = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', hourCycle: 'h23', hour: '2-digit', minute: '2-digit' })

/** What a clock on the wall in Amsterdam says at that moment, 'HH:MM'; two such texts compare as the clock goes. */
export const amsterdamTime = (instant: Instant): string => amsterdamClockFace.format(Math.min(Date.parse(instant), lastMs - hours(2)))
