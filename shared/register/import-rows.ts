import { amsterdamMidnight, plus, readDay, readInstant, type Instant } from '../instant.ts'
import { entryLimits, happenings, type Entry, type Happening } from './entry.ts'
import { importColumns, type ImportColumn } from './columns.ts'
import type { RegisterKind } from './register-kinds.ts'

export const importLimits = { bytes: 5 * 1024 * 1024, rows: 5_000, columns: 100, cell: 10_000 } as const

/** Which column of the file fills which of ours: by our name the place of theirs, from 0. */
export type Mapping = Partial<Record<ImportColumn, number>>

/** Why a row cannot be taken over, and what is taken over differently than it stands there. */
export const rowErrors = ['dayUnreadable', 'dayInFuture', 'daysReversed', 'dayMissing', 'descriptionMissing', 'numberUnreadable', 'tooLong'] as const
export const rowNotes = ['kindBecomesOther', 'schoolUnknown', 'classificationUnknown', 'happenedUnknown', 'answerUnknown'] as const
export type RowSaid = { column: ImportColumn; code: (typeof rowErrors)[number] | (typeof rowNotes)[number] }

export type ImportedRow = {
  entry: Entry
  schoolId: string | null
  registerKind: RegisterKind | null
  occurredOn: string | null
  awareAt: Instant
  breach: string | null
  scope: string | null
  authority: 'notify' | 'notRequired' | null
  filedAt: Instant | null
  inTime: 'onTime' | 'late' | null
  subjects: string | null
  toldAt: Instant | null
  toldCount: number | null
  closedAt: Instant | null
}
export type ReadRow = { row: ImportedRow | null; errors: RowSaid[]; notes: RowSaid[] }

/** Letters and digits alone, so that a heading is known however it was typed. */
export const plainWord = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** By plain word: what it means. */
export type Words = ReadonlyMap<string, string>
export type Known = {
  /** headings */ columns: Words
  kinds: Words
  /** by name the id */ schools: Words
  happened: Words
  classifications: Words
  /** how people were told: outcomes of GDPR 34 */ subjects: Words
  /** yes, no, late and the like */ answers: Words
}

/** Which heading is probably which column of ours; the first that fits. */
export function proposeMapping(headings: readonly string[], columns: Words): Mapping {
  const mapping: Mapping = {}
  for (const [at, heading] of headings.entries()) {
    const column = importColumns.find((one) => one === columns.get(plainWord(heading)))
    if (column !== undefined && mapping[column] === undefined) mapping[column] = at
  }
  return mapping
}

const dutchDay = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/

/** A day or a moment as people write it: 2026-03-05, 5-3-2026, with or without a time on the wall in Amsterdam; or one that a sheet gave. */
export function readMoment(text: string): { day: string; at: Instant } | undefined {
  const instant = readInstant(text)
  if (instant) return { day: text.slice(0, 10), at: instant }
  const [, date = '', clock] = /^(\S+?)(?:[T ,]+(\d{1,2}[:.]\d{2})(?::\d{2})?(?: uur)?)?$/.exec(text.trim()) ?? []
  const [, d = '', m = '', y = ''] = dutchDay.exec(date) ?? []
  const day = readDay(y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : date)
  if (day === undefined) return undefined
  const [hour = 0, minute = 0] = (clock ?? '0:00').split(/[:.]/).map(Number)
  if (hour > 23 || minute > 59) return undefined
  return { day, at: atWall(day, hour * 60 + minute) }
}

/** So many minutes past midnight on the wall: on the two days a year that are not 24 hours, an hour may be off for what was written in the night. */
function atWall(day: string, minutesPast: number): Instant {
  const midnight = amsterdamMidnight(day)
  const next = amsterdamMidnight(plus(`${day}T12:00:00.000Z`, 86_400_000).slice(0, 10))
  const shift = minutesPast >= 180 ? Date.parse(next) - Date.parse(midnight) - 86_400_000 : 0
  return plus(midnight, minutesPast * 60_000 + shift)
}

/** What reads the cells of one row, and remembers what was wrong with them. */
function readerOf(cells: readonly string[], mapping: Mapping, now: Instant) {
  const errors: RowSaid[] = []
  const notes: RowSaid[] = []
  const said = (column: ImportColumn) => cells[mapping[column] ?? -1]?.trim() ?? ''
  const wrong = (column: ImportColumn, code: (typeof rowErrors)[number]) => void errors.push({ column, code })
  const note = (column: ImportColumn, code: (typeof rowNotes)[number]) => void notes.push({ column, code })
  return {
    ...{ errors, notes, said, wrong, note },
    words: (column: ImportColumn, most: number = entryLimits.text) => {
      if (said(column).length > most) wrong(column, 'tooLong')
      return said(column) || undefined
    },
    moment: (column: ImportColumn) => {
      const read = said(column) === '' ? null : readMoment(said(column))
      if (read === undefined) wrong(column, 'dayUnreadable')
      else if (read && read.at > now) wrong(column, 'dayInFuture')
      return read ?? null
    },
    count: (column: ImportColumn) => {
      const digits = said(column).replace(/[.\s]/g, '')
      if (digits === '') return null
      if (/^\d{1,8}$/.test(digits) && Number(digits) <= entryLimits.people) return Number(digits)
      wrong(column, 'numberUnreadable')
      return null
    },
    meaning: (column: ImportColumn, list: Words, code: (typeof rowNotes)[number]) => {
      const found = said(column) === '' ? undefined : list.get(plainWord(said(column)))
      if (said(column) !== '' && found === undefined) note(column, code)
      return found ?? null
    },
  }
}
type Reader = ReturnType<typeof readerOf>
type Moment = ReturnType<typeof readMoment> | null

