import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DeadlineKind } from '../../../shared/deadline/kinds.ts'
import DeadlineClock from '../../../web/deadline/DeadlineClock.vue'
import DeadlineWords from '../../../web/deadline/DeadlineWords.vue'
import { i18n, needTexts, setLocale } from '../../../web/i18n.ts'
import { anOutcome, aTerm } from '../../support/terms.ts'

const clock = { now: () => '2026-03-06T06:00:00.000Z' }
const term = { awareAt: '2026-03-02T07:00:00.000Z', deadlineAt: '2026-03-05T07:00:00.000Z', clock }
const global = { plugins: [i18n] }
const words = (props: Record<string, unknown>) => mount(DeadlineClock, { props: { ...term, ...props }, global }).text()

beforeEach(async () => {
  vi.useFakeTimers()
  await setLocale('nl')
  await needTexts('deadline')
})
afterEach(() => vi.useRealTimers())

it('says how filing stood to the term: in time, in the full hour after it, or late', () => {
  const filed = (filedAt: string, inTime: 'onTime' | 'withinLegalEnd' | 'late') =>
    words({ termEndedAt: filedAt, termOutcome: inTime === 'late' ? 'filedLate' : 'filed', outcomes: [anOutcome({ filedAt, inTime })] })
  expect(filed('2026-03-04T09:15:00.000Z', 'onTime')).toMatch(/Gemeld bij de AP.*Op tijd.*op wo 4 maart 10:15, binnen 72 uur/)
  expect(filed('2026-03-05T07:20:00.000Z', 'withinLegalEnd')).toMatch(/Gemeld bij de AP.*op do 5 maart 08:20, na 72 uur, binnen de wettelijke afronding/)
  expect(filed('2026-03-05T12:00:00.000Z', 'late')).toMatch(/Te laat gemeld bij de AP.*Te laat.*later dan 72 uur/)
})

it('says that notifying was not needed and since when, and counts no hours any more', () => {
  const said = words({ termEndedAt: '2026-03-03T09:00:00.000Z', termOutcome: 'notRequired', outcomes: [] })
  expect(said).toMatch(/Melden niet nodig.*besloten op di 3 maart 10:00/)
  expect(said).not.toMatch(/over de termijn|Nog /)
})

it('keeps both beginnings in sight after a new fact, and runs from the second', () => {
  const first = aTerm({ endedAt: '2026-03-03T09:00:00.000Z', outcome: 'notRequired' })
  const second = aTerm({ id: 'b', anchorAt: '2026-03-05T08:00:00.000Z', dueAt: '2026-03-08T08:00:00.000Z', openedAt: '2026-03-05T08:30:00.000Z' })
  const said = words({ deadlineAt: second.dueAt, deadlines: [second, first] })
  expect(said).toMatch(/Nog 2 dagen en 2 uur.*uiterlijk zo 8 maart 09:00/)
  expect(said).toContain('Nieuwe termijn vanaf do 5 maart 09:00. De eerste liep vanaf ma 2 maart 08:00.')
})

it('shows in a list what stopped it, and what needs someone next', () => {
  const line = (props: Record<string, unknown>) => mount(DeadlineWords, { props: { ...term, ...props }, global }).text()
  const filed = { termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'filed' }
  const needs = (needsAt: string, needsKind: DeadlineKind) => line({ ...filed, needsAt, needsKind })
  expect(line(filed)).toBe('Gemeld bij de AP · 4 mrt 10:15')
  expect(needs('2026-03-06T09:00:00.000Z', 'authorityQuestion')).toContain('Nog 3 uur: AP wacht op antwoord')
  expect(needs('2026-03-06T05:00:00.000Z', 'promise')).toContain('1 uur te laat: toezegging nakomen')
  expect(line({ clock: { now: () => '2026-03-02T08:00:00.000Z' }, needsAt: term.deadlineAt, needsKind: 'authority' })).toBe('Op tijd · Nog 2 dagen')
  expect(line({ clock: { now: () => '2026-03-02T08:00:00.000Z' }, needsAt: '2026-03-02T08:30:00.000Z', needsKind: 'callChair' })).toContain(
    'Nog 30 minuten: bel de voorzitter',
  )
})
