import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { needTexts, i18n, setLocale } from '../../../web/i18n.ts'
import DeadlineClock from '../../../web/deadline/DeadlineClock.vue'
import { thresholdOf } from '../../../web/deadline/useDeadline.ts'
import { hours, minutes, plus, type Instant } from '../../../shared/instant.ts'

let now: Instant = '2026-03-27T13:20:00.000Z'
const clock = { now: () => now }
const show = (deadlineAt: Instant) => mount(DeadlineClock, { props: { awareAt: plus(deadlineAt, -hours(72)), deadlineAt, clock }, global: { plugins: [i18n] } })

beforeEach(async () => {
  vi.useFakeTimers()
  await setLocale('nl')
  await needTexts('deadline')
})
afterEach(() => vi.useRealTimers())

it('shows the deadline on the wall of Amsterdam on both sides of a change of the clocks, and counts what really elapses', () => {
  now = '2026-03-27T13:20:00.000Z'
  expect(show('2026-03-30T13:20:00.000Z').text()).toMatch(/Nog 3 dagen.*Op tijd.*uiterlijk ma 30 maart 15:20/)
  now = '2026-10-23T12:20:00.000Z'
  expect(show('2026-10-26T12:20:00.000Z').text()).toMatch(/Nog 3 dagen.*uiterlijk ma 26 oktober 13:20/)
})

it('says haste from a day before and late from the first moment after, with an icon and a word each', () => {
  const deadlineAt = '2026-03-05T09:15:00.000Z'
  const words = (left: number) => {
    now = plus(deadlineAt, -left)
    const screen = show(deadlineAt)
    expect(screen.findAll('svg').length).toBe(2)
    return screen.text()
  }
  expect(words(hours(52))).toMatch(/Nog 2 dagen en 4 uur.*Op tijd/)
  expect(words(hours(24))).toMatch(/Nog 1 dag.*Haast/)
  expect(words(hours(3) + minutes(1))).toMatch(/Nog 3 uur en 1 minuut.*Haast/)
  expect(words(30_000)).toMatch(/Nog minder dan een minuut.*Haast/)
  expect(words(-1)).toMatch(/over de termijn.*Te laat/)
})

it('runs on by itself, in silence until a threshold is passed', async () => {
  now = '2026-03-05T03:00:30.000Z'
  const screen = show('2026-03-05T09:15:00.000Z')
  const told = screen.find('[role=status]').text()
  now = plus(now, minutes(10))
  await vi.advanceTimersByTimeAsync(minutes(10))
  expect(screen.text()).toContain('Nog 6 uur')
  expect(screen.find('[role=status]').text()).toBe(told)
  now = plus(now, minutes(30))
  await vi.advanceTimersByTimeAsync(minutes(30))
  expect(screen.find('[role=status]').text()).toBe('Er is minder dan 6 uur over.')
})

it('knows the last threshold that was passed, and none while there is more time than that', () => {
  expect(thresholdOf({ leftMs: hours(60) })).toBeUndefined()
  expect(thresholdOf({ leftMs: hours(48) })).toBe(48)
  expect(thresholdOf({ leftMs: hours(2) })).toBe(3)
  expect(thresholdOf({ leftMs: -1 })).toBe(0)
})
