import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import { saveDraft } from '../../../web/offline/drafts.ts'
import { watchDevice, type OnDevice } from '../../../web/offline/device.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import { takeOff } from '../../../web/offline/take-off.ts'
import { makePhone, states, type Phone } from './phone.ts'

async function look({ store }: Phone, me: string | null, here = new Set<string>()): Promise<OnDevice> {
  const show = vi.fn<(found: OnDevice) => void>()
  const stop = watchDevice(store, { me, here }, show)
  await vi.waitFor(() => expect(show).toHaveBeenCalled())
  stop()
  return show.mock.lastCall![0]
}

it('lists everything of this person with its size, and of another only how much there is', async () => {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 2 })
  await phone.reports('geheim van Bert', { ownerId: 'bert', photos: 1 })
  await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'nog iets' })
  const { things, others } = await look(phone, 'anna')
  expect(things).toMatchObject([{ line: { id, state: 'waiting' }, photos: 2, messages: 1, holds: true, readable: true, attempts: 0 }])
  expect(things[0]!.bytes).toBeGreaterThan(200)
  expect(things[0]!.parts.map(({ what, state }) => `${what} ${state}`)).toEqual(['attachment queued', 'attachment queued', 'message queued'])
  expect(others.count).toBe(1)
  expect(Object.keys(others)).toEqual(['count', 'bytes'])
  expect(others.bytes).toBeGreaterThan(100)
})

it('shows nobody who is not signed in more than what was written signed out', async () => {
  const phone = await makePhone()
  await phone.reports('van Anna')
  const id = await phone.reports('van niemand', { ownerId: null })
  const { things, others } = await look(phone, null)
  expect(things.map(({ line }) => line.id)).toEqual([id])
  expect(others.count).toBe(1)
})

it('lists what was written signed out elsewhere without kind, number or parts, and for who is signed in not at all', async () => {
  const phone = await makePhone()
  const id = await phone.reports('van niemand', { ownerId: null, photos: 1 })
  await phone.store.db.outbox.toCollection().modify({ state: 'attention' })
  expect((await look(phone, null)).things).toMatchObject([{ line: { kind: null, stuckId: null, hidden: true }, parts: [] }])
  expect((await look(phone, null, new Set([id]))).things).toMatchObject([{ line: { kind: 'deviceLost', hidden: false }, parts: [{ what: 'attachment' }] }])
  expect(await look(phone, 'anna', new Set([id]))).toEqual({ things: [], others: { count: 0, bytes: 0 }, asked: 1 })
})

it('says why something waits, how often it was tried and when it goes again', async () => {
  const phone = await makePhone()
  await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'trouble' : 'none')
  await phone.sync.drain('save')
  const { things } = await look(phone, 'anna')
  expect(things[0]).toMatchObject({ attempts: 1, reason: 'server' })
  expect(things[0]!.nextTryAt).toBeGreaterThan(phone.clock.ms)
})

it('names each thing that no longer opens by itself; the rest goes on, and what is new is sealed with a new key', async () => {
  const phone = await makePhone()
  const lost = await phone.reports('voor de sleutel weg was', { photos: 1 })
  const draft = phone.store.newId()
  await saveDraft(phone.store, { id: draft, ownerId: 'anna', kind: null, draftSkewMs: null, fields: { description: 'ook' } })
  await phone.store.db.meta.delete('vaultKey')
  const again = await phone.restarted()
  expect(again.store.vault.sealing).toBe(true)
  const fresh = await again.reports('met de nieuwe sleutel')
  const { things } = await look(again, 'anna')
  expect(Object.fromEntries(things.map(({ line, readable }) => [line.id, readable]))).toEqual({ [lost]: false, [draft]: false, [fresh]: true })
  await again.sync.drain('start')
  expect([...again.end.reports.keys()]).toEqual([fresh])
  expect(await again.store.db.outbox.get(lost)).toMatchObject({ state: 'attention', reason: 'unreadable' })
  expect(await takeOff(again.store, lost)).toBe(true)
  expect(await takeOff(again.store, draft)).toBe(true)
  expect((await look(again, 'anna')).things.map(({ line }) => line.id)).toEqual([fresh])
})

it('takes a draft and what was never sent off the device with all that hangs on it', async () => {
  const phone = await makePhone()
  const id = await phone.reports('weg ermee', { photos: 2 })
  await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'en dit' })
  expect(await takeOff(phone.store, id)).toBe(true)
  for (const table of phone.store.db.tables.filter(({ name }) => name !== 'meta')) expect(await table.count()).toBe(0)
})

it('keeps the number and state of what school has, and no word or picture', async () => {
  const phone = await makePhone()
  const id = await phone.reports('ontvangen', { photos: 1 })
  await phone.sync.drain('save')
  expect(await takeOff(phone.store, id)).toBe(true)
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'stub', body: null, draft: null, receipt: { number: '2026-014' } })
  expect(await phone.store.db.attachment.count()).toBe(0)
  await phone.sync.drain('start')
  expect(phone.end.reports.get(id)?.bodies).toHaveLength(1)
})

it('waits with taking off what is on its way this moment', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.store.db.outbox.update(id, { state: 'sending' })
  expect(await takeOff(phone.store, id)).toBe(false)
  expect(await states(phone)).toEqual(['report sending'])
})
