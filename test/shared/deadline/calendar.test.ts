import { expect, it } from 'vitest'
import { calendarOf, type CalendarTerm } from '../../../shared/deadline/calendar.ts'

const term: CalendarTerm = {
  uid: '019b0000-0000-7000-8000-000000000001@seintje.example',
  revision: 0,
  dueAt: '2026-03-04T09:30:00.000Z',
  at: '2026-03-01T09:31:05.123Z',
  summary: 'Termijn melding 2026-014',
  description: 'Open Seintje om te zien wat er nog moet.',
  link: 'https://seintje.example/incidenten/019b0000-0000-7000-8000-0000000000aa',
  organizer: 'seintje@school.example',
  ended: false,
}
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

it('writes a term as one event that ends when the term does, in UTC, with a warning a day and three hours before', () => {
  const lines = unfolded(calendarOf(term))
  expect(lines).toEqual([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Seintje//Seintje//NL', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'BEGIN:VEVENT'],
    ...[`UID:${term.uid}`, 'SEQUENCE:0', 'DTSTAMP:20260301T093105Z', 'DTSTART:20260304T090000Z', 'DTEND:20260304T093000Z'],
    ...['SUMMARY:Termijn melding 2026-014', 'DESCRIPTION:Open Seintje om te zien wat er nog moet.', `URL:${term.link}`],
    ...['ORGANIZER:mailto:seintje@school.example', 'STATUS:CONFIRMED', 'TRANSP:TRANSPARENT'],
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Termijn melding 2026-014', 'TRIGGER;RELATED=END:-PT24H', 'END:VALARM'],
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Termijn melding 2026-014', 'TRIGGER;RELATED=END:-PT3H', 'END:VALARM'],
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ])
})

it('moves the same event when the term moves, and cancels it without warnings when it ends', () => {
  const ended = unfolded(calendarOf({ ...term, revision: 3, ended: true }))
  expect(ended).toEqual(expect.arrayContaining([`UID:${term.uid}`, 'SEQUENCE:3', 'STATUS:CANCELLED']))
  expect(ended).not.toContain('BEGIN:VALARM')
})

it('folds what is longer than 75 octets without cutting a character, and loses nothing of it', () => {
  const description = 'één geüploade ruïne 😀 '.repeat(20)
  const file = calendarOf({ ...term, description })
  expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(file).not.toContain('\uFFFD')
  expect(unfolded(file)).toContain(`DESCRIPTION:${description}`)
})

it('lets no text make lines or fields of its own', () => {
  const lines = unfolded(calendarOf({ ...term, summary: 'a;b,c\\d\r\nATTACH:x\nEND:VEVENT' }))
  expect(lines).toContain(String.raw`SUMMARY:a\;b\,c\\d\nATTACH:x\nEND:VEVENT`)
  expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1)
})
