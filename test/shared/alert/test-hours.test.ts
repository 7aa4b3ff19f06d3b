import { expect, it } from 'vitest'
import { isTestHour } from '../../../shared/alert/test-hours.ts'

it.each([
  ['2026-03-02T09:00:00.000Z', true],
  ['2026-03-02T08:59:59.999Z', false],
  ['2026-03-02T14:59:59.999Z', true],
  ['2026-03-02T15:00:00.000Z', false],
  ['2026-03-06T11:00:00.000Z', true],
  ['2026-03-07T11:00:00.000Z', false],
  ['2026-03-08T11:00:00.000Z', false],
  ['2026-07-06T08:00:00.000Z', true],
  ['2026-07-06T00:30:00.000Z', false],
])('a test may sound on a weekday between ten and four in Amsterdam: %s %s', (now, may) => {
  expect(isTestHour(now)).toBe(may)
})
