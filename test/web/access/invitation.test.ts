import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetInvitation, keepInvitation, keptInvitation, takeInvitation } from '../../../web/access/invitation.ts'
import KeyInvitationScreen from '../../../web/access/KeyInvitationScreen.vue'
import KeyLostScreen from '../../../web/access/KeyLostScreen.vue'
import { isDirty } from '../../../web/offline/dirty.ts'
import { creation, keyDevice } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const codes = ['KADE-4827-ABCD', 'BR0N-1234-EFGH']
const key = { id: 'key-1', label: 'Mijn telefoon', createdAt: '2026-03-02T08:00:00.000Z', lastUsedAt: null, backedUp: true }
const registers = { 'POST /keys/registration': { body: creation }, 'POST /keys': { status: 201, body: { key, recoveryCodes: codes } } } satisfies FarEnd

beforeEach(() => document.body.replaceChildren())
afterEach(() => {
  vi.unstubAllGlobals()
  forgetInvitation()
  localStorage.clear()
})

async function open({ at = '/sleutel#geheim', signedIn = true, answers = registers as FarEnd } = {}) {
  const view = signedIn ? fritsSession({ scope: 'device' }) : null
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: [], mode: 'production' }))
  const far = farEnd(answers)
  const { screen, router } = await mountScreen(KeyInvitationScreen, { path: '/sleutel', at })
  await flushPromises()
  const button = (name: string) => screen.findAll('button').find((one) => one.text() === name)
  return { screen, router, button, ...far }
}
async function make(screen: Awaited<ReturnType<typeof open>>['screen']) {
  await screen.find('#key-label').setValue('Mijn telefoon')
  await screen.find('form').trigger('submit')
}

it('takes the token out of the address at once and keeps it in this tab only', async () => {
  location.hash = '#geheim'
  takeInvitation(location.hash)
  expect([location.hash, keptInvitation()]).toEqual(['', 'geheim'])
  expect(JSON.stringify({ ...localStorage })).not.toContain('geheim')
  const { router } = await open({ at: '/sleutel#ander' })
  expect([router.currentRoute.value.fullPath, keptInvitation()]).toEqual(['/sleutel', 'ander'])
})

it('lets who is signed out sign in first, with the token still there when he comes back', async () => {
  const out = await open({ signedIn: false })
  expect(out.screen.find('a[href="/inloggen?naar=/sleutel"]').exists()).toBe(true)
  expect(out.asked.map(({ what }) => what)).not.toContain('POST /keys/registration')
  out.screen.unmount()
  const back = await open({ at: '/sleutel' })
  expect(back.screen.find('#key-label').exists()).toBe(true)
})

it('makes the key on the invitation under the name it was given, and then the link is worth nothing', async () => {
  keyDevice()
  const { screen, asked } = await open()
  await screen.find('form').trigger('submit')
  expect(screen.text()).toContain('Geef je sleutel een naam.')
  await make(screen)
  await vi.waitFor(() => expect(screen.find('h1').text()).toBe('Bewaar je herstelcodes'))
  expect(asked.find(({ what }) => what === 'POST /keys/registration')?.body).toEqual({ invitation: 'geheim' })
  expect(asked.find(({ what }) => what === 'POST /keys')?.body).toMatchObject({ label: 'Mijn telefoon', response: { id: 'key-1' } })
  expect(keptInvitation()).toBeNull()
  screen.unmount()
})

it('shows the recovery codes until they are kept, prints them, and then urges for a second key', async () => {
  keyDevice()
  const print = vi.fn()
  vi.stubGlobal('print', print)
  const { screen, button } = await open()
  await make(screen)
  await vi.waitFor(() => expect(screen.findAll('ol li').map((line) => line.text())).toEqual(codes))
  expect(isDirty.value).toBe(true)
  await button('Print ze')?.trigger('click')
  await flushPromises()
  expect(print).toHaveBeenCalledOnce()
  expect(screen.find('.poster').text()).toContain(codes[1])
  await button('Ga verder')?.trigger('click')
  expect(screen.text()).toContain('Zet eerst een vinkje.')
  await screen.find('#codes-kept').setValue(true)
  await button('Ga verder')?.trigger('click')
  expect(screen.text()).not.toContain(codes[0])
  expect(screen.find('h1').text()).toBe('Je sleutel werkt')
  expect(screen.text()).toContain('Maak nog een tweede sleutel')
  expect(isDirty.value).toBe(false)
})

it('keeps the link when the device made no key, or the server refused it', async () => {
  keyDevice('InvalidStateError')
  const twice = await open()
  await make(twice.screen)
  await vi.waitFor(() => expect(twice.screen.text()).toContain('staat al een sleutel van jou'))
  expect((twice.screen.find('#key-label').element as HTMLInputElement).value).toBe('Mijn telefoon')
  expect(keptInvitation()).toBe('geheim')
  const over = { 'POST /keys/registration': { status: 403, body: { code: 'key.invitationOver', detail: 'Ze is verlopen.' } } }
  const late = await open({ answers: over })
  await make(late.screen)
  await vi.waitFor(() => expect(late.screen.text()).toContain('Ze is verlopen.'))
})

it('says what to do with a link that lost its end', async () => {
  const { screen } = await open({ at: '/sleutel' })
  expect(screen.text()).toContain('Deze link is niet compleet')
})

it('trades a recovery code for an invitation, and without one names who can help', async () => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope: 'device' }), boards: [], mode: 'production' }))
  let right = false
  const wrong = { status: 403, body: { code: 'key.recoveryWrong', detail: 'Deze code werkt niet.' } }
  const far = farEnd({ 'POST /keys/recover': () => (right ? { body: { invitation: 'weer', expiresAt: '2026-03-02T09:00:00.000Z' } } : wrong) })
  const { screen, router } = await mountScreen(KeyLostScreen, { path: '/sleutel/kwijt', at: '/sleutel/kwijt' })
  expect(screen.text()).toContain('Frits Fictief, 085 555 01 11')
  await screen.find('#recovery-code').setValue(' kade 4827 ')
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(screen.text()).toContain('Deze code werkt niet.'))
  right = true
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe('/sleutel'))
  expect(far.asked[0]?.body).toEqual({ code: 'kade 4827' })
  expect(keptInvitation()).toBe('weer')
  keepInvitation('')
})
