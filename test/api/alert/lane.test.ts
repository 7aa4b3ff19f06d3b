import { expect, it } from 'vitest'
import { isAway, makeLane } from '../../../api/alert/lane.ts'
import { plus } from '../../../shared/instant.ts'

const now = '2026-03-02T09:15:00.000Z'
const later = (ms: number) => plus(now, ms)
const sent = (id: string) => ({ id, state: 'sent' as const, answer: 'smtp 250' })
const refused = (id: string, answer = 'smtp 451') => ({ id, state: 'retry' as const, answer })

it('a lane whose server is away is tried by one row, after five seconds, half a minute, and each minute then', () => {
  const lane = makeLane('mail')
  expect(lane.room(now)).toBeGreaterThan(1)
  expect(lane.note([refused('a', 'smtp ECONNREFUSED')], now)).toBe(false)
  expect([lane.isDown(), lane.isAway(), lane.room(later(4_999)), lane.room(later(5_000))]).toEqual([true, true, 0, 1])
  lane.note([refused('a', 'smtp ECONNREFUSED')], later(5_000))
  expect([lane.room(later(34_999)), lane.room(later(35_000))]).toEqual([0, 1])
  lane.note([refused('a', 'smtp ETIMEDOUT')], later(35_000))
  lane.note([refused('a', 'smtp ETIMEDOUT')], later(95_000))
  expect([lane.room(later(154_999)), lane.room(later(155_000))]).toEqual([0, 1])
  expect([lane.note([sent('a')], later(155_000)), lane.isDown()]).toEqual([true, false])
  expect(lane.note([sent('b')], later(155_000))).toBe(false)
})

it('one row that is refused again and again is its own trouble, two are the lane’s', () => {
  const lane = makeLane('mail')
  lane.note([refused('a')], now)
  lane.note([refused('a')], later(1))
  expect(lane.isDown()).toBe(false)
  lane.note([refused('b')], later(2))
  expect([lane.isDown(), lane.isAway()]).toEqual([true, false])
  lane.note([refused('b'), sent('c')], later(9_000))
  expect(lane.isDown()).toBe(false)
})

it('a row that was skipped or not tried says nothing about the server', () => {
  const lane = makeLane('sms')
  lane.note([refused('a', 'sms ECONNRESET')], now)
  lane.note(
    [
      { id: 'b', state: 'skipped', answer: 'noNumber' },
      { id: 'c', state: 'waiting', answer: '' },
    ],
    later(5_000),
  )
  expect([lane.isDown(), lane.room(later(5_000))]).toEqual([true, 1])
})

it('push services are many: none of them holds up the others', () => {
  const lane = makeLane('push')
  lane.note([refused('a', 'push ECONNREFUSED'), refused('b', 'http 503')], now)
  expect([lane.isDown(), lane.busyBoards()]).toEqual([false, []])
})

it.each(['smtp ECONNECTION', 'smtp EAUTH', 'smtp ETIMEDOUT', 'smtp 421', 'sms ECONNREFUSED'])('%s is a server that is away', (answer) =>
  expect(isAway(answer)).toBe(true),
)
it.each(['smtp EENVELOPE', 'smtp EMESSAGE', 'smtp 451', 'smtp 550', 'smtp error', 'http 503', 'http 429', 'noNumber'])(
  '%s may be the row’s own trouble',
  (answer) => expect(isAway(answer)).toBe(false),
)
