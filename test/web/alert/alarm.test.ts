import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import AlarmScreen from '../../../web/alert/AlarmScreen.vue'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const { id: incidentId, awareAt, deadlineAt, receivedAt } = anIncident()
const alarm = {
  incidentId,
  organisationName: 'Stichting De Waterlelie',
  number: '2026-014',
  awareAt,
  deadlineAt,
  receivedAt,
  acknowledgedAt: null as string | null,
}

beforeEach(() => document.body.replaceChildren())
afterEach(() => vi.unstubAllGlobals())

async function open(scope: 'device' | 'desk', answers: FarEnd) {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope }), boards: [], mode: 'production' }))
  const far = farEnd(answers)
  return { ...far, ...(await mountScreen(AlarmScreen, { path: '/alarm/:incidentId', at: `/alarm/${incidentId}` })) }
}

it('is picked up with one tap on a device session, without contents; the desk behind it asks for the key', async () => {
  let now = alarm
  const { screen, asked } = await open('device', {
    'GET /alarms': () => ({ body: { items: [now] } }),
    [`POST /incidents/${incidentId}/acknowledge`]: () => {
      now = { ...alarm, acknowledgedAt: '2026-03-02T08:30:00.000Z' }
      return { body: { ok: true } }
    },
  })
  expect(screen.find('h1').text()).toBe('Melding 2026-014')
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Ik pak dit op')
    ?.trigger('click')
  await flushPromises()
  expect(screen.find('h1').text()).toBe('Je hebt melding 2026-014 opgepakt')
  expect(screen.find(`a[href="/desk/${incidentId}"]`).exists()).toBe(true)
  expect(asked.map(({ what }) => what)).not.toContain(`GET /incidents/${incidentId}`)
})

it('leads on to the dossier with a session of the desk', async () => {
  const { screen } = await open('desk', { 'GET /alarms': { body: { items: [{ ...alarm, acknowledgedAt: '2026-03-02T08:30:00.000Z' }] } } })
  expect(screen.find('h1').text()).toBe('Deze melding is al opgepakt')
  expect(screen.find(`a[href="/desk/${incidentId}"]`).exists()).toBe(true)
})

it('asks to sign in first and remembers where it was going', async () => {
  const { screen } = await open('device', { 'GET /alarms': { status: 401, body: { code: 'session.none' } } })
  expect(screen.find('a').attributes('href')).toBe(`/inloggen?naar=/alarm/${incidentId}`)
})

it('keeps the button and says to call when there is no network', async () => {
  const { screen } = await open('device', { 'GET /alarms': { body: { items: [alarm] } }, [`POST /incidents/${incidentId}/acknowledge`]: 'offline' })
  const button = () => screen.findAll('button').find((one) => one.text() === 'Ik pak dit op')
  await button()?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('Oppakken lukt alleen met verbinding')
  expect(button()).toBeDefined()
})

it('tells the desk once that it was opened, and goes on where that fails', async () => {
  const { screen, asked } = await open('device', { 'GET /alarms': { body: { items: [alarm] } }, [`POST /alarms/${incidentId}/opened`]: 'offline' })
  await flushPromises()
  expect(asked.filter(({ what }) => what === `POST /alarms/${incidentId}/opened`)).toHaveLength(1)
  expect(screen.find('h1').text()).toBe('Melding 2026-014')
  expect(screen.findAll('button').some((button) => button.text() === 'Ik pak dit op')).toBe(true)
})
