import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import DeskScreen from '../../../web/incident/DeskScreen.vue'
import { isDirty } from '../../../web/offline/dirty.ts'
import { aReport, anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const incident = anIncident()
const path = `/incidents/${incident.id}`

/** happy-dom has no EventSource: the server refuses the stream, so the desk polls. */
function refusedStream() {
  return { readyState: 2, addEventListener: (name: string, listener: () => void) => name === 'error' && queueMicrotask(listener), close: () => undefined }
}

beforeEach(() => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
  document.body.replaceChildren()
  vi.stubGlobal('EventSource', refusedStream)
})
afterEach(() => vi.unstubAllGlobals())

async function open(shown = incident, more: FarEnd = {}) {
  const far = farEnd({
    'GET /incidents': { body: { items: [shown], nextCursor: null } },
    [`GET ${path}`]: { body: shown },
    'GET /alarms': { body: { items: [] } },
    ...more,
  })
  const made = await mountScreen(DeskScreen, { path: '/desk/:incidentId?', at: `/desk/${shown.id}` })
  await flushPromises()
  return { ...made, ...far }
}

it('is acknowledged with one tap and then says by whom', async () => {
  let seen = incident
  const { screen, asked } = await open(incident, {
    [`GET ${path}`]: () => ({ body: seen }),
    [`POST ${path}/acknowledge`]: () => {
      seen = anIncident({ state: 'acknowledged', acknowledgedAt: '2026-03-02T08:10:00.000Z', acknowledgedBy: 'Frits Fictief' })
      return { body: { ok: true } }
    },
  })
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Ik pak dit op')
    ?.trigger('click')
  await flushPromises()
  expect(asked.map(({ what }) => what)).toContain(`POST ${path}/acknowledge`)
  expect(screen.text()).toContain('Opgepakt door Frits Fictief, 2 mrt 09:10')
  expect(screen.text()).not.toContain('Ik pak dit op')
})

it('calls the reporter a member of staff where the name is not given', async () => {
  const { screen } = await open(anIncident({ reports: [aReport({ reporter: null })] }))
  expect(screen.find('article').text()).toContain('een medewerker')
  expect(screen.find('article').text()).not.toContain('Noor')
})

it('offers no message but the phone while the case is discreet', async () => {
  const { screen } = await open(anIncident({ discreet: true, may: { ...incident.may, message: false } }))
  expect(screen.text()).toContain('berichten gaan niet')
  expect(screen.find('textarea').exists()).toBe(false)
  expect(screen.find('a[href="tel:0855550110"]').exists()).toBe(true)
})

it('puts alerts that failed on top and says so above the story', async () => {
  const delivery = (id: string, state: 'sent' | 'gone', answer: string | null) => ({
    id,
    channel: 'push' as const,
    stage: 'ring',
    recipient: id,
    recipientRole: 'dpo',
    state,
    attempts: 1,
    answer,
    createdAt: '2026-03-02T08:00:05.000Z',
    nextAttemptAt: null,
    settledAt: null,
  })
  const { screen } = await open(anIncident({ deliveries: [delivery('Anna', 'sent', null), delivery('Bert', 'gone', 'http 410')] }))
  expect(screen.text()).toContain('1 seintje kwam niet aan')
  expect(screen.findAll('[aria-labelledby=deliveries] li').map((li) => li.text().slice(0, 4))).toEqual(['Bert', 'Anna'])
  expect(screen.text()).toContain('Antwoord van de dienst: http 410')
})

it('asks the chair for a later moment and says so before it is sent', async () => {
  const { screen, asked } = await open(incident, {
    [`PUT ${path}/aware-at`]: { body: { status: 'proposed', awareAt: incident.awareAt, deadlineAt: incident.deadlineAt } },
  })
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Ander moment vaststellen')
    ?.trigger('click')
  await screen.find('#aware-hour').setValue('09:30')
  await screen.find('#aware-reason').setValue('Pas toen gelezen')
  expect(isDirty.value).toBe(true)
  expect(screen.text()).toContain('De voorzitter moet ermee instemmen')
  await screen
    .findAll('form')
    .find((form) => form.text().includes('Leg voor'))
    ?.trigger('submit')
  await flushPromises()
  expect(asked.find(({ what }) => what.startsWith('PUT'))?.body).toEqual({ awareAt: '2026-03-02T08:30:00.000Z', reason: 'Pas toen gelezen' })
  expect(screen.text()).toContain('Voorgelegd aan de voorzitter')
  expect(isDirty.value).toBe(false)
})

