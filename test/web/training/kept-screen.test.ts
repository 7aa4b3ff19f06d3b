import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ListNotice } from '../../../shared/training/training-views.ts'
import { i18n, needTexts, setLocale } from '../../../web/i18n.ts'
import KeptLists from '../../../web/training/KeptLists.vue'
import KeptScreen from '../../../web/training/KeptScreen.vue'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.clear()
  await setLocale('nl')
  await needTexts('kept')
})
afterEach(() => vi.unstubAllGlobals())

const list = (changes: Partial<ListNotice>): ListNotice => ({
  ...{ id: 'a', moduleId: 'spot-it', schoolId: null, reason: 'Wie nodigen we uit?', askedBy: 'Frits Fictief', askedAt: '2026-03-01T09:00:00.000Z' },
  ...{ agreedBy: null, openUntil: null, endedAt: null, readCount: 0, lastReadAt: null, ...changes },
})
const open = { agreedBy: 'Vera Verzonnen', openUntil: '2026-03-08T09:00:00.000Z' }
const consent = { consentedOn: '2026-01-15', document: 'Verslag GMR 15 januari', recordedBy: 'Vera Verzonnen', recordedAt: '2026-01-16T09:00:00.000Z' }
const shown = (props: Partial<InstanceType<typeof KeptLists>['$props']>) =>
  mount(KeptLists, {
    props: { lists: [], consent, past: [], heard: true, schools: [{ id: 's', name: 'De Regenboog' }], ...props },
    global: { plugins: [i18n] },
  })

it('shows each list of names with who asked, who agreed, why, until when and how often it was looked at; what is open first', () => {
  const text = shown({
    lists: [
      list({ id: 'b', ...open, schoolId: 's', endedAt: '2026-03-02T09:00:00.000Z', readCount: 1, lastReadAt: '2026-03-01T10:00:00.000Z' }),
      list({ id: 'c', reason: null }),
      list({ ...open, readCount: 2, lastReadAt: '2026-03-02T08:00:00.000Z' }),
    ],
  })
    .findAll('li')
    .map((item) => item.text())
  expect(text[0]).toMatch(/Nu open.*het hele bestuur.*Wie nodigen we uit.*Frits Fictief.*Vera Verzonnen.*zo 8 maart.*2 keer, het laatst op ma 2 maart/s)
  expect(text[1]).toMatch(/Gevraagd, nog niet open/)
  expect(text[1]).toMatch(/Reden.*zodra een ander akkoord geeft/)
  expect(text[1]).not.toMatch(/Akkoord van|Bekeken|Open tot/)
  expect(text[2]).toMatch(/Voorbij.*De Regenboog.*Voorbij sinds.*1 keer/s)
})

it('says so when nobody consented, when there is no list, and when this device was never told', () => {
  expect(shown({ consent: null }).text()).toContain('Dan kan niemand zo’n lijst openen.')
  expect(shown({}).text()).toContain('Er is geen lijst open')
  expect(shown({ heard: false }).text()).toContain('Zonder verbinding weet dit toestel niet of er nu een lijst open is.')
  expect(shown({ heard: false }).text()).not.toMatch(/geen lijst|niemand/)
})

it('says who recorded the consent and when, and who withdrew one', () => {
  expect(shown({}).text()).toContain('stemde in op 15 januari 2026. Dat staat in: Verslag GMR 15 januari. Vera Verzonnen legde dat vast op 16 januari 2026.')
  const past = [{ ...consent, withdrawnBy: null, withdrawnAt: '2026-02-20T09:00:00.000Z' }]
  expect(shown({ consent: null, past }).text()).toContain('Ingetrokken op 20 februari 2026 door iemand die hier niet meer werkt: de instemming van 15 januari')
})

it('says without a network, and to who is not signed in, what always holds, and whom to ask', async () => {
  farEnd({})
  localStorage.setItem('seintje.session', JSON.stringify({ view: null, boards: [], mode: 'production' }))
  const stranger = await mountScreen(KeptScreen)
  await flushPromises()
  for (const text of [
    '30 dagen',
    'Je antwoorden ziet niemand op school',
    'minstens 10 mensen',
    'Autoriteit Persoonsgegevens',
    'Je schoolbestuur is verantwoordelijk',
    'Log in om te zien hoe het bij jouw bestuur staat',
  ])
    expect(stranger.screen.text()).toContain(text)
  // What a board promises, the app cannot say.
  expect(stranger.screen.text()).not.toContain('telt niet mee bij')
  expect(stranger.screen.text()).not.toContain('Lijsten met namen bij jullie')
  stranger.screen.unmount()
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')))
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
  const { screen } = await mountScreen(KeptScreen)
  await expect.poll(() => screen.text()).toContain('Hieronder staat wat dit toestel het laatst wist')
  expect(screen.text()).toContain('weet dit toestel niet of er nu een lijst open is')
  expect(screen.text()).toContain(`${fritsSession().boards[0]!.name} is verantwoordelijk`)
  expect(screen.find('a[href="tel:0855550111"]').text()).toBe('Frits Fictief, 085 555 01 11')
})
