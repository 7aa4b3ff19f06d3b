import { expect, it } from 'vitest'
import { hours, minutes, plus } from '../../../shared/instant.ts'
import { givenAt } from '../../../shared/training/given-at.ts'

const [answered, arrived] = ['2026-11-02T07:10:00.000Z', '2026-11-02T09:00:00.000Z']

it('takes a phone at its word while its clock is no more than two minutes off', () => {
  for (const off of [-minutes(2), 0, minutes(2)]) expect(givenAt(answered, plus(arrived, off), arrived)).toBe(answered)
})

it('puts it right by what it says at sending, either way', () => {
  expect(givenAt(plus(answered, hours(3)), plus(arrived, hours(3)), arrived)).toBe(answered)
  expect(givenAt(plus(answered, -hours(30)), plus(arrived, -hours(30)), arrived)).toBe(answered)
})

it('lets nothing be answered later than it arrived', () => {
  expect(givenAt(plus(arrived, minutes(1)), arrived, arrived)).toBe(arrived)
  expect(givenAt(plus(arrived, hours(9)), plus(arrived, hours(5)), arrived)).toBe(arrived)
})
