import { plus, days } from '../instant.ts'
import type { HolidayRegion } from './training-settings.ts'

type Span = readonly [first: string, last: string]
/** One span where it is the same everywhere, or one for each region. */
type Holiday = Span | Readonly<Record<HolidayRegion, Span>>
type SchoolYear = Readonly<{
  year: string
  source: string
  /** where the days were read when the source itself could not be */
  readIn?: string
  autumn: Holiday
  christmas: Holiday
  spring: Holiday
  may: Holiday
  /** the week by which schools may make the May holiday longer: many do, so it counts */
  mayMore: Span
  summer: Holiday
}>

const overview = (year: string) =>
  `https://www.rijksoverheid.nl/onderwerpen/schoolvakanties/overzicht-schoolvakanties-per-schooljaar/overzicht-schoolvakanties-${year}`

/** School holidays of the three regions, first and last day. Autumn and spring are the ministry's advice, the others its rule; both days fall within them. */
export const schoolYears: readonly SchoolYear[] = [
  {
    year: '2025-2026',
    source: overview('2025-2026'),
    readIn: 'a copy of it at soliferclub.nl/schoolvakanties-2025-2026, and the calendars of schools in each region, which agree',
    autumn: { north: ['2025-10-18', '2025-10-26'], middle: ['2025-10-18', '2025-10-26'], south: ['2025-10-11', '2025-10-19'] },
    christmas: ['2025-12-20', '2026-01-04'],
    spring: { north: ['2026-02-21', '2026-03-01'], middle: ['2026-02-14', '2026-02-22'], south: ['2026-02-14', '2026-02-22'] },
    may: ['2026-04-25', '2026-05-03'],
    mayMore: ['2026-04-18', '2026-04-26'],
    summer: { north: ['2026-07-04', '2026-08-16'], middle: ['2026-07-18', '2026-08-30'], south: ['2026-07-11', '2026-08-23'] },
  },
  {
    year: '2026-2027',
    source: overview('2026-2027'),
    readIn: 'a copy of opendata.rijksoverheid.nl that agrees with the source for all other years; mayMore in the calendars of two schools',
    autumn: { north: ['2026-10-10', '2026-10-18'], middle: ['2026-10-17', '2026-10-25'], south: ['2026-10-17', '2026-10-25'] },
    christmas: ['2026-12-19', '2027-01-03'],
    spring: { north: ['2027-02-20', '2027-02-28'], middle: ['2027-02-20', '2027-02-28'], south: ['2027-02-13', '2027-02-21'] },
    may: ['2027-04-24', '2027-05-02'],
    mayMore: ['2027-05-01', '2027-05-09'],
    summer: { north: ['2027-07-10', '2027-08-22'], middle: ['2027-07-17', '2027-08-29'], south: ['2027-07-24', '2027-09-05'] },
  },
  {
    year: '2027-2028',
    source: overview('2027-2028'),
    autumn: { north: ['2027-10-16', '2027-10-24'], middle: ['2027-10-16', '2027-10-24'], south: ['2027-10-23', '2027-10-31'] },
    christmas: ['2027-12-25', '2028-01-09'],
    spring: { north: ['2028-02-19', '2028-02-27'], middle: ['2028-02-26', '2028-03-05'], south: ['2028-02-26', '2028-03-05'] },
    may: ['2028-04-29', '2028-05-07'],
    mayMore: ['2028-04-22', '2028-04-30'],
    summer: { north: ['2028-07-15', '2028-08-27'], middle: ['2028-07-08', '2028-08-20'], south: ['2028-07-22', '2028-09-03'] },
  },
  {
    year: '2028-2029',
    source: overview('2028-2029'),
    autumn: { north: ['2028-10-14', '2028-10-22'], middle: ['2028-10-21', '2028-10-29'], south: ['2028-10-21', '2028-10-29'] },
    christmas: ['2028-12-23', '2029-01-07'],
    spring: { north: ['2029-02-17', '2029-02-25'], middle: ['2029-02-17', '2029-02-25'], south: ['2029-02-10', '2029-02-18'] },
    may: ['2029-04-28', '2029-05-06'],
    mayMore: ['2029-04-21', '2029-04-29'],
    summer: { north: ['2029-07-21', '2029-09-02'], middle: ['2029-07-07', '2029-08-19'], south: ['2029-07-14', '2029-08-26'] },
  },
]

/** The first day and the last that the table speaks of: outside them nobody can say whether it is a holiday. */
export const knownFrom = '2025-09-01'
export const knownUntil = '2029-09-02'

const isKnown = (day: string): boolean => day >= knownFrom && day <= knownUntil

const holidaysOf = ({ autumn, christmas, spring, may, mayMore, summer }: SchoolYear): readonly Holiday[] => [autumn, christmas, spring, may, mayMore, summer]
const isSpan = (holiday: Holiday): holiday is Span => Array.isArray(holiday)
const spansOf = (holiday: Holiday, region: HolidayRegion | null): readonly Span[] => {
  if (isSpan(holiday)) return [holiday]
  return region ? [holiday[region]] : Object.values(holiday)
}

/** Whether this day (YYYY-MM-DD) lies in a school holiday of the region; without a region, in one of any. A day the table does not know lies in none. */
export const inHolidays = (day: string, region: HolidayRegion | null): boolean =>
  schoolYears.some((year) => holidaysOf(year).some((holiday) => spansOf(holiday, region).some(([first, last]) => first <= day && day <= last)))

/** Saturday or Sunday; 1 January 1970 was a Thursday. */
export const isWeekend = (day: string): boolean => ((Math.floor(Date.parse(day) / days(1)) + 4) % 7) % 6 === 0

/** A weekday of which we know that it lies in no holiday. */
export const isSchoolDay = (day: string, region: HolidayRegion | null): boolean => isKnown(day) && !isWeekend(day) && !inHolidays(day, region)

/** Whether the table soon ends, or ended: from 60 days before its last day somebody has to bring a newer one. */
export const holidaysRunOut = (day: string): boolean => day >= plus(`${knownUntil}T00:00:00.000Z`, -days(60)).slice(0, 10)
