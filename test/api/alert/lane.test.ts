import { expect, it } from 'vitest'
import { isAway, makeLane } from '../../../api/alert/lane.ts'
import { plus } from '../../../shared/instant.ts'

const now = '2026-03-02T09:15:00.000Z'
const later = (ms: number) => plus(now, ms)
const sent = (personId: string) => ({ id: `to ${personId}`, personId, state: 'sent' as const, answer: 'smtp 250' })
const refused = (personId: string, answer = 'smtp 451') => ({ id: `to ${personId}`, personId, state: 'retry' as const, answer })

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

it('one person whose mail is put off again and again is his own trouble, two are the lane’s', () => {
  const lane = makeLane('mail')
  lane.note([refused('a')], now)
  lane.note([refused('a')], later(1))
  expect(lane.isDown()).toBe(false)
  lane.note([refused('b')], later(2))
  expect([lane.isDown(), lane.isAway(), lane.putOff(), lane.room(later(5_002))]).toEqual([true, false, ['to a', 'to b'], 1])
  lane.note([refused('b'), sent('c')], later(9_000))
  expect(lane.isDown()).toBe(false)
})

it('addresses that are refused for good hold up nobody, however many, and show that a server that was away is back', () => {
  const lane = makeLane('mail')
  for (const person of ['a', 'b', 'c']) lane.note([refused(person, 'smtp 550')], now)
  expect(lane.isDown()).toBe(false)
  lane.note([refused('a', 'smtp ECONNREFUSED')], now)
  expect(lane.isAway()).toBe(true)
  expect([lane.note([refused('a', 'smtp 550')], later(5_000)), lane.isDown()]).toEqual([true, false])
})

it('works once something got through, until nothing does to several people', () => {
  const lane = makeLane('mail')
  expect(lane.works()).toBe(false)
  lane.note([sent('a')], now)
  lane.note([refused('b', 'smtp 550')], now)
  lane.note([refused('b', 'smtp 550')], now)
  expect(lane.works()).toBe(true)
  lane.note([refused('c', 'smtp 550')], now)
  expect(lane.works()).toBe(false)
})

it('a row that was skipped or not tried says nothing about the server', () => {
  const lane = makeLane('sms')
  lane.note([refused('a', 'sms ECONNRESET')], now)
  lane.note(
    [
      { id: '1', personId: 'b', state: 'skipped', answer: 'noNumber' },
      { id: '2', personId: 'c', state: 'waiting', answer: '' },
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

it.each(['smtp ECONNECTION', 'smtp EAUTH', 'smtp ETIMEDOUT', 'smtp 421', 'smtp 535', 'sms ECONNREFUSED'])('%s is a server that is away', (answer) =>
  expect(isAway(answer)).toBe(true),
)
it.each(['smtp EENVELOPE', 'smtp EMESSAGE', 'smtp 451', 'smtp 550', 'smtp error', 'http 503', 'http 429', 'noNumber'])(
  '%s may be the row’s own trouble',
  (answer) => expect(isAway(answer)).toBe(false),
)
