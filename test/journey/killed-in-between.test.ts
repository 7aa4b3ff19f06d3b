import { afterEach, beforeEach, expect, it } from 'vitest'
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

const stored = () => readStored(o.deps, nothingStored())

it('sends a report whose page was killed between saving and sending', async () => {
  const { id, bytes } = await write(phone.tab, {}, [jpeg(1)])
  await phone.killed()
  expect(await phone.states()).toEqual(['attachment queued', 'report queued'])
  await phone.tab.drain('start')
  expect((await stored()).reports.get(id)?.bytes).toBe(bytes)
  expect(await phone.states()).toEqual(['attachment received', 'report received'])
})

it.each(['asleep', 'frozen'] as const)('sends the same bytes again when its page was killed between request and answer (%s)', async (weather) => {
  const { id, bytes } = await write(phone.tab)
  phone.line.writes = [weather]
  await phone.tab.drain('save')
  expect(await phone.states()).toEqual(['report sending'])
  await phone.killed()
  await phone.tab.drain('start')
  expect([...(await stored()).reports]).toMatchObject([[id, { bytes }]])
  expect(await o.sql('select id from incident')).toHaveLength(1)
  expect(await phone.states()).toEqual(['report received'])
})

it('sends the photo and the message after a kill that came between report and photo', async () => {
  const { id, photos } = await write(phone.tab, {}, [jpeg(1), jpeg(2)])
  await say(phone.tab, id, 'O ja')
  phone.line.writes = ['fine', 'asleep']
  await phone.tab.drain('save')
  expect(await phone.states()).toEqual(['attachment queued', 'attachment queued', 'message sending', 'report received'])
  await phone.killed()
  phone.line.writes = ['fine', 'frozen']
  await phone.tab.drain('start')
  await phone.killed()
  await phone.tab.drain('start')
  const held = await stored()
  expect([...held.photos].map(([photo, { bytes }]) => [photo, bytes]).toSorted()).toEqual([...photos].toSorted())
  expect(held.messages.size).toBe(1)
})

it('takes the lock over from a tab that fell asleep holding it, and believes that tab when it wakes up', async () => {
  const { id } = await write(phone.tab)
  phone.line.writes = ['asleep']
  await phone.tab.drain('save')
  const other = await phone.another()
  await other.drain('start')
  expect((await stored()).reports.size).toBe(0)
  expect(other.sync.status().wakeAt).toBe(Date.parse(o.now()) + 10_000)
  await o.advance(minutes(3))
  await other.drain('interval')
  expect((await stored()).reports.size).toBe(1)
  phone.tab.thaw()
  await phone.tab.drain('resume')
  expect(await o.sql('select id from incident')).toHaveLength(1)
  expect(await phone.states()).toEqual(['report received'])
  expect((await phone.tab.store.db.report.get(id))?.receipt?.number).toBeTruthy()
})

it('sends each thing once though two tabs and a worker that wakes them start at the same moment', async () => {
  const other = await phone.another()
  const written = [await write(phone.tab, {}, [jpeg(1)]), await write(other, {}, [jpeg(2)])]
  await Promise.all([phone.tab.drain('save'), other.drain('save'), phone.tab.drain('resume'), other.drain('resume')])
  await phone.tab.drain('interval')
  const held = await stored()
  expect([...held.reports.keys()].toSorted()).toEqual(written.map((one) => one.id).toSorted())
  expect(held.photos.size).toBe(2)
  expect(await o.sql('select id from incident')).toHaveLength(2)
})

it('goes on without a tap after the server was started anew in the middle', async () => {
  const [one, two] = [await write(phone.tab), await write(phone.tab)]
  phone.line.writes = ['restart', 'restart']
  await phone.tab.drain('save')
  await phone.tab.drain('online')
  expect([...(await stored()).reports.keys()].toSorted()).toEqual([one.id, two.id].toSorted())
  expect(await phone.states()).toEqual(['report received', 'report received'])
})
