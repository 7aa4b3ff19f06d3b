import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import MeScreen from '../../../web/access/MeScreen.vue'
import OpenDesk from '../../../web/access/OpenDesk.vue'
import { useSession } from '../../../web/access/session-store.ts'
import SignInScreen from '../../../web/access/SignInScreen.vue'
import { challenge, keyDevice } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

beforeEach(() => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope: 'device' }), boards: [], mode: 'production' }))
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
  sessionStorage.clear()
})

const door = { 'POST /session/desk/challenge': { body: challenge }, 'POST /session/desk': { body: fritsSession() } } satisfies FarEnd

async function press(answers: FarEnd = door) {
  const far = farEnd(answers)
  const { screen } = await mountScreen(OpenDesk)
  await screen.find('button').trigger('click')
  await vi.waitFor(() => expect(screen.find('button').attributes('aria-disabled')).toBeUndefined())
  return { screen, ...far }
}

it('opens the desk with one tap: challenge, key, and the session has its desk', async () => {
  keyDevice()
  const { screen, asked } = await press()
  expect(asked.map(({ what }) => what)).toEqual(['POST /session/desk/challenge', 'POST /session/desk'])
  expect(asked[1]?.body).toMatchObject({ challengeId: challenge.challengeId, ownDevice: true, response: { id: 'key-1', response: { userHandle: 'bWU' } } })
  expect(useSession().can('incident.list')).toBe(true)
  expect(screen.emitted('opened')).toHaveLength(1)
})

it.each([
  ['NotAllowedError', 'Er is nog niets gebeurd.'],
  ['NotSupportedError', 'kan geen sleutel gebruiken'],
  ['SecurityError', 'hoort bij een ander adres'],
  ['DataError', 'Je sleutel gaf geen antwoord.'],
])('says in a sentence what went wrong with the key: %s', async (name, sentence) => {
  keyDevice(name)
  const { screen, asked } = await press()
  expect(screen.text()).toContain(sentence)
  expect(asked.map(({ what }) => what)).not.toContain('POST /session/desk')
  expect(useSession().scope).toBe('device')
})

it('says so where the browser knows no keys, where there is no network, and what the server refuses', async () => {
  vi.stubGlobal('PublicKeyCredential', undefined)
  expect((await press()).screen.text()).toContain('Deze browser of dit toestel kan geen sleutel gebruiken.')
  keyDevice()
  expect((await press({ 'POST /session/desk/challenge': 'offline' })).screen.text()).toContain('geen verbinding')
  const refusal = { status: 403, body: { code: 'key.notVerified', detail: 'Deze past niet.' } }
  expect((await press({ ...door, 'POST /session/desk': refusal })).screen.text()).toContain('Deze past niet.')
})

it('is a second way in when signing in, and asks there whose device it is', async () => {
  localStorage.clear()
  keyDevice()
  const far = farEnd(door)
  const { screen, router } = await mountScreen(SignInScreen, { path: '/inloggen', at: '/inloggen?naar=/desk' })
  const button = (name: string) => screen.findAll('button').find((one) => one.text() === name)
  await button('Ik heb een sleutel')?.trigger('click')
  expect(screen.find('h1').text()).toBe('Log in met je sleutel')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(screen.find('[role=alert]').text()).toContain('Zeg of dit toestel alleen van jou is.')
  await screen.find('input[value=no]').setValue(true)
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/desk'))
  expect(far.asked.at(-1)?.body).toMatchObject({ ownDevice: false })
  expect([useSession().ownDevice, useSession().scope]).toEqual([false, 'desk'])
})

it('stands on one’s own page while the desk is shut, and not for who has no desk', async () => {
  farEnd({})
  const shut = await mountScreen(MeScreen, { path: '/ik', at: '/ik' })
  expect(shut.screen.text()).toContain('Gebruik je sleutel')
  expect(shut.screen.findAll('a').map((link) => link.attributes('href'))).toEqual(expect.arrayContaining(['/sleutels', '/ik/mensen', '/sleutel/kwijt']))
  shut.screen.unmount()
  const as = async (...roles: ('staff' | 'admin')[]) => {
    const view = fritsSession({ scope: 'device', boards: [{ ...fritsSession().boards[0]!, roles }] })
    localStorage.setItem('seintje.session', JSON.stringify({ view, boards: [], mode: 'production' }))
    return mountScreen(MeScreen, { path: '/ik', at: '/ik' })
  }
  const admin = await as('staff', 'admin')
  expect(admin.screen.text()).toContain('Gebruik je sleutel')
  admin.screen.unmount()
  const staff = await as('staff')
  expect(staff.screen.text()).not.toContain('Gebruik je sleutel')
  expect(staff.screen.find('a[href="/ik/mensen"]').exists()).toBe(false)
})
