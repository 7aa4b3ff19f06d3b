import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionView } from '../../../shared/access/session-view.ts'
import MeScreen from '../../../web/access/MeScreen.vue'
import SchoolCodeScreen from '../../../web/access/SchoolCodeScreen.vue'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!
const path = `/boards/${board.organisationId}/school-code`
const view = { organisationId: board.organisationId, boardName: board.name, code: 'KADE4827', createdAt: '2026-03-02T08:00:00.000Z' }

beforeEach(() => document.body.replaceChildren())
afterEach(() => vi.unstubAllGlobals())

async function open(session: SessionView | null = fritsSession(), answers: FarEnd = {}) {
  localStorage.setItem('seintje.session', JSON.stringify({ view: session, boards: [], mode: 'production' }))
  const far = farEnd({ [`GET ${path}`]: { body: view }, ...answers })
  const made = await mountScreen(SchoolCodeScreen, { path: '/ik/schoolcode', at: '/ik/schoolcode' })
  await flushPromises()
  const button = (name: string) => made.screen.findAll('button').find((one) => one.text() === name)
  return { ...made, ...far, button }
}
const as = (roles: SessionView['boards'][number]['roles'], scope: SessionView['scope'] = 'desk') => fritsSession({ scope, boards: [{ ...board, roles }] })

it('shows the code as it hangs on the wall, and since when', async () => {
  const { screen } = await open()
  expect(screen.text()).toContain('KADE-4827')
  expect(screen.text()).toContain('Geldt sinds 2 maart 2026')
})

it('asks the server for no code where nobody may see it', async () => {
  const { screen, asked } = await open(as(['staff', 'handler']))
  expect(screen.text()).toContain('De schoolcode is hier niet te zien')
  const signedOut = await open(null)
  expect(signedOut.screen.text()).toContain('Log in om de schoolcode te zien')
  expect([...asked, ...signedOut.asked].filter(({ what }) => what.includes('school-code'))).toEqual([])
})

it('gives a new code only after it said what happens to the old one', async () => {
  const { screen, asked, button } = await open(fritsSession(), { [`POST ${path}`]: { body: { ...view, code: 'BR0NBR0N' } } })
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  await button('Geef een nieuwe code')?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('De oude code werkt dan meteen niet meer.')
  expect(asked.map(({ what }) => what)).not.toContain(`POST ${path}`)
  await button('Ja, geef een nieuwe')?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('BR0N-BR0N')
  expect(screen.text()).not.toContain('KADE-4827')
  expect(screen.find('[role=status]').text()).toBe('Dit is de nieuwe code. De oude werkt niet meer.')
})

it('keeps the old code on the screen when the new one did not come', async () => {
  const { screen, button } = await open(fritsSession(), { [`POST ${path}`]: 'offline' })
  await button('Geef een nieuwe code')?.trigger('click')
  await flushPromises()
  await button('Ja, geef een nieuwe')?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('KADE-4827')
  expect(screen.text()).toContain('Dit kan pas als je weer internet hebt.')
})

it('lets the chair read it and not change it', async () => {
  const chair = await open(as(['staff', 'chair']))
  expect([chair.screen.text().includes('KADE-4827'), chair.button('Geef een nieuwe code')]).toEqual([true, undefined])
})

it('prints a card with the code, the steps and whom to phone', async () => {
  const print = vi.fn()
  vi.stubGlobal('print', print)
  const { screen, button } = await open()
  await button('Print een kaart')?.trigger('click')
  await flushPromises()
  expect(print).toHaveBeenCalledOnce()
  expect(screen.find('.poster').text()).toMatch(/KADE-4827.*Haast\? Bel Frits Fictief: 085 555 01 11\./s)
  dispatchEvent(new Event('afterprint'))
  await flushPromises()
  expect(screen.find('.poster').exists()).toBe(false)
})

it('copies the code, and says so when that does not work', async () => {
  const writeText = vi.fn(() => Promise.resolve())
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
  const { screen, button } = await open()
  await button('Kopieer')?.trigger('click')
  await flushPromises()
  expect(writeText).toHaveBeenCalledWith('KADE-4827')
  expect(screen.text()).toContain('Gekopieerd.')
  writeText.mockRejectedValueOnce(new Error('no'))
  await button('Kopieer')?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('Schrijf de code over.')
})

it('says that the code is not on the device when there is no network, and fetches it later', async () => {
  let network = false
  const { screen, button } = await open(fritsSession(), { [`GET ${path}`]: () => (network ? { body: view } : 'offline') })
  expect(screen.text()).toContain('De code staat niet op je toestel.')
  network = true
  await button('Opnieuw proberen')?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('KADE-4827')
})

it('is found from one’s own page by those who may see it', async () => {
  for (const [roles, found] of [[['staff', 'dpo'], true] as const, [['staff'], false] as const]) {
    localStorage.setItem('seintje.session', JSON.stringify({ view: as([...roles], 'device'), boards: [], mode: 'production' }))
    farEnd({})
    const { screen } = await mountScreen(MeScreen, { path: '/ik', at: '/ik' })
    expect(screen.find('a[href="/ik/schoolcode"]').exists()).toBe(found)
    screen.unmount()
  }
})
