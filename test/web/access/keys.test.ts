import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { KeysView, OpenSessionView } from '../../../shared/access/key-views.ts'
import KeysScreen from '../../../web/access/KeysScreen.vue'
import { useSession } from '../../../web/access/session-store.ts'
import { openDialogs } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

beforeEach(() => {
  document.body.replaceChildren()
  openDialogs()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const at = '2026-03-02T08:00:00.000Z'
const phone = { id: 'key-1', label: 'Mijn telefoon', createdAt: at, lastUsedAt: '2026-03-04T08:00:00.000Z', backedUp: true }
const stick = { id: 'key-2', label: 'Stickje', createdAt: at, lastUsedAt: null, backedUp: false }
const mine = (changes: Partial<KeysView> = {}): KeysView => ({ keys: [phone, stick], recoveryCodesLeft: 8, wanted: false, secondsSteppedUp: 600, ...changes })
const session = (n: number, changes: Partial<OpenSessionView> = {}): OpenSessionView => ({
  ...{ id: `01900000-0000-7000-8000-0000000000b${n}`, scope: 'device', label: 'Firefox, Android', createdAt: at, seenAt: at, current: false, ...changes },
})
const here = session(1, { scope: 'desk', label: 'Chrome, Windows', current: true })
const there = session(2, { seenAt: '2026-03-04T08:00:00.000Z' })
const nameless = session(3, { label: null })

async function open(keys: KeysView = mine(), answers: FarEnd = {}) {
  const far = farEnd({ 'GET /keys': { body: keys }, 'GET /sessions': { body: [nameless, there, here] }, ...answers })
  const { screen } = await mountScreen(KeysScreen, { path: '/sleutels', at: '/sleutels' })
  await flushPromises()
  const button = (name: string) => screen.findAll('button').find((one) => one.text() === name || one.attributes('aria-label') === name)
  const press = async (name: string) => {
    await button(name)?.trigger('click')
    await flushPromises()
  }
  return { screen, button, press, asked: () => far.asked.map(({ what }) => what) }
}

it('shows each key with when it was made and used, and where it lives', async () => {
  const { screen } = await open()
  const [first, second] = screen.findAll('section[aria-labelledby=my-keys] li').map((line) => line.text())
  expect(first).toMatch(/Mijn telefoon.*2 maart 2026, laatst gebruikt wo 4 maart 09:00.*Reist mee/)
  expect(second).toMatch(/Stickje.*nog niet gebruikt.*alleen op dat ene toestel/)
  expect(screen.text()).toContain('Je hebt nog 8 herstelcodes.')
})

it('removes a key after a second look, and never offers it for the last one', async () => {
  let keys = mine()
  const answers = { 'GET /keys': () => ({ body: keys }), 'DELETE /keys/key-2': () => ((keys = mine({ keys: [phone], wanted: true })), { status: 204 }) }
  const { screen, button, press, asked } = await open(keys, answers)
  await press('Verwijder sleutel Stickje')
  expect(screen.find('dialog').text()).toContain('Met deze sleutel komt dan niemand meer binnen.')
  expect(asked()).not.toContain('DELETE /keys/key-2')
  await press('Ja, verwijder')
  expect(screen.text()).toContain('De sleutel is verwijderd.')
  expect(screen.text()).toContain('Je laatste sleutel kun je niet verwijderen.')
  expect(screen.text()).toContain('Maak nog een tweede sleutel')
  expect(button('Verwijder sleutel Mijn telefoon')).toBeUndefined()
})

it('keeps the key and says why when the server refuses', async () => {
  const { screen, press } = await open(mine(), { 'DELETE /keys/key-2': { status: 409, body: { code: 'key.last', detail: 'Dit is je laatste.' } } })
  await press('Verwijder sleutel Stickje')
  await press('Ja, verwijder')
  expect(screen.find('dialog').text()).toContain('Dit is je laatste.')
  expect(screen.text()).toContain('Stickje')
})

it('stands outside when the key he came in with is gone', async () => {
  let out = false
  const answers = {
    'GET /keys': () => (out ? { status: 401, body: { code: 'session.none' } } : { body: mine() }),
    'GET /sessions': () => (out ? { status: 401, body: { code: 'session.none' } } : { body: [here] }),
    'DELETE /keys/key-1': () => ((out = true), { status: 204 }),
  }
  const { screen, press } = await open(mine(), answers)
  await press('Verwijder sleutel Mijn telefoon')
  await press('Ja, verwijder')
  expect(useSession().state).toBe('signedOut')
  expect(screen.text()).toContain('Log in om je sleutels te zien')
  expect(screen.text()).not.toContain('Stickje')
})

it('gives ten new recovery codes after it said that the old ones end, and shows them alone', async () => {
  const { screen, press, asked } = await open(mine({ recoveryCodesLeft: 0 }), { 'POST /keys/recovery-codes': { body: { recoveryCodes: ['AAAA-1111'] } } })
  expect(screen.text()).toContain('Je hebt geen herstelcodes meer.')
  await press('Maak nieuwe codes')
  expect(screen.find('dialog[aria-label="Nieuwe herstelcodes?"]').text()).toContain('De oude codes werken dan meteen niet meer.')
  expect(asked()).not.toContain('POST /keys/recovery-codes')
  await press('Ja, maak nieuwe')
  expect(screen.text()).toContain('AAAA-1111')
  expect(screen.text()).not.toContain('Mijn telefoon')
})

it('shows this device first, then the one seen last, in plain words', async () => {
  const { screen } = await open()
  const lines = screen.findAll('section[aria-labelledby=my-sessions] li').map((line) => line.text())
  expect(lines[0]).toMatch(/Chrome, Windows.*Dit toestel.*Bureau open/)
  expect(lines[1]).toMatch(/Firefox, Android.*Alleen melden en een seintje oppakken.*laatst gezien wo 4 maart/)
  expect(lines[2]).toContain('Onbekende browser')
  expect(lines[0]).not.toContain('Meld dit toestel af')
})

it('signs one other device out, or all others, after it asked', async () => {
  const { screen, press, asked } = await open(mine(), {
    [`DELETE /sessions/${there.id}`]: { status: 204 },
    'DELETE /sessions': { body: { ended: 2, desksLeft: 0 } },
  })
  await press('Meld dit toestel af: Firefox, Android')
  expect(screen.find('dialog[open]').text()).toContain('Daar moet je daarna opnieuw inloggen.')
  await press('Ja, meld af')
  expect(asked()).toContain(`DELETE /sessions/${there.id}`)
  await press('Meld alle andere af')
  await press('Ja, meld af')
  expect(asked()).toContain('DELETE /sessions')
  expect(screen.text()).toContain('Afgemeld.')
})

it('ends no open desk where the desk is not open, and says why', async () => {
  const phoneNow = session(4, { label: 'Safari, iPhone', current: true })
  const { screen, button } = await open(mine(), { 'GET /sessions': { body: [nameless, { ...here, current: false }, phoneNow] } })
  expect(button('Meld dit toestel af: Chrome, Windows')).toBeUndefined()
  expect(button('Meld dit toestel af: Onbekende browser')).toBeDefined()
  expect(screen.text()).toContain('meld je alleen af aan je bureau')
})

it('says that keys are not on the device when there is no network, and fetches them later', async () => {
  let network = false
  const { screen, press } = await open(mine(), { 'GET /keys': () => (network ? { body: mine() } : 'offline') })
  expect(screen.text()).toContain('Je sleutels staan niet op je toestel.')
  network = true
  await press('Opnieuw proberen')
  expect(screen.text()).toContain('Mijn telefoon')
})

it('tells who has no key that he may not need one', async () => {
  const { screen, button } = await open(mine({ keys: [], recoveryCodesLeft: 0 }))
  expect(screen.text()).toContain('Je hebt nog geen sleutel.')
  expect(button('Voeg een sleutel toe')).toBeUndefined()
  expect(screen.text()).not.toContain('Maak nieuwe codes')
})
