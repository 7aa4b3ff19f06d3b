import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { noticeFieldIds, noticeFields, noticeKinds, noticeRow, noticeSections, type NoticeFields } from '../../../shared/notification/notice-fields.ts'
import { answersOf, askedOf, changedFields, mergeNotices, missingOf, NoticeFieldsSchema, promisesOf } from '../../../shared/notification/notice.ts'
import { mayStart, standing } from '../../../shared/notification/standing.ts'
import { say } from '../../../api/text.ts'

const at = '2026-03-05T09:15:00.000Z'
const answerTo = (id: (typeof noticeFieldIds)[number]): fc.Arbitrary<unknown> => {
  const { kind, options = [] } = noticeRow(id)
  if (kind === 'choice') return fc.constantFrom(...options)
  if (kind === 'choices') return fc.subarray([...options])
  if (kind === 'moment') return fc.constant(at)
  return kind === 'range' ? fc.constantFrom('unknown', { min: 1, max: 3 }) : fc.string({ maxLength: 40 })
}
const anyFields = fc.record(Object.fromEntries(noticeFieldIds.map((id) => [id, answerTo(id)])), { requiredKeys: [] }) as fc.Arbitrary<NoticeFields>

it('keeps the order of the form: section after section, and what depends on an answer after that answer', () => {
  const sections = noticeFieldIds.map((id) => noticeSections.indexOf(noticeFields[id].section))
  expect(sections).toEqual(sections.toSorted((a, b) => a - b))
  expect(new Set(sections).size).toBe(10)
  for (const [place, id] of noticeFieldIds.entries())
    for (const [on, answers] of Object.entries(noticeRow(id).when ?? {})) {
      expect((noticeFieldIds as string[]).indexOf(on)).toBeGreaterThanOrEqual(0)
      expect((noticeFieldIds as string[]).indexOf(on)).toBeLessThan(place)
      expect(noticeRow(on as typeof id).options).toEqual(expect.arrayContaining([...answers]))
    }
})

it('has words for every field and every option, in both languages', () => {
  for (const lang of ['nl', 'en'] as const)
    for (const id of noticeFieldIds) {
      expect(say(lang, `notice.field.${id}`)).toBeTruthy()
      for (const option of noticeRow(id).options ?? []) expect(say(lang, `notice.option.${id}.${option}`)).toBeTruthy()
    }
})

it('takes any answers of its lists and refuses what is none of them', () => {
  fc.assert(
    fc.property(anyFields, (fields) => v.is(NoticeFieldsSchema, fields)),
    { numRuns: 100 },
  )
  for (const wrong of [{ gone: 'x' }, { told: 'maybe' }, { people: { min: 3, max: 1 } }, { awareAt: 'gisteren' }, { summary: 'x'.repeat(10_001) }])
    expect(v.is(NoticeFieldsSchema, wrong)).toBe(false)
})

it('asks what goes with the answers, says what is missing among it, and keeps nothing else', () => {
  fc.assert(
    fc.property(anyFields, fc.constantFrom(...noticeKinds), fc.boolean(), (fields, kind, late) => {
      const [asked, kept, missing] = [askedOf({ kind, late }, fields), answersOf({ kind, late }, fields), missingOf({ kind, late }, fields)]
      expect(Object.keys(kept).every((id) => (asked as string[]).includes(id))).toBe(true)
      expect(missing.map(({ field }) => field).every((id) => asked.includes(id))).toBe(true)
      for (const id of asked) expect(id in kept !== missing.some(({ field, why }) => field === id && why === 'empty')).toBe(true)
    }),
    { numRuns: 150 },
  )
})

it('asks why only of a late one, a number only of what follows, and of a withdrawal no more than that and why', () => {
  const asked = (kind: 'first' | 'followUp' | 'withdrawal', late = false) => askedOf({ kind, late }, {})
  expect([asked('first').includes('delayReason'), asked('first', true).includes('delayReason')]).toEqual([false, true])
  expect([asked('first').includes('earlierNumber'), asked('followUp').includes('earlierNumber')]).toEqual([false, true])
  expect(asked('withdrawal')).toEqual([
    ...['law', 'earlierNumber', 'withdrawalReason', 'organisation', 'filerName', 'filerFunction', 'filerPhone', 'filerMail', 'contactSame'],
  ])
})

it('says what runs over the limit of the form and what was promised in it', () => {
  expect(missingOf({ kind: 'first' }, { summary: 'x'.repeat(4001) })).toContainEqual({ field: 'summary', why: 'tooLong' })
  const fields: NoticeFields = { told: 'willBe', willTellAt: at, complete: 'complete', followUpAt: at }
  expect(promisesOf({ kind: 'first' }, fields)).toEqual({ willTellAt: at, followUpAt: null })
})

it('loses no word when two write at once: what only one changed stands, what both changed is shown', () => {
  const was: NoticeFields = { summary: 'Oud', filerName: 'Frits', law: 'gdpr' }
  const { fields, both } = mergeNotices(was, { ...was, summary: 'Van mij', filerPhone: '085' }, { ...was, summary: 'Van haar', filerName: '' })
  expect([fields, both]).toEqual([{ summary: 'Van haar', filerName: '', law: 'gdpr', filerPhone: '085' }, ['summary']])
  fc.assert(
    fc.property(anyFields, anyFields, anyFields, (a, mine, theirs) => {
      const merged = mergeNotices(a, mine, theirs)
      for (const id of changedFields(a, mine))
        expect(merged.both.includes(id) || changedFields({ [id]: mine[id] }, { [id]: merged.fields[id] }).length === 0).toBe(true)
      for (const id of changedFields(a, theirs)) expect(changedFields({ [id]: theirs[id] }, { [id]: merged.fields[id] })).toEqual([])
    }),
    { numRuns: 60 },
  )
})

it('knows what stands with the authority', () => {
  const one = (kind: 'first' | 'followUp' | 'withdrawal', retracted = false) => ({ kind, retracted })
  expect(mayStart([])).toEqual(['first'])
  expect(mayStart([one('first')])).toEqual(['followUp', 'withdrawal'])
  expect(mayStart([one('first', true)])).toEqual(['first'])
  expect(mayStart([one('first'), one('followUp'), one('withdrawal')])).toEqual(['first'])
  expect(standing([one('first'), one('followUp')])).toMatchObject({ kind: 'followUp' })
})
