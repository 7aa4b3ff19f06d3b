import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoIdentity } from '../../api/demo/board.ts'
import { rateLimits } from '../../api/http/rate-limit.ts'
import { minutes } from '../../shared/instant.ts'
import { office, type Office } from '../support/office.ts'
import { pocket, type Pocket } from '../support/pocket.ts'
import { jpeg, say, write } from '../support/real-device.ts'
import { nothingStored, readStored } from '../support/stored.ts'

let o: Office
let phone: Pocket
beforeEach(async () => {
  o = await office()
  phone = await pocket(o)
})
afterEach(() => o.drop())

const reports = async () => [...(await readStored(o.deps, nothingStored())).reports.keys()]

it('hands a report in once though the answer was lost after the school stored it', async () => {
  const { id, bytes } = await write(phone.tab)
  phone.line.writes = ['lostAfter']
  await phone.tab.drain('save')
  expect(await reports()).toEqual([id])
  expect((await phone.shows(id))?.state).toBe('waiting')
  await phone.tab.drain('online')
  expect((await phone.shows(id))?.state).toBe('received')
  expect((await readStored(o.deps, nothingStored())).reports.get(id)?.bytes).toBe(bytes)
  expect(await o.sql('select id from incident')).toHaveLength(1)
})

it('takes the page of a portal, which says 200, for no acknowledgement', async () => {
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  phone.line.writes = ['portal']
  await phone.tab.drain('save')
  expect(await reports()).toEqual([])
  expect(await phone.tab.store.db.outbox.get(id)).toMatchObject({ state: 'queued', reason: 'notAnAnswer' })
  phone.line.ahead = ['portal']
  await phone.tab.drain('online')
  expect(phone.tab.sync.status().connection).toBe('offline')
  await phone.tab.drain('online')
  expect(await phone.states()).toEqual(['attachment received', 'report received'])
})

it.each(['cut', 'short', 'trouble', 'lostBefore', 'restart'] as const)('gets a report away at the next try after: %s', async (weather) => {
  await write(phone.tab, {}, [jpeg(1)])
  phone.line.writes = [weather]
  await phone.tab.drain('save')
  expect(await phone.states()).toEqual(['attachment queued', 'report queued'])
  await phone.tab.drain('online')
  expect(await phone.states()).toEqual(['attachment received', 'report received'])
  expect(await reports()).toHaveLength(1)
})

it('waits as long as the limiter of the school asks, and then sends everything', async () => {
  const first = await write(phone.tab)
  for (let at = 0; at < rateLimits.writePerPerson.points; at++) await o.deps.limits.take('writePerPerson', demoIdentity('teacher'))
  await phone.tab.drain('save')
  const item = await phone.tab.store.db.outbox.get(first.id)
  expect(item).toMatchObject({ state: 'queued', reason: 'busy' })
  expect(item!.notBefore - Date.parse(o.now())).toBeGreaterThan(50_000)
  phone.server.restart()
  await phone.tab.drain('online')
  expect(await reports()).toEqual([])
  await o.advance(minutes(1))
  await phone.tab.drain('interval')
  expect(await reports()).toEqual([first.id])
})

it('sends what was said about a report after the report, whatever got lost in between', async () => {
  const { id } = await write(phone.tab)
  const message = await say(phone.tab, id, 'O ja, de map ook')
  phone.line.writes = ['lostBefore', 'lostAfter', 'lostAfter']
  for (let at = 0; at < 4; at++) await phone.tab.drain('online')
  const { messages } = await readStored(o.deps, nothingStored())
  expect([...messages]).toMatchObject([[message, { reportId: id, text: 'O ja, de map ook' }]])
})

it('is online when the school answers and offline when it does not, and counts nothing against what waits', async () => {
  const { id } = await write(phone.tab)
  phone.line.ahead = ['lostBefore']
  await phone.tab.drain('online')
  expect(phone.tab.sync.status().connection).toBe('offline')
  expect(await phone.tab.store.db.outbox.get(id)).toMatchObject({ attempts: 0, state: 'queued' })
  await phone.tab.drain('interval')
  expect(phone.tab.sync.status().connection).toBe('online')
})

it('waits from two seconds to five minutes between two tries, and not at all once the network is back', async () => {
  const { id } = await write(phone.tab)
  const waits: number[] = []
  for (let at = 0; at < 12; at++) {
    phone.line.writes = ['trouble']
    await phone.tab.drain('interval')
    const { nextTryAt } = (await phone.tab.store.db.outbox.get(id))!
    waits.push(nextTryAt - Date.parse(o.now()))
    o.outage(nextTryAt - Date.parse(o.now()))
  }
  expect(waits.every((wait, at) => wait >= 2_000 && wait <= 300_000 && wait >= (waits[at - 1] ?? 0))).toBe(true)
  expect(waits.at(-1)).toBeGreaterThan(100_000)
  phone.line.writes = ['trouble']
  await phone.tab.drain('interval')
  await phone.tab.drain('resume')
  expect(await reports()).toEqual([id])
})
