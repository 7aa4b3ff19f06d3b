import { expect, it } from 'vitest'
import { queueMessage } from '../../../web/offline/messages.ts'
import { retry } from '../../../web/offline/repair.ts'
import { makePhone, start, states } from './phone.ts'

it('sends the report first and its photos after it, and calls nothing received before the server said so', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 2 })
  expect(await states(phone)).toEqual(['attachment queued', 'attachment queued', 'report queued'])
  await phone.sync.drain('save')
  expect(await states(phone)).toEqual(['attachment received', 'attachment received', 'report received'])
  expect(phone.end.requests.slice(0, 2)).toEqual(['GET /api/v1/session', `PUT /api/v1/reports/${id}`])
  expect((await phone.store.db.report.get(id))?.receipt?.number).toBe('2026-014')
  expect(phone.sync.status()).toMatchObject({ connection: 'online', sendsAs: 'anna', signInSince: null })
})

it('counts no attempt while the server does not answer', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = () => 'down'
  await phone.sync.drain('save')
  expect(phone.sync.status().connection).toBe('offline')
  expect(await phone.store.db.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 0 })
})

it.each(['portal', 'portal401', 'trouble'] as const)('takes a %s for what it is: no acknowledgement and no refusal', async (fault) => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? fault : 'none')
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 1, misses: 1 })
  phone.end.fault = () => 'none'
  await phone.sync.drain('online')
  expect(await states(phone)).toEqual(['report received'])
})

it('does not believe an acknowledgement of other bytes', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'wrongSha' : 'none')
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(id)).toMatchObject({ state: 'queued', reason: 'notAnAnswer' })
})

it('sends exactly the same bytes again when the answer was lost', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'lost' : 'none')
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  await phone.sync.drain('online')
  const { bodies } = phone.end.reports.get(id)!
  expect(bodies).toHaveLength(2)
  expect(bodies[0]).toBe(bodies[1])
  expect(await states(phone)).toEqual(['report received'])
})

it('waits as long as the server asks, also when the network comes back sooner', async () => {
  const phone = await makePhone()
  await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'busy' : 'none')
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  phone.clock.ms = start + 59_000
  await phone.sync.drain('online')
  expect(await states(phone)).toEqual(['report queued'])
  phone.clock.ms = start + 60_000
  await phone.sync.drain('interval')
  expect(await states(phone)).toEqual(['report received'])
})

it('asks who is signed in no sooner than a busy server wants, and then at once; a person may ask before', async () => {
  const phone = await makePhone()
  await phone.reports()
  const asked = () => phone.end.requests.length
  phone.end.fault = () => 'busy'
  await phone.sync.drain('start')
  expect(phone.sync.status()).toMatchObject({ connection: 'offline', wakeAt: start + 60_000 })
  phone.clock.ms = start + 59_000
  for (const reason of ['online', 'resume', 'interval', 'save'] as const) await phone.sync.drain(reason)
  expect(asked()).toBe(1)
  expect(phone.sync.status().wakeAt).toBe(start + 60_000)
  await phone.sync.drain('retry')
  expect(asked()).toBe(2)
  phone.end.fault = () => 'none'
  phone.clock.ms = start + 119_000
  await phone.sync.drain('interval')
  expect(await states(phone)).toEqual(['report received'])
})

it('asks again when the clock was set back behind the moment that a busy server spoke', async () => {
  const phone = await makePhone()
  await phone.reports()
  phone.end.fault = () => 'busy'
  await phone.sync.drain('start')
  phone.end.fault = () => 'none'
  phone.clock.ms = start - 3_600_000
  await phone.sync.drain('interval')
  expect(await states(phone)).toEqual(['report received'])
})

it('looks again when the report may be tried again, not sooner for the photos that wait for it', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 2 })
  phone.end.fault = (_, method) => (method === 'PUT' ? 'trouble' : 'none')
  await phone.sync.drain('save')
  expect(phone.sync.status().wakeAt).toBe((await phone.store.db.outbox.get(id))!.nextTryAt)
})

it('lets one bad item stand in nobody’s way', async () => {
  const phone = await makePhone()
  const bad = await phone.reports('bad', { photos: 1 })
  const good = await phone.reports('good')
  phone.end.refuse.set(bad, { status: 422, code: 'report.descriptionEmpty' })
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(bad)).toMatchObject({ state: 'attention', reason: 'report.descriptionEmpty' })
  expect(phone.end.reports.has(good)).toBe(true)
  expect(phone.sync.status().wakeAt).toBeNull()
  phone.end.refuse.clear()
  await retry(phone.store, bad)
  await phone.sync.drain('retry')
  expect(await states(phone)).toEqual(['attachment received', 'report received', 'report received'])
})

it.each([
  [409, 'report.idTaken'],
  [413, 'request.tooLarge'],
  [415, 'attachment.notImage'],
  [422, 'request.invalid'],
] as const)('keeps what is refused with %i, with the reason', async (status, code) => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.refuse.set(id, { status, code })
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(id)).toMatchObject({ state: 'attention', reason: code })
  expect((await phone.store.db.report.get(id))?.body).not.toBeNull()
})

it('reports one row that cannot be opened by itself and sends the rest', async () => {
  const phone = await makePhone()
  const broken = await phone.reports('broken')
  const good = await phone.reports('good')
  await phone.store.db.report.update(broken, { body: { iv: new Uint8Array(12), data: new ArrayBuffer(40) } })
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(broken)).toMatchObject({ state: 'attention', reason: 'unreadable' })
  expect(phone.end.reports.has(good)).toBe(true)
})

it('sends again what was under way when the page was closed', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.store.db.outbox.update(id, { state: 'sending', attempts: 1 })
  const again = await phone.restarted()
  await again.sync.drain('start')
  expect(phone.end.reports.get(id)?.bodies).toHaveLength(1)
})

it('tells how far the device is from the server, and remembers it for the next visit', async () => {
  const phone = await makePhone({ serverAhead: 20 * 60_000 })
  await phone.sync.drain('start')
  expect(phone.sync.status().skewMs).toBe(20 * 60_000)
  const again = await phone.restarted()
  await again.sync.remember()
  expect(again.sync.status().skewMs).toBe(20 * 60_000)
})

it('sends messages about a report after the report, offline written or not', async () => {
  const phone = await makePhone()
  phone.end.fault = () => 'down'
  const id = await phone.reports()
  const message = await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'Gevonden', corrects: 'nothing' })
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  await phone.sync.drain('online')
  expect(JSON.parse(phone.end.messages.get(message)!.body)).toEqual({
    id: message,
    text: 'Gevonden',
    corrects: 'nothing',
    sentAt: new Date(start).toISOString(),
  })
  expect(await states(phone)).toEqual(['message received', 'report received'])
})

it('leaves the sending to one tab, and takes over from a tab that fell asleep with the lock', async () => {
  const asked: boolean[] = []
  const phone = await makePhone({
    lock: async (work, { steal }) => {
      asked.push(steal)
      if (!steal) return 'busy'
      await work()
      return 'done'
    },
  })
  const id = await phone.reports()
  await phone.store.db.meta.put({ key: 'drainBeat', value: start })
  await phone.sync.drain('save')
  expect(phone.end.requests).toEqual([])
  phone.clock.ms = start + 151_000
  await phone.sync.drain('interval')
  expect(asked).toEqual([false, true])
  expect(phone.end.reports.has(id)).toBe(true)
})
