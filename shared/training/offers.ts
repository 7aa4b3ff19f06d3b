import { teamRoles } from '../access/fence.ts'
import { discreetKinds, type ReportKind } from '../incident/report-lists.ts'
import { amsterdamDay, amsterdamMidnight, between, days, hours, plus, type Instant } from '../instant.ts'
import { inHolidays, isWeekend } from './holidays.ts'
import type { HolidayRegion } from './training-settings.ts'

/** Which module fits what kind of incident, and why; null: an offer would tell too much, or nobody knows what would fit. */
export const moduleFor = {
  wrongRecipient: { moduleId: 'prevent-it', why: 'looking before sending, and bcc, are habits of prevention' },
  deviceLost: { moduleId: 'prevent-it', why: 'encryption, and working in the system instead of on a stick, make a loss harmless' },
  paperLost: { moduleId: 'incident-or-breach', why: 'that paper counts is what is missed most' },
  unauthorisedView: { moduleId: null, why: 'nearly always about a colleague who looked: an offer would point at him' },
  suspiciousMessage: { moduleId: null, why: 'discreet from the start: whoever sent it may still read along' },
  accountCompromised: { moduleId: null, why: 'discreet from the start: whoever has the account would see that he was seen' },
  dataUnavailable: { moduleId: null, why: 'discreet from the start: behind an outage may stand an attacker' },
  other: { moduleId: null, why: 'nobody said what it was' },
} as const satisfies Record<ReportKind, { moduleId: string | null; why: string }>

/** What is known of a closed incident; `ever…` also where it was taken back since. */
export type OfferFacts = {
  kind: string
  everDiscreet: boolean
  everRecused: boolean
  audience: readonly string[]
  audienceByHand: boolean
  glassBroken: boolean
  erased: boolean
  reports: readonly { kind: string; addressee: string; notTo: readonly string[] | null }[]
}

export const noOfferReasons = ['discreet', 'recused', 'notTo', 'straightToChair', 'audience', 'glass', 'erased', 'noReport', 'kind'] as const
export type NoOffer = (typeof noOfferReasons)[number]

const startsDiscreet = (kind: string) => (discreetKinds as readonly string[]).includes(kind)
const fitting: Readonly<Record<string, { moduleId: string | null }>> = moduleFor

/**
 * The module to offer to all after this incident, or why there is none. Never where an offer could tell an attacker that he was seen, or
 * a small team that it was about one of them: in doubt there is none.
 */
export function mayOffer(facts: OfferFacts): { moduleId: string } | { none: NoOffer } {
  const { kind, reports, audience } = facts
  if (facts.erased) return { none: 'erased' }
  if (reports.length === 0) return { none: 'noReport' }
  if (facts.everDiscreet || [kind, ...reports.map((report) => report.kind)].some(startsDiscreet)) return { none: 'discreet' }
  if (facts.everRecused) return { none: 'recused' }
  if (reports.some(({ notTo }) => notTo !== null && notTo.length > 0)) return { none: 'notTo' }
  if (reports.some(({ addressee }) => addressee !== 'dpo')) return { none: 'straightToChair' }
  if (facts.audienceByHand || !teamRoles.every((role) => audience.includes(role))) return { none: 'audience' }
  if (facts.glassBroken) return { none: 'glass' }
  const moduleId = fitting[kind]?.moduleId
  return moduleId ? { moduleId } : { none: 'kind' }
}

/**
 * Whether an offer that could be made is made: the dice (0 up to 1) let one in three through. Were it made each time, none at all would tell
 * that somebody had made the incident discreet.
 */
export const isOffered = (dice: number): boolean => dice < 1 / 3

const [soonest, latest] = [14, 42]
/** The same module is offered no sooner than this after the last time, counted from the first day of each. */
export const betweenOffers = days(56)
const offerLasts = days(14)

/** How many people a board needs so that nobody is pointed at: the floor of its figures. */
export type BoardFacts = { staff: number; floor: number; hidden: readonly string[]; offers: readonly { moduleId: string; fromAt: Instant }[] }

/** Whether this board offers the module from this moment on. */
export const fitsBoard = (moduleId: string, fromAt: Instant, { staff, floor, hidden, offers }: BoardFacts): boolean =>
  staff >= floor &&
  !hidden.includes(moduleId) &&
  !offers.some((other) => other.moduleId === moduleId && Math.abs(between(other.fromAt, fromAt)) < betweenOffers)

const dayAfter = (day: string, n: number) => plus(`${day}T00:00:00.000Z`, days(n)).slice(0, 10)

/**
 * From when to when it is on offer: two weeks from 08:00 in Amsterdam on a day that the dice (0 up to 1) take out of the school days between
 * two and six weeks after closing; in a longer holiday the first school day after those. Beyond the known holidays every weekday counts.
 */
export function offerPeriod(closedAt: Instant, dice: number, region: HolidayRegion | null): { fromAt: Instant; untilAt: Instant } {
  const closedOn = amsterdamDay(closedAt)
  const isFree = (day: string) => !isWeekend(day) && !inHolidays(day, region)
  const within = Array.from({ length: latest - soonest + 1 }, (_, n) => dayAfter(closedOn, soonest + n)).filter(isFree)
  let day = within[Math.floor(dice * within.length)] ?? dayAfter(closedOn, latest + 1)
  while (!isFree(day)) day = dayAfter(day, 1)
  const fromAt = plus(amsterdamMidnight(day), hours(8))
  return { fromAt, untilAt: plus(fromAt, offerLasts) }
}
