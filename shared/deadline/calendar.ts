import { hours, plus, type Instant } from '../instant.ts'

export type CalendarTerm = {
  /** stable for the term, whatever becomes of it: the deadline's id with the host */
  uid: string
  /** grows each time the term moves or ends */
  revision: number
  dueAt: Instant
  /** when this file was made */
  at: Instant
  /** which one, and never what about: "Termijn melding 2026-014" */
  summary: string
  description: string
  link: string
  /** whose calendar this comes from: a bare mail address */
  organizer: string
  ended: boolean
}

/** Hours before the end at which a calendar warns. */
const warnBefore = [24, 3]
/** An event without length is shown as nothing by some calendars: it ends when the term does. */
const length = hours(0.5)

/** One term as an RFC 5545 calendar file with METHOD:PUBLISH: the same UID moves or cancels what a calendar shows already. It blocks no time. */
export const calendarOf = ({ dueAt, ...term }: CalendarTerm): string =>
  fileOf(
    { ...term, from: plus(dueAt, -length), until: dueAt, shown: 'TRANSPARENT' },
    warnBefore.flatMap((before) => alarmOf(`RELATED=END:-PT${before}H`, term.summary)),
  )

export type CalendarMeeting = Omit<CalendarTerm, 'dueAt'> & { startsAt: Instant }

/** A meeting as such a file: an hour that is taken, with a warning a quarter before. */
export const meetingOf = ({ startsAt, ...meeting }: CalendarMeeting): string =>
  fileOf({ ...meeting, from: startsAt, until: plus(startsAt, hours(1)), shown: 'OPAQUE' }, alarmOf('RELATED=START:-PT15M', meeting.summary))

type Entry = Omit<CalendarTerm, 'dueAt'> & { from: Instant; until: Instant; shown: 'TRANSPARENT' | 'OPAQUE' }

function fileOf({ uid, revision, from, until, at, summary, description, link, organizer, ended, shown }: Entry, warnings: readonly string[]): string {
  const event = [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${revision}`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(from)}`,
    `DTEND:${utc(until)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${link}`,
    `ORGANIZER:mailto:${organizer}`,
    `STATUS:${ended ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${shown}`,
    ...(ended ? [] : warnings),
    'END:VEVENT',
  ]
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Seintje//Seintje//NL', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', ...event, 'END:VCALENDAR']
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const alarmOf = (trigger: string, summary: string) => ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(summary)}`, `TRIGGER;${trigger}`, 'END:VALARM']

/** `20260301T090000Z` */
const utc = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`

/** A line break in a value would be a line of the file: section 3.3.11. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n?|\n/g, String.raw`\n`)

const bytes = new TextEncoder()

/** At most 75 octets to a line, never in the middle of a character: section 3.1. */
function folded(line: string): string {
  const parts = ['']
  let room = 75
  for (const character of line) {
    const size = bytes.encode(character).length
    if (size > room) {
      parts.push('')
      room = 74
    }
    parts.push((parts.pop() ?? '') + character)
    room -= size
  }
  return parts.join('\r\n ')
}
