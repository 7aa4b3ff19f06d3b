import type { Report } from '../../shared/incident/report.ts'
import { currentShape, reportLimits, type DiscoveredBasis, type ReportKind } from '../../shared/incident/report-lists.ts'
import { amsterdamDay, amsterdamMidnight, previousDay, readDay, type Instant } from '../../shared/instant.ts'
import { goesToOf } from './goes-to.ts'
import { amsterdamAt } from '../ui/wall-clock.ts'

/** What stands in the form, saved as it is typed. Empty text is no answer. */
export interface ReportFields {
  kind: ReportKind | null
  description: string
  when: DiscoveredBasis
  /** the moment "now", and the day "today", were chosen on: the form may lie for a night before it is sent */
  chosenAt: Instant
  hour: string
  day: string
  organisationId: string
  schoolId: string
  addressee: 'dpo' | 'chair'
  /** who must not see it; in no draft of an older version */
  notTo: NonNullable<Report['notTo']>
  atProcessor: string
  stillGoingOn: NonNullable<Report['stillGoingOn']> | ''
  dataCategories: NonNullable<Report['dataCategories']>
  peopleCount: NonNullable<Report['peopleCount']> | ''
  callBackNumber: string
  alreadyDone: string[]
  /** a report taken by phone: who calls */
  byPhone: boolean
  caller: { name: string; phone: string; email: string }
}

export const emptyFields = (now: Instant): ReportFields => ({
  kind: null,
  description: '',
  when: 'now',
  chosenAt: now,
  hour: '',
  day: '',
  organisationId: '',
  schoolId: '',
  addressee: 'dpo',
  notTo: [],
  atProcessor: '',
  stillGoingOn: '',
  dataCategories: [],
  peopleCount: '',
  callBackNumber: '',
  alreadyDone: [],
  byPhone: false,
  caller: { name: '', phone: '', email: '' },
})

/** A field to put right: its id on the screen, and the key of the sentence. */
export interface FieldError {
  id: string
  key: string
  n?: number
}
export type Step = 'what' | 'tell'

/** What keeps a step from being left: nothing but what a report cannot do without, and half an answer. */
export function errorsOf(step: Step, fields: ReportFields, { severalBoards }: { severalBoards: boolean }): FieldError[] {
  if (step === 'what') return fields.kind === null ? [{ id: 'kind', key: 'form.what.missing' }] : []
  const tooLong = fields.description.trim().length - reportLimits.descriptionLength
  return [
    ...(severalBoards && fields.organisationId === '' ? [{ id: 'board', key: 'form.board.missing' }] : []),
    ...(fields.description.trim() === '' ? [{ id: 'description', key: 'form.tell.missing' }] : []),
    ...(tooLong > 0 ? [{ id: 'description', key: 'form.tell.tooLong', n: tooLong }] : []),
    ...(fields.when === 'picked' && readDay(fields.day) === undefined ? [{ id: 'day', key: 'form.when.dayMissing' }] : []),
    ...(fields.byPhone && fields.caller.name.trim() === '' ? [{ id: 'caller-name', key: 'form.phoneCall.nameMissing' }] : []),
  ]
}

/** The moment of discovery as far as it is known; undefined for a day without an hour and for "not sure". */
export function discoveredAt({ when, chosenAt, hour, day }: ReportFields): Instant | undefined {
  const today = amsterdamDay(chosenAt)
  switch (when) {
    case 'now':
      return chosenAt
    case 'today':
      return amsterdamAt(today, hour)
    case 'yesterday':
      return amsterdamAt(previousDay(today), hour)
    case 'picked':
      return readDay(day) === undefined ? undefined : (amsterdamAt(day, hour) ?? amsterdamMidnight(day))
    case 'unknown':
      return undefined
  }
}

/** "Today" is the day it was chosen on. Sent after midnight, a day without an hour goes as that day. */
function discovery(fields: ReportFields, now: Instant): Pick<Report, 'discoveredAt' | 'discoveredBasis'> {
  const at = discoveredAt(fields)
  const { when: discoveredBasis, chosenAt } = fields
  if (at !== undefined) return { discoveredAt: at, discoveredBasis }
  const chosen = amsterdamDay(chosenAt)
  if (discoveredBasis === 'unknown' || chosen === amsterdamDay(now)) return { discoveredBasis }
  return { discoveredAt: amsterdamMidnight(discoveredBasis === 'yesterday' ? previousDay(chosen) : chosen), discoveredBasis: 'picked' }
}

const filled = (text: string, max: number): string | undefined => text.trim().slice(0, max) || undefined

/** The report as the server reads it, of a form without errors. `now` is the device's clock. */
export function toReport(fields: ReportFields, now: Instant, draftSkewMs: number | null): Report {
  const { kind, byPhone, caller } = fields
  const { addressee, notTo } = goesToOf(fields)
  return {
    shape: currentShape,
    kind: kind ?? 'other',
    description: fields.description.trim(),
    ...discovery(fields, now),
    reportedAt: now,
    draftSkewMs: draftSkewMs ?? undefined,
    organisationId: fields.organisationId || undefined,
    schoolId: fields.schoolId || undefined,
    addressee,
    notTo: notTo.length > 0 ? [...notTo] : undefined,
    atProcessor: filled(fields.atProcessor, 200),
    stillGoingOn: fields.stillGoingOn || undefined,
    dataCategories: fields.dataCategories.length > 0 ? [...fields.dataCategories] : undefined,
    peopleCount: fields.peopleCount || undefined,
    callBackNumber: byPhone ? undefined : filled(fields.callBackNumber, 40),
    alreadyDone: fields.alreadyDone.length > 0 ? [...fields.alreadyDone] : undefined,
    takenFrom: byPhone ? { name: caller.name.trim().slice(0, 120), phone: filled(caller.phone, 40), email: filled(caller.email, 200) } : undefined,
  }
}
