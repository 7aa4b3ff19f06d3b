import { expect, it } from 'vitest'
import { saveDraft } from '../../../web/offline/drafts.ts'
import { lineFor, linesFor } from '../../../web/offline/lines.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import { leftBy, settleDevice } from '../../../web/offline/shared-device.ts'
import { makePhone, states } from './phone.ts'

const nobodyHere = new Set<string>()

it('leaves nothing of who signed out on a shared device, once it was all received', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  await phone.reports('Stick kwijt', { photos: 1 })
  await phone.sync.drain('save')
  await settleDevice(phone.store, null, false)
  for (const table of phone.store.db.tables.filter(({ name }) => name !== 'meta')) expect(await table.count()).toBe(0)
})

it('leaves no message either that hung on a report of another device', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  const id = await phone.reports()
  await phone.sync.drain('save')
  await phone.store.db.report.delete(id)
  await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'nog iets' })
  await phone.sync.drain('save')
  await settleDevice(phone.store, null, false)
  expect([await phone.store.db.message.count(), await phone.store.db.outbox.count()]).toEqual([0, 0])
})

it('keeps what was not received for when its writer comes back, and takes it away after that', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  await phone.reports('onverzonden')
  await settleDevice(phone.store, 'bert', false)
  expect(await states(phone)).toEqual(['report queued'])
  expect(await linesFor(phone.store.db, 'bert')).toEqual([])
  await settleDevice(phone.store, 'anna', false)
  expect((await linesFor(phone.store.db, 'anna'))[0]).toMatchObject({ state: 'waiting', kind: 'deviceLost' })
  await phone.sync.drain('signedIn')
  await settleDevice(phone.store, null, false)
  expect(await states(phone)).toEqual([])
})

it('wipes at the next start what somebody left by only closing the browser', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  await phone.reports('Stick kwijt')
  await phone.sync.drain('save')
  const next = await phone.restarted()
  await settleDevice(next.store, null, false)
  expect(await states(next)).toEqual([])
  expect(await next.store.db.report.count()).toBe(0)
})

it('tells the next person nothing at an address that stands in the history of a shared browser', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  const id = await phone.reports('onverzonden')
  const asked = (me: string | null, here = nobodyHere) => lineFor(phone.store.db, id, me, here)
  expect(await asked('anna')).toMatchObject({ state: 'waiting' })
  expect(await asked('bert')).toBeUndefined()
  expect(await asked(null)).toBeUndefined()
  // The page it was written on still tells its writer whose session just ended.
  expect(await asked(null, new Set([id]))).toMatchObject({ state: 'waiting' })
  await settleDevice(phone.store, 'anna', true)
  expect(await asked(null)).toMatchObject({ state: 'waiting' })
  expect(await asked('bert')).toBeUndefined()
})

it('counts what this person leaves behind, and nothing of another', async () => {
  const phone = await makePhone()
  await phone.reports('een', { photos: 2 })
  await phone.reports('van Bert', { ownerId: 'bert' })
  await phone.reports('van niemand', { ownerId: null })
  const draft = phone.store.newId()
  await saveDraft(phone.store, { id: draft, ownerId: 'anna', kind: null, draftSkewMs: null, fields: {} })
  expect(await leftBy(phone.store, 'anna')).toEqual({ unsent: 1, drafts: [draft] })
  await phone.sync.drain('save')
  expect(await leftBy(phone.store, 'anna')).toEqual({ unsent: 0, drafts: [draft] })
})

it('takes nothing from somebody’s own device', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', true)
  await phone.reports('Stick kwijt')
  await phone.sync.drain('save')
  await settleDevice(phone.store, null, true)
  expect(await states(phone)).toEqual(['report received'])
})
