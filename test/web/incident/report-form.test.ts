import fc from 'fast-check'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { teamRoles } from '../../../shared/access/fence.ts'
import { dataCategories, discoveredBases, peopleCounts, Report, reportKinds, yesNoUnknown } from '../../../shared/incident/report.ts'
import { emptyFields, errorsOf, toReport, type ReportFields } from '../../../web/incident/report-form.ts'
import { amsterdamAt } from '../../../web/ui/wall-clock.ts'

const now = '2026-03-05T09:15:00.000Z'
const alone = { severalBoards: false }
const fields = (more: Partial<ReportFields> = {}): ReportFields => ({ ...emptyFields(now), kind: 'deviceLost', description: 'Stick kwijt', ...more })

it('asks for two answers and nothing else', () => {
  expect(errorsOf('what', emptyFields(now), alone).map((error) => error.id)).toEqual(['kind'])
  expect(errorsOf('tell', emptyFields(now), alone).map((error) => error.id)).toEqual(['description'])
  expect([...errorsOf('what', fields(), alone), ...errorsOf('tell', fields(), alone)]).toEqual([])
})

it('asks for the board of whoever has more than one, and for the rest of half an answer', () => {
  expect(errorsOf('tell', fields(), { severalBoards: true }).map((error) => error.id)).toEqual(['board'])
  expect(errorsOf('tell', fields({ when: 'picked' }), alone).map((error) => error.id)).toEqual(['day'])
  expect(errorsOf('tell', fields({ byPhone: true }), alone).map((error) => error.id)).toEqual(['caller-name'])
  expect(errorsOf('tell', fields({ description: 'x'.repeat(10_003) }), alone)).toEqual([{ id: 'description', key: 'form.tell.tooLong', n: 3 }])
})

it('writes nothing that was not answered', () => {
  expect(JSON.parse(JSON.stringify(toReport(fields(), now, null)))).toEqual({
    shape: 1,
    kind: 'deviceLost',
    description: 'Stick kwijt',
    discoveredAt: now,
    discoveredBasis: 'now',
    reportedAt: now,
    addressee: 'dpo',
  })
})

it('reads an hour off the wall, and sends a day without an hour as a basis only', () => {
  const at = (more: Partial<ReportFields>) => {
    const { discoveredAt, discoveredBasis } = toReport(fields(more), now, null)
    return [discoveredBasis, discoveredAt]
  }
  expect(at({ when: 'yesterday', hour: '16:00' })).toEqual(['yesterday', '2026-03-04T15:00:00.000Z'])
  expect(at({ when: 'today', hour: '' })).toEqual(['today', undefined])
  expect(at({ when: 'picked', day: '2026-02-27', hour: '' })).toEqual(['picked', '2026-02-26T23:00:00.000Z'])
  expect(at({ when: 'unknown', hour: '16:00' })).toEqual(['unknown', undefined])
})

it('keeps the day that was meant when the form lies for a night', () => {
  const morning = '2026-03-06T06:00:00.000Z'
  expect(toReport(fields({ when: 'today' }), morning, null)).toMatchObject({ discoveredBasis: 'picked', discoveredAt: '2026-03-04T23:00:00.000Z' })
  expect(toReport(fields({ when: 'yesterday' }), morning, null)).toMatchObject({ discoveredBasis: 'picked', discoveredAt: '2026-03-03T23:00:00.000Z' })
  expect(toReport(fields({ when: 'now' }), morning, null)).toMatchObject({ discoveredBasis: 'now', discoveredAt: now, reportedAt: morning })
})

it('knows the two days of the year on which the hours shift', () => {
  expect(amsterdamAt('2026-03-29', '14:20')).toBe('2026-03-29T12:20:00.000Z')
  expect(amsterdamAt('2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z')
  expect(amsterdamAt('2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z')
  expect(amsterdamAt('2026-10-25', '14:20')).toBe('2026-10-25T13:20:00.000Z')
  for (const odd of ['', '24:00', '9:00', 'x']) expect(amsterdamAt('2026-03-05', odd)).toBeUndefined()
})

const anyFields: fc.Arbitrary<ReportFields> = fc.record({
  kind: fc.constantFrom(...reportKinds),
  description: fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }).filter((text) => text.trim() !== ''),
  when: fc.constantFrom(...discoveredBases),
  chosenAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  hour: fc.constantFrom('', '00:00', '02:30', '23:59'),
  day: fc.constantFrom('2026-03-29', '2026-10-25', '2026-01-01'),
  organisationId: fc.constant(''),
  schoolId: fc.constantFrom('', '01900000-0000-7000-8000-000000000011'),
  addressee: fc.constantFrom('dpo', 'chair'),
  notTo: fc.subarray([...teamRoles]),
  atProcessor: fc.string({ maxLength: 400 }),
  stillGoingOn: fc.constantFrom('', ...yesNoUnknown),
  dataCategories: fc.uniqueArray(fc.constantFrom(...dataCategories)),
  peopleCount: fc.constantFrom('', ...peopleCounts),
  callBackNumber: fc.string({ maxLength: 80 }),
  alreadyDone: fc.array(fc.constantFrom('changePassword', 'callIct')),
  byPhone: fc.boolean(),
  caller: fc.record({ name: fc.string({ maxLength: 300 }), phone: fc.string({ maxLength: 80 }), email: fc.string({ maxLength: 400 }) }),
})

it('always writes what the shared schema reads', () => {
  fc.assert(
    fc.property(anyFields, (some) => {
      const parsed = v.safeParse(Report, JSON.parse(JSON.stringify(toReport(some, '2030-01-01T00:00:00.000Z', 12))))
      expect(parsed.issues).toBeUndefined()
    }),
  )
})
