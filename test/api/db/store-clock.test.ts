import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeStoreClock } from '../../../api/db/store-clock.ts'
import type { Db } from '../../../api/db/open.ts'
import { between, hours, plus } from '../../../shared/instant.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'

let store: TestDatabase
beforeAll(async () => void (store = await testDatabase()))
afterAll(() => store.drop())

const start = '2026-03-02T09:15:00.000Z'
const quiet = { warn: () => {}, info: () => {} }

/** A database whose clock and speed the test sets, in milliseconds; each answer takes `tookMs` of the stopwatch. */
function scripted() {
  const world = { storeMs: Date.parse(start), watchMs: 0, tookMs: 0, isAway: false, logged: [] as unknown[][] }
  const pass = (ms: number) => {
    world.storeMs += ms
    world.watchMs += ms
  }
  const answer = async () => {
    if (world.isAway) throw new Error('away')
    pass(world.tookMs / 2)
    const ms = world.storeMs
    pass(world.tookMs / 2)
    return { rows: [{ ms }] }
  }
  const db = { outside: (work: (sql: unknown) => unknown) => work({ execute: answer }) } as unknown as Db
  const log = { warn: (...words: unknown[]) => void world.logged.push(words), info: (...words: unknown[]) => void world.logged.push(words) } as never
  const make = (own = () => new Date(world.storeMs).toISOString()) => makeStoreClock({ db, own: { now: own }, log, watch: () => world.watchMs })
  return { world, pass, make }
}

it('is the clock of the database, whatever this machine says', async () => {
  const own = { now: () => plus(new Date().toISOString(), hours(1)) }
  const clock = await makeStoreClock({ db: store.db, own, log: quiet })
  const [row] = await store.sql<{ ms: number }>(`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`)
  expect(Math.abs(Date.parse(clock.now()) - row!.ms)).toBeLessThan(250)
  expect(clock.aheadSeconds()).toBe(3600)
})

it('goes on by the stopwatch between two measurements, and takes half the way there and back off', async () => {
  const { world, pass, make } = scripted()
  world.tookMs = 400
  const clock = await make()
  expect(clock.now()).toBe(plus(start, 400))
  pass(7_000)
  expect(clock.now()).toBe(plus(start, 7_400))
})

it('keeps what it measured last while the database is away, or slow to answer', async () => {
  const { world, pass, make } = scripted()
  const clock = await make()
  world.isAway = true
  await clock.measure()
  pass(600_000)
  expect(clock.now()).toBe(plus(start, 600_000))
  world.isAway = false
  world.tookMs = 3_000
  world.storeMs += hours(1)
  await clock.measure()
  expect(between(start, clock.now())).toBe(603_000)
})

it('stands still for a small correction and follows a large one', async () => {
  const { world, pass, make } = scripted()
  const clock = await make()
  pass(10_000)
  expect(clock.now()).toBe(plus(start, 10_000))
  world.storeMs -= 300
  await clock.measure()
  expect(clock.now()).toBe(plus(start, 10_000))
  pass(300)
  expect(clock.now()).toBe(plus(start, 10_000))
  pass(1)
  expect(clock.now()).toBe(plus(start, 10_001))
  world.storeMs -= hours(1)
  await clock.measure()
  expect(clock.now()).toBe(plus(start, 10_001 - hours(1)))
})

it('warns once when this machine is more than five seconds off, and says when it is right again', async () => {
  const { world, make } = scripted()
  let off = 0
  const clock = await make(() => new Date(world.storeMs + off).toISOString())
  off = 5_000
  await clock.measure()
  expect(world.logged).toEqual([])
  off = -6_000
  await clock.measure()
  await clock.measure()
  expect([world.logged.length, clock.aheadSeconds()]).toEqual([1, -6])
  off = 0
  await clock.measure()
  expect(world.logged).toHaveLength(2)
})

it('does not begin where the database does not answer', async () => {
  const { world, make } = scripted()
  world.isAway = true
  await expect(make()).rejects.toThrow('away')
})