it('counts a question that is being typed as half written, so that nothing reloads the page', async () => {
  const { screen } = await open(anIncident())
  await screen.find('textarea').setValue('Was de stick versleuteld?')
  expect(isDirty.value).toBe(true)
  screen.unmount()
  expect(isDirty.value).toBe(false)
})

it('opens the desk by key where it stands, and lists what rings all the same', async () => {
  const refusal = { status: 403, body: { code: 'session.deskNeedsPasskey', detail: '' } }
  const alarm = {
    incidentId: incident.id,
    organisationName: 'De Waterlelie',
    number: '2026-014',
    awareAt: incident.awareAt,
    deadlineAt: incident.deadlineAt,
    receivedAt: incident.receivedAt,
    acknowledgedAt: null,
  }
  farEnd({ 'GET /incidents': refusal, 'GET /alarms': { body: { items: [alarm] } } })
  const { screen } = await mountScreen(DeskScreen, { path: '/desk/:incidentId?', at: '/desk' })
  expect(screen.text()).toContain('Open je bureau')
  expect(screen.findAll('button').some((button) => button.text() === 'Gebruik je sleutel')).toBe(true)
  expect(screen.find(`a[href="/alarm/${incident.id}"]`).text()).toContain('2026-014')
})

const unknown = (changes = {}) => ({ ...aReport().reporter!, phone: null, verified: false, ...changes })

it('says in the head and beside the name that nobody checked who handed it in, and calls the name as given', async () => {
  const reporter = unknown({ name: 'Juf Noor', writtenBy: 'Juf Noor', callBackNumber: '085 555 01 42' })
  const { screen } = await open(anIncident({ reports: [aReport({ flags: ['notVerified'], reporter })] }))
  expect(screen.find('article header').text()).toContain('Niet geverifieerd')
  expect(screen.find('article').text()).toContain('Juf Noor (naam zoals opgegeven)')
  expect(screen.find('article').text()).toContain('Wie het schreef is niet gecontroleerd.Bel voor je erop vertrouwt.')
  expect(screen.find('a[href="tel:0855550142"]').exists()).toBe(true)
  expect(screen.find('form').text()).toContain('De melder leest dit pas na inloggen.')
  expect(screen.text()).not.toContain('Bijzonderheid')
})

it('says that no name was given, and tells who may not know it only that nobody checked', async () => {
  const nameless = await open(anIncident({ reports: [aReport({ flags: ['notVerified'], reporter: unknown({ name: '' }) })] }))
  expect(nameless.screen.find('article').text()).toContain('Geen naam opgegeven')
  nameless.screen.unmount()
  const { screen } = await open(anIncident({ reports: [aReport({ flags: ['notVerified'], reporter: null })] }))
  expect(screen.find('article').text()).toContain('Wie het schreef is niet gecontroleerd.')
  expect(screen.find('article').text()).not.toContain('Bel voor je erop vertrouwt')
})

it('says who confirmed it later, and the other name that was given then', async () => {
  const reporter = { ...aReport().reporter!, writtenBy: 'Juf N.', confirmedBy: 'Noor Voorbeeld' }
  const { screen } = await open(anIncident({ reports: [aReport({ flags: ['verifiedLater'], reporter })] }))
  expect(screen.find('article').text()).toContain('Later bevestigd door Noor Voorbeeld')
  expect(screen.find('article').text()).toContain('Naam bij het inleveren: Juf N.')
  expect(screen.text()).not.toContain('Niet geverifieerd')
})
