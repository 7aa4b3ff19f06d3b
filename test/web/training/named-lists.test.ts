import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { NamedLists, NamedListView } from '../../../shared/training/training-views.ts'
import { keyAsked } from '../../../web/step-up.ts'
import NamedListsScreen from '../../../web/training/NamedListsScreen.vue'
import type { FarEnd } from '../../support/mount-screen.ts'
import { board, onBoardScreens, openBoardScreen, type Roles } from '../../support/training-board-screen.ts'

const { organisationId } = board
const id = '01900000-0000-7000-8000-0000000000a1'
const consent = { id, consentedOn: '2026-02-12', document: 'Verslag GMR, punt 4', recordedBy: 'Bram Bedacht', recordedAt: '2026-02-13T09:00:00.000Z' }
const list: NamedListView = {
  ...{ id, moduleId: 'spot-it', schoolId: board.schools[0]?.id ?? null, reason: 'Wie wil er uitleg in het team?' },
  ...{ askedBy: 'Bram Bedacht', askedAt: '2026-03-02T09:00:00.000Z', agreedBy: null, openUntil: null, endedAt: null },
  ...{ readCount: 0, lastReadAt: null, mayDecide: true, isOpen: false },
}
const opened: NamedListView = { ...list, agreedBy: 'Frits Fictief', openUntil: '2026-03-09T09:00:00.000Z', mayDecide: false, isOpen: true }
const all = (lists: NamedListView[], agreed: NamedLists['consent'] = consent): NamedLists => ({ organisationId, consent: agreed, lists })

onBoardScreens()
enableAutoUnmount(afterEach)

const open = (view: NamedLists, answers: FarEnd = {}, roles: Roles = ['staff', 'dpo', 'chair']) =>
  openBoardScreen(NamedListsScreen, '/oefenen/namenlijsten', roles, { 'GET /training/lists': { body: view }, ...answers })

it('asks for nothing before the consent is recorded, and records it with its day and document', async () => {
  const { screen, button, submit, sent } = await open(all([], null), { 'POST /training/consent': { body: all([]) } })
  expect(screen.text()).toContain('Er is geen instemming vastgelegd')
  expect(button('Vraag een lijst aan')).toBeUndefined()
  await submit()
  expect(screen.findAll('[role=alert] a').map((link) => link.attributes('href'))).toEqual(['#consented-on', '#document'])
  await screen.find('#consented-on').setValue('2999-01-01')
  await screen.find('#document').setValue('Verslag GMR, punt 4')
  await submit()
  expect(screen.find('#consented-on-error').text()).toBe('Deze dag is nog niet geweest.')
  expect((screen.find('#document').element as HTMLInputElement).value).toBe('Verslag GMR, punt 4')
  await screen.find('#consented-on').setValue('2026-02-12')
  await submit()
  expect(sent('POST /training/consent')).toEqual({ organisationId, consentedOn: '2026-02-12', document: 'Verslag GMR, punt 4' })
  expect(screen.text()).toContain('De personeelsgeleding van de (G)MR, of de OR, stemde in op 12 februari 2026. Het staat in: Verslag GMR, punt 4.')
})

it('withdraws the consent once it is plain that what is open closes', async () => {
  const { screen, press, sent } = await open(all([opened]), {
    'POST /training/consent/withdraw': { body: all([{ ...opened, isOpen: false, endedAt: opened.askedAt }], null) },
  })
  await press('Trek de instemming in')
  expect(screen.find('dialog[open]').text()).toContain('De lijst die nu loopt, gaat meteen dicht')
  expect(screen.find('dialog[open]').text()).toContain('alleen met een besluit van na vandaag')
  await press('Ja, trek in')
  expect(sent('POST /training/consent/withdraw')).toEqual({ organisationId })
  expect(screen.text()).toContain('Er is geen lijst meer open')
})

it('warns that all colleagues see the request, and sends it with a reason', async () => {
  const { screen, press, submit, sent } = await open(all([]), { 'POST /training/lists': { body: all([{ ...list, mayDecide: false }]) } })
  await press('Vraag een lijst aan')
  expect(screen.text()).toContain('Geeft een ander akkoord, dan ziet iedereen ook waarom')
  await screen.find('#list-reason').setValue('Omdat')
  await submit()
  expect(screen.findAll('[role=alert] a').map((link) => link.attributes('href'))).toEqual(['#list-module', '#list-reason'])
  await screen.find('#list-module').setValue('spot-it')
  await screen.find('#list-school').setValue(board.schools[0]?.id)
  await screen.find('#list-reason').setValue('Wie wil er uitleg in het team?')
  await screen.find('input[type=radio][value="7"]').setValue()
  await submit()
  expect(sent('POST /training/lists')).toEqual({
    ...{ organisationId, moduleId: 'spot-it', schoolId: board.schools[0]?.id, reason: 'Wie wil er uitleg in het team?', days: 7 },
  })
  expect(screen.text()).toContain('Gevraagd. Een ander beslist of de lijst opengaat.')
  expect(screen.text()).toContain('maar nooit wie erom vroeg')
})

