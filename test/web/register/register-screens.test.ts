import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { IncidentForHandler } from '../../../shared/incident/views.ts'
import type { EntryView, RegisterItem } from '../../../shared/register/register-views.ts'
import { needTexts } from '../../../web/i18n.ts'
import RegisterScreen from '../../../web/register/RegisterScreen.vue'
import RegisterStep from '../../../web/register/RegisterStep.vue'
import { openDialogs } from '../../support/key-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const incidentId = '01900000-0000-7000-8000-0000000000aa'
const item: RegisterItem = {
  ...{ incidentId, organisationId: fritsSession().boards[0]!.organisationId, organisationName: 'De Waterlelie', number: '2026-001', origin: 'app' },
  ...{ registerKind: 'phishing', schoolName: null, description: 'Een mail vroeg om een wachtwoord.', awareAt: '2026-03-01T09:15:00.000Z' },
  ...{ classification: 'breach', authority: 'notify', filedAt: '2026-03-05T09:15:00.000Z', inTime: 'late', subjects: null, toldAt: null, toldCount: null },
  ...{ complete: false, closedAt: null, keepUntil: null, fileErased: false },
}
const view: EntryView = {
  ...{ incidentId, number: '2026-001', origin: 'app', revision: 1, complete: false, entry: { groups: 'Ouders' }, proposed: { description: 'Uit het dossier' } },
  ...{ missing: ['data'], awareAt: item.awareAt, classification: 'breach', authority: null, filedAt: null, inTime: null, subjects: null, toldAt: null },
  ...{ toldCount: null, closedAt: null, keepUntil: null, savedAt: null, savedBy: null, mayEdit: true },
}

beforeEach(async () => {
  document.body.replaceChildren()
  openDialogs()
  await needTexts('register', 'keys')
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
})

const openList = async (answers: FarEnd) => {
  const far = farEnd(answers)
  const { screen } = await mountScreen(RegisterScreen, { path: '/register/:part(cijfers|overnemen)?', at: '/register' })
  await flushPromises()
  return { far, screen }
}
const openStep = async (answers: FarEnd) => {
  const far = farEnd({ [`GET /incidents/${incidentId}/register`]: { body: view }, ...answers })
  const { screen } = await mountScreen(RegisterStep, { props: { incident: { id: incidentId } as IncidentForHandler } })
  await flushPromises()
  return { far, screen }
}

it('lists what became of each incident, and fetches with a filter only when it is asked to', async () => {
  const { far, screen } = await openList({ 'GET /register': { body: { items: [item], nextCursor: null } } })
  expect(screen.text()).toContain('2026-001 · Phishing')
  expect(screen.text()).toContain('Gemeld bij de AP op 5 maart 2026 (Te laat)')
  await screen.find('#register-kind').setValue('hacking')
  expect(far.asked.length).toBe(1)
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(far.asked.at(-1)?.query.get('kind')).toBe('hacking')
})

it('says that the register is not on the device where there is no connection', async () => {
  const { screen } = await openList({ 'GET /register': 'offline' })
  expect(screen.text()).toContain('Het register staat niet op dit toestel.')
})

it('saves by itself the field that was changed, and no other', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const saved = { ...view, revision: 2, entry: { groups: 'Ouders', data: 'Namen' }, missing: [] }
  const { far, screen } = await openStep({ [`PUT /incidents/${incidentId}/register`]: { body: saved } })
  expect((screen.find('#entry-description').element as HTMLTextAreaElement).value).toBe('Uit het dossier')
  await screen.find('#entry-data').setValue('Namen')
  expect(screen.text()).toContain('Nog niet bewaard')
  await vi.advanceTimersByTimeAsync(1_300)
  await flushPromises()
  expect(far.asked.findLast(({ what }) => what.startsWith('PUT'))?.body).toEqual({ revision: 1, fields: { data: 'Namen' } })
  expect(screen.text()).toContain('Alles is ingevuld.')
})

it('loses nothing where two people write in one field: the other words are shown, one’s own stay', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let other = view
  const { far, screen } = await openStep({
    [`GET /incidents/${incidentId}/register`]: () => ({ body: other }),
    [`PUT /incidents/${incidentId}/register`]: { status: 409, body: { code: 'register.changed', detail: 'Iemand anders' } },
  })
  other = { ...view, revision: 2, entry: { groups: 'Ouders van groep 5' } }
  await screen.find('#entry-groups').setValue('Ouders en leerlingen')
  await vi.advanceTimersByTimeAsync(1_300)
  await flushPromises()
  expect(screen.text()).toContain('“Ouders van groep 5”')
  expect((screen.find('#entry-groups').element as HTMLTextAreaElement).value).toBe('Ouders en leerlingen')
  expect(far.asked.filter(({ what }) => what.startsWith('PUT')).length).toBe(1)
})

it('asks whether it names anybody before it is complete', async () => {
  const { far, screen } = await openStep({ [`GET /incidents/${incidentId}/register`]: { body: { ...view, missing: [] } } })
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(screen.text()).toContain('Kruis dit aan.')
  expect(far.asked.some(({ what }) => what.startsWith('PUT'))).toBe(false)
})
