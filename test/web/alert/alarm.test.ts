import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import OpenDesk from '../../../web/access/OpenDesk.vue'
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
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope }), boards: fritsSession().boards, mode: 'production' }))
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

const tasks = [
  {
    deadlineId: '01900000-0000-7000-8000-000000000072',
    role: 'chair' as const,
    dueAt: '2026-03-02T09:00:00.000Z',
    people: [{ name: 'Bram Bedacht', phone: '085 555 01 12' }],
  },
  {
    deadlineId: '01900000-0000-7000-8000-000000000073',
    role: 'headOfIct' as const,
    dueAt: '2026-03-02T09:00:00.000Z',
    people: [{ name: 'Hans Verzonnen', phone: null }],
  },
]
const taken = {
  ...alarm,
  acknowledgedAt: '2026-03-02T08:30:00.000Z',
  acknowledgements: [
    { name: 'Frits Fictief', role: 'dpo' as const, at: '2026-03-02T08:30:00.000Z' },
    { name: null, role: 'headOfIct' as const, at: '2026-03-02T08:41:00.000Z' },
  ],
}
const buttonOf = (screen: Awaited<ReturnType<typeof open>>['screen'], label: string) =>
  screen.findAll('button').find((one) => (one.attributes('aria-label') ?? one.text()) === label)

it('turns into two calls with a number to tap, says until when, and records how each went', async () => {
  let left = tasks
  const { screen, asked } = await open('device', {
    'GET /alarms': () => ({ body: { items: [{ ...taken, calls: left }] } }),
    [`POST /incidents/${incidentId}/calls`]: () => {
      left = tasks.slice(1)
      return { body: { ok: true } }
    },
  })
  expect(screen.find('a[href="tel:0855550112"]').text()).toContain('Bel de voorzitter, Bram Bedacht')
  expect(screen.text()).toContain('10:00')
  expect(screen.text()).toContain('Er is geen nummer bekend.')
  await buttonOf(screen, 'De voorzitter: gesproken')?.trigger('click')
  await flushPromises()
  expect(asked.find(({ what }) => what.endsWith('/calls'))?.body).toEqual({ role: 'chair', reached: true })
  expect(screen.text()).toContain('De voorzitter weet ervan.')
  expect(screen.findAll('a[href^="tel:"]')).toEqual([])
  expect(buttonOf(screen, 'Het hoofd ICT: niet bereikt')).toBeDefined()
})

it('asks in place for the key where a mailbox alone would record a call, keeps the number to tap, and records it once the key was shown', async () => {
  let shown = false
  const { screen, asked } = await open('device', {
    'GET /alarms': { body: { items: [{ ...taken, calls: tasks }] } },
    [`POST /incidents/${incidentId}/calls`]: () => (shown ? { body: { ok: true } } : { status: 403, body: { code: 'session.keyNeeded', detail: 'x' } }),
  })
  await buttonOf(screen, 'De voorzitter: gesproken')?.trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('Log in met je sleutel om dit vast te leggen')
  expect(screen.find('a[href="tel:0855550112"]').exists()).toBe(true)
  shown = true
  screen.findComponent(OpenDesk).vm.$emit('opened')
  await flushPromises()
  expect(asked.filter(({ what }) => what.endsWith('/calls')).map(({ body }) => body)).toEqual([0, 1].map(() => ({ role: 'chair', reached: true })))
  expect(screen.text()).toContain('De voorzitter weet ervan.')
  expect(screen.findComponent(OpenDesk).exists()).toBe(false)
})

it('never breaks the number of a report over two lines', async () => {
  const { screen } = await open('device', { 'GET /alarms': { body: { items: [alarm] } } })
  expect(screen.find('h1 .whitespace-nowrap').text()).toBe('2026-014')
  expect(screen.find('h1').text()).toBe('Melding 2026-014')
})

it('says who took it up and when, several of them, and lets somebody else join', async () => {
  const { screen, asked } = await open('device', {
    'GET /alarms': { body: { items: [{ ...taken, acknowledgements: taken.acknowledgements.slice(1), calls: [] }] } },
    [`POST /incidents/${incidentId}/acknowledge`]: { body: { ok: true } },
  })
  expect(screen.find('[aria-labelledby=taken]').text()).toContain('een medewerker (het hoofd ICT), 2 mrt 09:41')
  await buttonOf(screen, 'Ik pak dit ook op')?.trigger('click')
  await flushPromises()
  expect(asked.map(({ what }) => what)).toContain(`POST /incidents/${incidentId}/acknowledge`)
  expect(buttonOf(screen, 'Ik pak dit ook op')).toBeUndefined()
})

it('does not ask who has it in hand to take it up again', async () => {
  const { screen } = await open('device', { 'GET /alarms': { body: { items: [{ ...taken, calls: [] }] } } })
  expect(
    screen
      .find('[aria-labelledby=taken]')
      .findAll('li')
      .map((li) => li.text()),
  ).toEqual(['Frits Fictief (de FG), 2 mrt 09:30', 'een medewerker (het hoofd ICT), 2 mrt 09:41'])
  expect(buttonOf(screen, 'Ik pak dit ook op')).toBeUndefined()
})

it('asks for the key where a mailbox alone would silence it, says why, and goes on by itself once the key was shown', async () => {
  let shown = false
  const { screen, asked } = await open('device', {
    'GET /alarms': () => ({ body: { items: [shown ? taken : alarm] } }),
    [`POST /incidents/${incidentId}/acknowledge`]: () => (shown ? { body: { ok: true } } : { status: 403, body: { code: 'session.keyNeeded', detail: 'x' } }),
  })
  await buttonOf(screen, 'Ik pak dit op')?.trigger('click')
  await flushPromises()
  expect(
    screen
      .findAll('[role=status]')
      .map((one) => one.text())
      .join(' '),
  ).toContain('Log in met je sleutel om op te pakken')
  expect(screen.text()).toContain('Het blijft afgaan tot je je sleutel laat zien.')
  expect(buttonOf(screen, 'Ik pak dit op')).toBeUndefined()
  shown = true
  screen.findComponent(OpenDesk).vm.$emit('opened')
  await flushPromises()
  expect(asked.filter(({ what }) => what.endsWith('/acknowledge'))).toHaveLength(2)
  expect(screen.find('h1').text()).toBe('Je hebt melding 2026-014 opgepakt')
})

it('says of what rings again that somebody had it in hand, and of a clock that stands still what stopped it', async () => {
  const filed = { termEndedAt: '2026-03-04T09:15:00.000Z', termOutcome: 'filed' as const }
  const { screen } = await open('device', { 'GET /alarms': { body: { items: [{ ...taken, ...filed, acknowledgedAt: null, calls: [] }] } } })
  expect(screen.text()).toContain('Iemand pakte dit eerder op.')
  expect(screen.find('[data-stage=stopped]').text()).toContain('Gemeld bij de AP')
  expect(buttonOf(screen, 'Ik pak dit op')).toBeDefined()
})
