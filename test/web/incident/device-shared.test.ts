import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { needTexts } from '../../../web/i18n.ts'
import DeviceShared from '../../../web/incident/DeviceShared.vue'
import { settleDevice } from '../../../web/offline/shared-device.ts'
import { dropShared, keepShared, sharedThings, sharesFor } from '../../../web/sw/shared-box.ts'
import { makePhone } from '../offline/phone.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const me = fritsSession().identityId
const keep = async (who: string | null, id: string) => {
  await sharesFor(who)
  await keepShared({ id, at: Date.now(), left: 0 }, 'geheim', [])
}
beforeEach(async () => {
  document.body.replaceChildren()
  for (const { id } of await sharedThings()) await dropShared(id)
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: fritsSession().boards, mode: 'production' }))
  farEnd({ 'GET /session': 'offline' })
  await needTexts('device')
})

it('lists what this person shared from another app, takes it off when told to, and only counts what is of another', async () => {
  await keep(me, 'mine')
  await keep('bert', 'his')
  const { screen } = await mountScreen(DeviceShared)
  await vi.waitFor(() => expect(screen.findAll('li')).toHaveLength(1))
  expect(screen.text()).toContain('Van een ander staat hier nog 1 gedeeld ding.')
  expect(screen.text()).not.toContain('geheim')
  await screen.find('li button').trigger('click')
  await vi.waitFor(() => expect(screen.findAll('li')).toHaveLength(0))
  expect((await sharedThings()).map(({ id }) => id)).toEqual(['his'])
})

it('says nothing where nothing was shared', async () => {
  const { screen } = await mountScreen(DeviceShared)
  await flushPromises()
  expect(screen.find('section').exists()).toBe(false)
})

it('drops what somebody shared and never used when he left a device that others use, and nothing of another', async () => {
  const phone = await makePhone()
  await keep('anna', 'hers')
  await keep('bert', 'his')
  await settleDevice(phone.store, 'anna', false)
  expect(await sharedThings()).toHaveLength(2)
  await settleDevice(phone.store, null, false)
  expect((await sharedThings()).map(({ id }) => id)).toEqual(['his'])
})
