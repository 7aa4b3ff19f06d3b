import { expect, it } from 'vitest'
import { linesFor } from '../../../web/offline/lines.ts'
import { settleDevice } from '../../../web/offline/shared-device.ts'
import { makePhone, states } from './phone.ts'

it('leaves nothing of who signed out on a shared device, once it was all received', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  await phone.reports('Stick kwijt', { photos: 1 })
  await phone.sync.drain('save')
  await settleDevice(phone.store, null, false)
  for (const table of phone.store.db.tables.filter(({ name }) => name !== 'meta')) expect(await table.count()).toBe(0)
})

it('keeps what was not received for when its writer comes back, and takes it away after that', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', false)
  await phone.reports('onverzonden')
  await settleDevice(phone.store, 'bert', false)
  expect(await states(phone)).toEqual(['report queued'])
  expect(await linesFor(phone.store.db, 'bert')).toEqual([])
  await settleDevice(phone.store, 'anna', false)
  await phone.sync.drain('signedIn')
  await settleDevice(phone.store, null, false)
  expect(await states(phone)).toEqual([])
})

it('takes nothing from somebody’s own device', async () => {
  const phone = await makePhone()
  await settleDevice(phone.store, 'anna', true)
  await phone.reports('Stick kwijt')
  await phone.sync.drain('save')
  await settleDevice(phone.store, null, true)
  expect(await states(phone)).toEqual(['report received'])
})
