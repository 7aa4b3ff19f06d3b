import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TeamView } from '../../../shared/incident/team-views.ts'
import DossierTeam from '../../../web/incident/DossierTeam.vue'
import { useDossier } from '../../../web/incident/dossier-store.ts'
import { needTexts } from '../../../web/i18n.ts'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000000${n}`
const incident = anIncident()
const path = `/incidents/${incident.id}`
const may = { convene: true, letInAdviser: true, advise: true, join: true, recordCall: true }
const empty: TeamView = { convenings: [], advisers: [], standing: [], advice: [], joined: [], candidates: [], may }
const convening: TeamView['convenings'][number] = {
  ...{ id: id(41), kind: 'convene', startsAt: '2026-03-02T10:00:00.000Z', place: 'Kamer 0.12', by: 'Bram Bedacht', at: incident.receivedAt, endedAt: null },
  members: [{ personId: id(31), name: 'Frits Fictief', role: 'dpo', answer: null, answeredAt: null }],
  mayAnswer: true,
}

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
  await needTexts('fence', 'team', 'report')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

async function open(team: TeamView | 'offline', more: FarEnd = {}, shown = incident) {
  const far = farEnd({ [`GET ${path}`]: { body: shown }, [`GET ${path}/team`]: team === 'offline' ? 'offline' : { body: team }, ...more })
  const made = await mountScreen(DossierTeam, { props: { incident: shown } })
  useDossier().id = incident.id
  await flushPromises()
  const press = async (text: string, within = '') => {
    const found = made.screen.findAll(`${within} button`).find((button) => button.text() === text)
    await found?.trigger('click')
    if (found?.attributes('type') === 'submit') await made.screen.find('dialog form').trigger('submit')
    await flushPromises()
  }
  return { ...made, press, said: (what: string) => far.asked.findLast((one) => one.what === what)?.body }
}

it('says who was called and who comes, where only here, and takes one’s own answer', async () => {
  const { screen, press, said } = await open({ ...empty, convenings: [convening] }, { [`POST ${path}/convenings/${id(41)}/answer`]: { body: { ok: true } } })
  const text = screen.find('[aria-labelledby=convene]').text()
  for (const part of ['Kamer 0.12', 'Frits Fictief', 'de FG', 'Nog niets laten weten']) expect(text).toContain(part)
  await press('Ik kom')
  expect(said(`POST ${path}/convenings/${id(41)}/answer`)).toEqual({ answer: 'coming' })
})

it('asks when and where before it calls anybody, and says so when it is done', async () => {
  const { screen, press, said } = await open(empty, { [`POST ${path}/convenings`]: { body: { conveningId: id(42) } } })
  await press('Roep het team op')
  await press('Roep op', 'dialog')
  expect(screen.find('dialog [role=alert]').text()).toContain('Schrijf op waar.')
  expect(said(`POST ${path}/convenings`)).toBeUndefined()
  await screen.find('#convene-day').setValue('2036-03-03')
  await screen.find('#convene-hour').setValue('10:30')
  await screen.find('#convene-place').setValue(' Kamer 0.12 ')
  await press('Roep op', 'dialog')
  expect(said(`POST ${path}/convenings`)).toEqual({ kind: 'convene', startsAt: '2036-03-03T09:30:00.000Z', place: 'Kamer 0.12' })
  expect(screen.find('[role=status]').text()).toContain('Het team is opgeroepen.')
})

it('joins only what was chosen and with a reason, and offers to undo what was joined', async () => {
  const one = { incidentId: id(51), number: '2026-015', kind: 'deviceLost', receivedAt: incident.receivedAt }
  const joined = [{ incidentId: id(52), number: '2026-016', at: incident.receivedAt, reports: 2 }]
  const far = { [`POST ${path}/join`]: { body: { awareAt: incident.awareAt, deadlineAt: incident.deadlineAt } } }
  const { screen, press, said } = await open({ ...empty, candidates: [one], joined }, far)
  expect(screen.find('[aria-labelledby=join]').text()).toContain('2026-016: 2 meldingen')
  expect(screen.find('button[aria-label="Maak het samenvoegen met 2026-016 ongedaan"]').exists()).toBe(true)
  await press('Voeg een dossier toe')
  await screen.find('dialog textarea').setValue('Zelfde stick.')
  await press('Voeg samen', 'dialog')
  expect(screen.find('#join-which-error').text()).toBe('Kies een dossier.')
  await screen.find('#join-which').setValue(id(51))
  await press('Voeg samen', 'dialog')
  expect(said(`POST ${path}/join`)).toEqual({ from: id(51), reason: 'Zelfde stick.' })
})

it('offers an adviser nothing but to advise, and says so when nothing could be fetched', async () => {
  const { screen } = await open(
    { ...empty, may: { ...may, convene: false, letInAdviser: false, join: false, recordCall: false } },
    {},
    anIncident({ advises: true }),
  )
  expect(screen.findAll('button').map((button) => button.text())).toEqual(['Geef advies'])
  expect((await open('offline')).screen.text()).toContain('Wie er meedoet is nu niet op te halen.')
})
