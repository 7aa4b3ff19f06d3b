import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { IncidentForHandler } from '../../../shared/incident/views.ts'
import DeskScreen from '../../../web/incident/DeskScreen.vue'
import { keyAsked } from '../../../web/step-up.ts'
import { needTexts } from '../../../web/i18n.ts'
import { anIncident } from '../../support/dossier.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const id = (n: number) => `01900000-0000-7000-8000-0000000000${n}`
const incident = anIncident()
const path = `/incidents/${incident.id}`
const [frits, lotte] = [
  { personId: id(31), name: 'Frits Fictief', roles: ['dpo' as const] },
  { personId: id(32), name: 'Lotte Bedacht', roles: ['handler' as const] },
]
const fenced = (fence: Partial<IncidentForHandler['fence']>, changes: Partial<IncidentForHandler> = {}) =>
  anIncident({ ...changes, fence: { ...incident.fence, candidates: [frits, lotte], ...fence } })

/** happy-dom has no EventSource: the server refuses the stream, so the desk polls. */
function refusedStream() {
  return { readyState: 2, addEventListener: (name: string, listener: () => void) => name === 'error' && queueMicrotask(listener), close: () => undefined }
}

beforeEach(async () => {
  document.body.replaceChildren()
  const [board] = fritsSession().boards
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ boards: [{ ...board!, search: true }] }), boards: [], mode: 'production' }))
  vi.stubGlobal('EventSource', refusedStream)
  await needTexts('fence', 'search')
})
enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

async function open(shown: IncidentForHandler | null, more: FarEnd = {}) {
  const far = farEnd({
    'GET /incidents': { body: { items: shown ? [shown] : [], nextCursor: null } },
    'GET /incidents/closed': { body: [] },
    [`GET ${path}`]: shown ? { body: shown } : { status: 404, body: { code: 'incident.notFound', detail: '' } },
    'GET /alarms': { body: { items: [] } },
    ...more,
  })
  const made = await mountScreen(DeskScreen, { path: '/desk/:incidentId?', at: shown ? `/desk/${shown.id}` : '/desk' })
  await flushPromises()
  const press = async (text: string, within = '') => {
    await made.screen
      .findAll(`${within} button`)
      .find((button) => button.text() === text)
      ?.trigger('click')
    await flushPromises()
  }
  const said = (what: string) => far.asked.find((one) => one.what === what)?.body
  return { ...made, ...far, press, said }
}
const why = (screen: Awaited<ReturnType<typeof open>>['screen']) => screen.find('dialog textarea')

it('says in words whom a dossier is for, with the deputy who stepped in, and who takes no part and why', async () => {
  const recused = [{ personId: id(33), name: 'Hans Verzonnen', why: 'notTo' as const, setAt: '2026-03-02T08:00:05.000Z', mayLift: true }]
  const { screen } = await open(fenced({ audience: ['dpo', 'chair', 'headOfIct', 'headOfIct:deputy'], recused }))
  const text = screen.find('[aria-labelledby=fence]').text()
  expect(text).toContain('Dit dossier is voor de FG, de voorzitter, het hoofd ICT en de vervanger van het hoofd ICT.')
  expect(text).toContain('Hans Verzonnen')
  expect(text).toContain('De melder vroeg daarom, 2 mrt 09:00')
})

it('asks for the key before it undoes what the reporter asked, and offers that to nobody who may not', async () => {
  const asked = { personId: id(33), name: 'Hans Verzonnen', why: 'notTo' as const, setAt: '2026-03-02T08:00:05.000Z', mayLift: true }
  const other = { ...asked, personId: id(34), name: 'Bea Bedacht', mayLift: false }
  let shown = false
  const lift = `DELETE ${path}/recusals/${asked.personId}`
  const { screen, press, said } = await open(fenced({ recused: [asked, other] }), {
    [lift]: () => (shown ? { body: { ok: true } } : { status: 403, body: { code: 'session.stepUpNeeded' } }),
  })
  expect(screen.findAll('button').filter((button) => button.text() === 'Laat weer meedoen').length).toBe(1)
  await press('Laat weer meedoen')
  expect(screen.find('dialog[open]').text()).toContain('Je laat eerst je sleutel zien.')
  await why(screen).setValue('Het ging over een ander.')
  await press('Laat weer meedoen', 'dialog')
  expect(keyAsked.value?.want).toBe('stepUp')
  shown = true
  keyAsked.value?.answer(true)
  await flushPromises()
  expect(said(lift)).toEqual({ reason: 'Het ging over een ander.' })
  expect(screen.find('dialog[open]').exists()).toBe(false)
})

it('keeps somebody away with a reason, and not without one', async () => {
  const { screen, press, said, asked } = await open(fenced({}), { [`POST ${path}/recusals`]: { body: { ok: true } } })
  await press('Laat iemand niet meedoen')
  await press('Scherm af')
  expect(screen.text()).toContain('Kies wie niet meedoet.')
  await screen.find('#recuse-who').setValue(lotte.personId)
  await press('Scherm af')
  expect(screen.text()).toContain('Schrijf op waarom.')
  expect(asked.some(({ what }) => what.startsWith('POST'))).toBe(false)
  await why(screen).setValue('Het gaat over haar broer.')
  await press('Scherm af')
  expect(said(`POST ${path}/recusals`)).toEqual({ personId: lotte.personId, reason: 'Het gaat over haar broer.' })
  expect(screen.text()).toContain('Lotte Bedacht ziet dit dossier niet meer.')
})