it('keeps a request that is refused, and asks before it is left behind', async () => {
  const answers: FarEnd = { 'POST /training/lists': { status: 409, body: { code: 'list.tooMany', detail: 'Er lopen al 5 aanvragen.' } } }
  const { screen, router, press, submit } = await open(all([]), answers)
  await press('Vraag een lijst aan')
  await screen.find('#list-module').setValue('spot-it')
  await screen.find('#list-reason').setValue('Wie wil er uitleg in het team?')
  await submit()
  expect(screen.find('[role=alert]').text()).toContain('Er lopen al 5 aanvragen.')
  expect((screen.find('#list-reason').element as HTMLTextAreaElement).value).toBe('Wie wil er uitleg in het team?')
  await router.push('/elders')
  await flushPromises()
  expect(router.currentRoute.value.path).toBe('/oefenen/namenlijsten')
})

it('opens a list by a second person, who shows the key again where the office asks', async () => {
  let shown = false
  const answers: FarEnd = {
    [`POST /training/lists/${id}/decide`]: () => (shown ? { body: all([opened]) } : { status: 403, body: { code: 'session.stepUpNeeded', detail: '' } }),
  }
  const { screen, press, sent } = await open(all([list]), answers)
  await press('Open de lijst')
  expect(screen.find('dialog[open]').text()).toContain('Alle collega’s zien de reden, dat jij de lijst opende')
  await press('Ja, open de lijst')
  shown = true
  keyAsked.value?.answer(true)
  await flushPromises()
  expect(sent(`POST /training/lists/${id}/decide`)).toEqual({ organisationId, agree: true })
  expect(screen.text()).toContain('De lijst is open.')
})

it('shows yes or no by name only when asked, says that it was looked at, and hides it again', async () => {
  let reads = 0
  const rows = [
    { name: 'Ada Advieswijk', done: true },
    { name: 'Noor Voorbeeld', done: false },
  ]
  const answers: FarEnd = {
    'GET /training/lists': () => ({ body: all([{ ...opened, readCount: reads, lastReadAt: reads ? '2026-03-03T10:00:00.000Z' : null }]) }),
    [`GET /training/lists/${id}`]: () => ({ body: { list: { ...opened, readCount: ++reads }, rows } }),
  }
  const { screen, press } = await open(all([opened]), answers)
  expect(screen.text()).toContain('Nog door niemand bekeken.')
  expect(screen.text()).toContain('Elke keer dat iemand kijkt, telt')
  expect(screen.find('table').exists()).toBe(false)
  await press('Bekijk de namen')
  expect(screen.findAll('tbody tr').map((row) => row.text())).toEqual(['Ada AdvieswijkJa', 'Noor VoorbeeldNog niet'])
  expect(screen.text()).toContain('1 keer bekeken, op di 3 maart 11:00.')
  await press('Verberg de namen')
  expect(screen.find('table').exists()).toBe(false)
})

it('closes a list after asking, and no name stays on the screen', async () => {
  const answers: FarEnd = {
    [`GET /training/lists/${id}`]: { body: { list: opened, rows: [{ name: 'Noor Voorbeeld', done: false }] } },
    [`POST /training/lists/${id}/end`]: { body: all([{ ...opened, isOpen: false, endedAt: '2026-03-03T10:00:00.000Z' }]) },
  }
  const { screen, press } = await open(all([opened]), answers)
  await press('Bekijk de namen')
  await press('Sluit de lijst')
  await press('Ja, sluit de lijst')
  expect(screen.text()).toContain('De lijst is dicht.')
  expect(screen.text()).not.toContain('Noor Voorbeeld')
})

it('lets the officer withdraw a consent and record none, and is nobody else’s than the chair’s and his', async () => {
  const officer = await open(all([]), {}, ['staff', 'dpo'])
  expect(officer.button('Trek de instemming in')).toBeDefined()
  officer.screen.unmount()
  const { screen } = await open(all([], null), {}, ['staff', 'dpo'])
  expect(screen.find('form').exists()).toBe(false)
  expect(screen.text()).toContain('De voorzitter legt die vast.')
  screen.unmount()
  const admin = await open(all([]), {}, ['staff', 'admin'])
  expect(admin.screen.text()).toContain('Dit is voor de FG en de voorzitter.')
})