/** One row of somebody's register as an entry of ours, or why it cannot be. `now`: nothing is taken over from later. */
export function readRow(cells: readonly string[], mapping: Mapping, known: Known, now: Instant): ReadRow {
  const read = readerOf(cells, mapping, now)
  const { errors, notes } = read
  const [from, to, aware] = [read.moment('occurredFrom'), read.moment('occurredTo'), read.moment('awareAt')]
  if (from && to && to.day < from.day) read.wrong('occurredTo', 'daysReversed')
  const awareAt = aware?.at ?? from?.at
  if (awareAt === undefined && !errors.some(({ column }) => column === 'awareAt' || column === 'occurredFrom')) read.wrong('awareAt', 'dayMissing')
  const entry = entryOfRow(read, known, from, to)
  const row = { entry, registerKind: entry.registerKind ?? null, occurredOn: from?.day ?? null, ...outcomeOfRow(read, known) }
  return { row: errors.length === 0 && awareAt !== undefined ? { ...row, awareAt } : null, errors, notes }
}

function entryOfRow(read: Reader, known: Known, from: Moment, to: Moment): Entry {
  const { said, words } = read
  const description = words('description')
  if (description === undefined) read.wrong('description', 'descriptionMissing')
  const kind = read.meaning('registerKind', known.kinds, 'kindBecomesOther') ?? (said('registerKind') === '' ? undefined : 'other')
  const happened = happenedOf(said('happened'), known.happened)
  if (happened.unknown) read.note('happened', 'happenedUnknown')
  const counts = [read.count('peopleMin'), read.count('peopleMax')].filter((count) => count !== null)
  return withoutEmpty({
    ...{ description, registerKind: kind as RegisterKind | undefined, happened: happened.list.length > 0 ? happened.list : undefined },
    occurred: from ? (to && to.day > from.day ? { known: 'between', from: from.day, to: to.day } : { known: 'on', from: from.day }) : undefined,
    people: counts.length === 0 ? undefined : { known: 'range', min: Math.min(...counts), max: Math.max(...counts) },
    ...{ groups: words('groups'), data: words('data'), consequences: words('consequences'), harmMeasures: words('harmMeasures') },
    ...{ repeatMeasures: words('repeatMeasures'), reasons: words('reasons'), toldHow: words('toldHow') },
    ...{ authorityNumber: words('authorityNumber', entryLimits.short), oldNumber: words('oldNumber', entryLimits.short) },
  })
}

function outcomeOfRow(read: Reader, known: Known): Omit<ImportedRow, 'entry' | 'registerKind' | 'occurredOn' | 'awareAt'> {
  const filed = read.moment('filedAt')
  const classification = read.meaning('classification', known.classifications, 'classificationUnknown')
  const notified = read.meaning('authority', known.answers, 'answerUnknown')
  const inTime = read.meaning('inTime', known.answers, 'answerUnknown')
  const decided = classification === 'undecided' ? null : classification
  return {
    schoolId: read.meaning('school', known.schools, 'schoolUnknown'),
    scope: decided === 'outOfScope' ? decided : decided === null ? null : 'inScope',
    breach: decided === 'outOfScope' ? 'notApplicable' : decided,
    authority: filed || notified === 'yes' ? 'notify' : notified === 'no' ? 'notRequired' : null,
    filedAt: filed?.at ?? null,
    inTime: filed === null ? null : inTime === 'yes' ? 'onTime' : inTime === 'no' ? 'late' : null,
    subjects: read.meaning('subjects', known.subjects, 'answerUnknown'),
    toldAt: read.moment('toldAt')?.at ?? null,
    toldCount: read.count('toldCount'),
    closedAt: read.moment('closedAt')?.at ?? null,
  }
}

function happenedOf(text: string, known: Words): { list: Happening[]; unknown: boolean } {
  const parts = text
    .split(/[,;/|+]/)
    .map(plainWord)
    .filter(Boolean)
  const codes = parts.map((part) => happenings.find((one) => one === known.get(part)))
  return { list: [...new Set(codes.filter((code) => code !== undefined))], unknown: codes.includes(undefined) }
}

const withoutEmpty = (entry: { [Field in keyof Entry]: Entry[Field] | undefined }): Entry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
