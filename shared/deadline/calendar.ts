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
export function calendarOf({ uid, revision, dueAt, at, summary, description, link, organizer, ended }: CalendarTerm): string {
  const event = [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${revision}`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(plus(dueAt, -length))}`,
    `DTEND:${utc(dueAt)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${link}`,
    `ORGANIZER:mailto:${organizer}`,
    `STATUS:${ended ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    ...(ended ? [] : warnBefore.flatMap((before) => alarmOf(before, summary))),
    'END:VEVENT',
  ]
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Seintje//Seintje//NL', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', ...event, 'END:VCALENDAR']
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const alarmOf = (before: number, summary: string) => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(summary)}`,
  `TRIGGER;RELATED=END:-PT${before}H`,
  'END:VALARM',
]

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