it('lets one step aside oneself, and leads away from what one may not see any more', async () => {
  let gone = false
  const { screen, press, said, router } = await open(fenced({}), {
    [`GET ${path}`]: () => (gone ? { status: 404, body: { code: 'incident.notFound', detail: '' } } : { body: fenced({}) }),
    [`POST ${path}/recusals`]: () => {
      gone = true
      return { body: { ok: true } }
    },
  })
  await press('Ik doe niet mee')
  await why(screen).setValue('Het gaat over mij.')
  await press('Ik stap opzij')
  expect(said(`POST ${path}/recusals`)).toEqual({ personId: frits.personId, reason: 'Het gaat over mij.' })
  expect(router.currentRoute.value.path).toBe('/desk')
  expect(screen.text()).toContain('Je doet niet mee aan 2026-014')
})

it('lets the chair open to the FG what came straight to him', async () => {
  const shown = fenced({ audience: ['chair', 'headOfIct'] }, { may: { ...incident.may, setAudience: true } })
  const { screen, press, said } = await open(shown, { [`PUT ${path}/audience`]: { body: { ok: true } } })
  expect(screen.text()).toContain('Sluit weer voor het hoofd ICT')
  await press('Open voor de FG')
  await why(screen).setValue('Ik heb zijn kennis nodig.')
  await press('Open voor de FG', 'dialog')
  expect(said(`PUT ${path}/audience`)).toEqual({ role: 'dpo', opened: true, reason: 'Ik heb zijn kennis nodig.' })
})

it('shows who came in through the emergency door, and takes it back; what is over needs no button', async () => {
  const glass = { personName: 'Hans Verzonnen', reason: 'Niemand nam op.', openedAt: '2026-03-02T09:00:00.000Z' }
  const breakGlass = [
    { ...glass, id: 'a', untilAt: '2999-03-03T09:00:00.000Z', revokedAt: null },
    { ...glass, id: 'b', untilAt: '2026-03-01T09:00:00.000Z', revokedAt: null },
  ]
  const { screen, press, asked } = await open(fenced({ breakGlass }), { [`DELETE ${path}/break-glass/a`]: { body: { ok: true } } })
  expect(screen.text()).toContain('Kijkt nu mee')
  expect(screen.findAll('[aria-labelledby=fence] button').filter((button) => button.text() === 'Trek in')).toHaveLength(1)
  await press('Trek in')
  expect(asked.map(({ what }) => what)).toContain(`DELETE ${path}/break-glass/a`)
})

it('tells whoever came through the emergency door until when, in the dossier and in the list', async () => {
  const { screen } = await open(fenced({}, { throughBreakGlass: '2026-03-03T09:00:00.000Z', may: { ...incident.may, recuse: false } }))
  expect(screen.find('article').text()).toContain('Je ziet dit via de noodknop')
  expect(screen.find('article').text()).toContain('Tot 3 mrt 10:00')
  expect(screen.find(`a[href="/desk/${incident.id}"]`).text()).toContain('Via de noodknop tot 3 mrt 10:00')
  expect(screen.text()).not.toContain('Ik doe niet mee')
})

it('shows what is closed by its number alone, warns before the emergency door opens, and then leads into the dossier', async () => {
  const closed = { ...incident, organisationId: id(1) }
  const { screen, press, said, router } = await open(null, {
    'GET /incidents/closed': {
      body: [
        { id: closed.id, organisationId: id(1), organisationName: 'x', number: '2026-7731', receivedAt: closed.receivedAt, deadlineAt: closed.deadlineAt },
      ],
    },
    [`POST ${path}/break-glass`]: { body: { untilAt: '2026-03-03T09:00:00.000Z' } },
  })
  const section = screen.find('[aria-labelledby=closed]')
  expect(section.text()).toContain('2026-7731')
  expect(section.text()).not.toContain('USB')
  await press('Noodknop')
  expect(screen.find('dialog').text()).toContain('horen het meteen, met jouw naam')
  await press('Open het dossier')
  expect(screen.text()).toContain('Schrijf op waarom.')
  await why(screen).setValue('De voorzitter is onbereikbaar.')
  await press('Open het dossier')
  expect(said(`POST ${path}/break-glass`)).toEqual({ reason: 'De voorzitter is onbereikbaar.' })
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(`/desk/${incident.id}`))
})

it('searches with words in the body alone, and shows number and kind', async () => {
  const hit = {
    id: incident.id,
    organisationId: id(1),
    organisationName: 'x',
    number: '2026-014',
    kind: 'deviceLost',
    state: 'new',
    receivedAt: incident.receivedAt,
  }
  const { screen, asked, said, router } = await open(null, {
    'POST /incidents/search': { body: { items: [hit], more: false, notSearched: [] } },
  })
  await screen.find('#search-words').setValue('de')
  await screen.find('form[role=search]').trigger('submit')
  expect(screen.text()).toContain('Typ een woord van drie letters of meer')
  await screen.find('#search-words').setValue('trein stick')
  await screen.find('form[role=search]').trigger('submit')
  await flushPromises()
  expect(said('POST /incidents/search')).toEqual({ words: 'trein stick' })
  expect(screen.text()).toContain('2026-014 · Apparaat of USB-stick kwijt')
  expect(router.currentRoute.value.fullPath).not.toContain('trein')
  expect(asked.every(({ query }) => !query.toString().includes('trein'))).toBe(true)
})

it('has nothing to search with where no board switched it on', async () => {
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession(), boards: [], mode: 'production' }))
  const { screen } = await open(null)
  expect(screen.find('#search-words').exists()).toBe(false)
})
