import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import AlarmScreen from '../../../web/alert/AlarmScreen.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

const { id: first, awareAt, deadlineAt, receivedAt } = anIncident()
const second = '01900000-0000-7000-8000-000000000042'
const anAlarm = (incidentId: string, number: string) => ({
  ...{ incidentId, number, awareAt, deadlineAt, receivedAt },
  organisationName: 'Stichting De Waterlelie',
  acknowledgedAt: null as string | null,
})
const acknowledgements = [{ name: 'Frits Fictief', role: 'dpo' as const, at: '2026-03-02T08:30:00.000Z' }]
const taken = { ...anAlarm(first, '2026-014'), acknowledgedAt: '2026-03-02T08:30:00.000Z', acknowledgements }

const worker = new EventTarget()
beforeEach(() => {
  document.body.replaceChildren()
  Object.defineProperty(navigator, 'serviceWorker', { value: worker, configurable: true })
  const view = fritsSession({ scope: 'device' })
  localStorage.setItem('seintje.session', JSON.stringify({ view, boards: view.boards, mode: 'production' }))
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

/** The alarm screen of the first alarm, picked up here unless told otherwise. */
async function open({ pickUp = true, reads = () => ({}) as { status?: number } } = {}) {
  let rings: unknown[] = [anAlarm(first, '2026-014')]
  const far = farEnd({
    'GET /alarms': () => ({ body: { items: rings }, ...reads() }),
    [`POST /incidents/${first}/acknowledge`]: () => {
      rings = [taken]
      return { body: { ok: true } }
    },
  })
  const { screen, router } = await mountScreen(AlarmScreen, { path: '/alarm/:incidentId', at: `/alarm/${first}` })
  const button = () => screen.findAll('button').find((one) => one.text() === 'Ik pak dit op')
  if (pickUp) {
    await button()?.trigger('click')
    await flushPromises()
    expect(screen.find('h1').text()).toBe('Je hebt melding 2026-014 opgepakt')
  }
  const now = (items: unknown[]) => void (rings = items)
  return { ...far, screen, router, button, now }
}

it('shows the button of the next alarm, and not that the one before it was picked up', async () => {
  const { screen, router, button, now } = await open()
  now([taken, anAlarm(second, '2026-015')])
  await router.push(`/alarm/${second}`)
  await flushPromises()
  expect(screen.find('h1').text()).toBe('Melding 2026-015')
  expect(button()).toBeDefined()
  expect(screen.text()).not.toContain('Je hebt melding')
})

it('looks again for an alarm that came in after the screen was opened, and never says in between that it is over', async () => {
  const { screen, router, button, now } = await open({ pickUp: false })
  now([anAlarm(first, '2026-014'), anAlarm(second, '2026-015')])
  await router.push(`/alarm/${second}`)
  expect(screen.text()).not.toContain('gaat niet meer af')
  await flushPromises()
  expect(screen.find('h1').text()).toBe('Melding 2026-015')
  expect(button()).toBeDefined()
})

it.each([
  ['its notification is tapped', () => worker.dispatchEvent(new MessageEvent('message', { data: { type: 'open', path: `/alarm/${first}` } }))],
  ['the page comes back into sight', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['the page comes out of the cache', () => window.dispatchEvent(new Event('pageshow'))],
])('rings again on the screen where it was picked up, once %s', async (_, seenAgain) => {
  const { screen, button, now } = await open()
  now([{ ...taken, acknowledgedAt: null }])
  seenAgain()
  await flushPromises()
  expect(screen.find('h1').text()).toBe('Melding 2026-014')
  expect(screen.text()).toContain('Iemand pakte dit eerder op.')
  expect(button()).toBeDefined()
})

it('knows that it was picked up where the list could not be read after that', async () => {
  let broken = false
  const { screen, button } = await open({ pickUp: false, reads: () => (broken ? { status: 503 } : {}) })
  broken = true
  await button()?.trigger('click')
  await flushPromises()
  expect(screen.find('h1').text()).toBe('Je hebt melding 2026-014 opgepakt')
  expect(button()).toBeUndefined()
  expect(screen.text()).toContain('We konden net niet zien of het opnieuw afgaat.')
})
