import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoff, ceiling, retryAfter, waitAfter } from '../../../web/offline/backoff.ts'

const unit = fc.double({ min: 0, max: 0.999_999, noNaN: true })

it('waits between two seconds and five minutes, whatever the dice and however many misses', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), unit, (misses, dice) => {
      const wait = waitAfter(misses, () => dice)
      expect(wait).toBeGreaterThanOrEqual(backoff.shortest)
      expect(wait).toBeLessThanOrEqual(backoff.longest)
    }),
  )
})

it('lets the longest wait grow with each miss and spreads phones over all of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (misses) => {
      expect(ceiling(misses + 1)).toBeGreaterThanOrEqual(ceiling(misses))
    }),
  )
  expect(waitAfter(20, () => 0)).toBe(backoff.shortest)
  expect(waitAfter(20, () => 0.999_999)).toBe(backoff.longest)
})

it('reads Retry-After as seconds or as a date, and nothing else', () => {
  const now = Date.parse('2026-03-02T09:00:00.000Z')
  expect(retryAfter('120', now)).toBe(120_000)
  expect(retryAfter('Mon, 02 Mar 2026 09:01:00 GMT', now)).toBe(60_000)
  expect(retryAfter('99999999', now)).toBe(86_400_000)
  for (const odd of [null, '', 'soon', '-5', 'Mon, 02 Mar 2026 08:00:00 GMT']) expect(retryAfter(odd, now)).toBeNull()
})
