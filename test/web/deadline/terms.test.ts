import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DeadlineView } from '../../../shared/deadline/deadline-views.ts'
import DeadlineTerms from '../../../web/deadline/DeadlineTerms.vue'
import { farEnd, mountScreen, type FarEnd } from '../../support/mount-screen.ts'
import { aTerm } from '../../support/terms.ts'

const incidentId = '01900000-0000-7000-8000-000000000041'
const path = `/incidents/${incidentId}/deadlines`
const promise = aTerm({ id: 'p', kind: 'promise', dueAt: '2026-03-04T11:00:00.000Z', note: 'Brief aan de ouders', setBy: 'Frits Fictief' })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-03T09:30:00.000Z') })
  document.body.replaceChildren()
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function open(deadlines: DeadlineView[], answers: FarEnd = {}, { may = true, discreet = false } = {}) {
  const far = farEnd(answers)
  const { screen } = await mountScreen(DeadlineTerms, { props: { incidentId, deadlines, may, discreet } })
  const press = async (text: string) => {
    await screen
      .findAll('button')
      .find((button) => button.text() === text)
      ?.trigger('click')
    await flushPromises()
  }
  const send = async () => {
    await screen.find('dialog[open] form').trigger('submit')
    await flushPromises()
  }
  return { ...far, screen, press, send }
}

it('lists what runs by what is due soonest, with what it is, who set it and when it rings next; what is done is folded away', async () => {
  const done = aTerm({ id: 'd', kind: 'callChair', endedAt: '2026-03-02T09:00:00.000Z', endedBy: 'Piet Proef', outcome: 'reached', nextAt: null })
  const { screen } = await open([aTerm(), done, promise])
  const rows = screen.findAll('section > ul > li').map((row) => row.text())
  expect(rows[0]).toMatch(
    /Toezegging nakomen.*Nog 1 dag en 1 uur.*uiterlijk wo 4 maart 12:00.*Brief aan de ouders.*Gepland door Frits Fictief · Volgend seintje 3 mrt 08:00/,
  )
  expect(rows[0]).toContain('Vul je melding bij de AP aan vóór wo 4 maart 12:00')
  expect(rows[1]).toContain('Melden bij de AP, of besluiten dat het niet hoeft')
  expect(rows).toHaveLength(2)
  expect(screen.find('details').text()).toMatch(/Afgehandeld \(1\).*Bel de voorzitter.*Gesproken, ma 2 maart 10:00, Piet Proef/)
})

it('gives no file for the calendar of what is discreet', async () => {
  const { screen } = await open([promise], {}, { discreet: true })
  expect(screen.find('a[href$="calendar.ics"]').exists()).toBe(false)
  expect(screen.text()).not.toContain('agenda')
})

it('gives each term a file for the calendar and says that nothing about the incident is in it', async () => {
  const { screen } = await open([promise])
  const link = screen.find('a[href$="calendar.ics"]')
  expect(link.attributes('href')).toBe(`/api/v1${path}/p/calendar.ics`)
  expect(link.attributes('aria-label')).toBe('Zet in je agenda: Toezegging nakomen')
  expect(screen.text()).toContain('Niets over wat er is gebeurd.')
})

it('plans another one, and not in the past or without saying what', async () => {
  const { screen, press, send, asked } = await open([], { [`POST ${path}`]: { body: { deadlineId: 'n' } } })
  await press('Plan een termijn')
  await screen.find('#plan-kind').setValue('authorityQuestion')
  await screen.find('#plan-due').setValue('2026-03-02')
  await screen.find('#plan-due-hour').setValue('16:00')
  await send()
  expect(screen.findAll('[role=alert] a').map((a) => a.text())).toEqual([
    'Dit moment is al voorbij. Kies een later moment.',
    'Schrijf op wat er moet gebeuren.',
  ])
  await screen.find('#plan-due').setValue('2026-03-06')
  await screen.find('dialog[open] textarea').setValue('Aantal leerlingen doorgeven')
  await send()
  expect(asked.map(({ body }) => body)).toEqual([{ kind: 'authorityQuestion', dueAt: '2026-03-06T15:00:00.000Z', note: 'Aantal leerlingen doorgeven' }])
  expect(screen.text()).toContain('Gepland: Vraag van de AP beantwoorden, uiterlijk vr 6 maart 16:00.')
  expect(screen.emitted('changed')).toHaveLength(1)
})

it('moves a promise only with a reason, and asks for an amended notification before it passes', async () => {
  const { screen, press, send, asked } = await open([promise], { [`PUT ${path}/p`]: { body: { ok: true } } })
  await press('Verplaats')
  expect(screen.find('dialog[open]').text()).toContain('Vul dan je melding aan vóór wo 4 maart 12:00')
  await screen.find('#move-p').setValue('2026-03-05')
  await send()
  expect(asked).toEqual([])
  await screen.find('dialog[open] textarea').setValue('De drukker is later.')
  await send()
  expect(asked.map(({ body }) => body)).toEqual([{ dueAt: '2026-03-05T11:00:00.000Z', note: 'De drukker is later.' }])
})

it('ends one after a second look, and leaves the 72 hours to what stops them', async () => {
  const { screen, press, send, asked } = await open([aTerm(), promise], { [`POST ${path}/p/end`]: { body: { ok: true } } })
  expect(screen.findAll('button').filter((button) => button.text() === 'Gedaan')).toHaveLength(1)
  await press('Gedaan')
  await send()
  expect(asked.map(({ what }) => what)).toEqual([`POST ${path}/p/end`])
  expect(screen.text()).toContain('Afgehandeld: Toezegging nakomen.')
})

it('lets who may not plan read and no more', async () => {
  const { screen } = await open([promise], {}, { may: false })
  expect(screen.findAll('button')).toEqual([])
  expect(screen.text()).toContain('Brief aan de ouders')
})
