import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Report } from '../../../shared/incident/report.ts'
import { useSession } from '../../../web/access/session-store.ts'
import HandInHelp from '../../../web/incident/HandInHelp.vue'
import HandInScreen from '../../../web/incident/HandInScreen.vue'
import HeldNotice from '../../../web/incident/HeldNotice.vue'
import MyReportMessages from '../../../web/incident/MyReportMessages.vue'
import { useReport } from '../../../web/incident/report-store.ts'
import UnclaimedReports from '../../../web/incident/UnclaimedReports.vue'
import { needTexts } from '../../../web/i18n.ts'
import { leavePage } from '../../../web/offline/here.ts'
import type { ReportLine } from '../../../web/offline/lines.ts'
import { openOffline, wireOffline } from '../../../web/offline/open-offline.ts'
import { syncStatus } from '../../../web/offline/useConnection.ts'
import { farEnd, fritsSession, mountScreen } from '../../support/mount-screen.ts'
import { makeFarEnd } from '../offline/far-end.ts'
import { lostStick } from '../offline/phone.ts'

const known = {
  view: null,
  boards: [{ ...fritsSession().boards[0]!, contacts: { dpo: { name: 'Frits', phone: '085 555 01 11' }, chair: { name: 'Cor', phone: '085 555 01 12' } } }],
}
const held = (sinceMs: number | null) =>
  (syncStatus.value = { ...syncStatus.value, connection: 'online', signInSince: sinceMs === null ? null : Date.now() - sinceMs })
const school = { organisationId: 'x', boardName: 'Stichting De Waterlelie', contacts: { dpo: { name: 'Frits Fictief', phone: '085 555 01 11' } } }

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', 'server-now': new Date().toISOString() } })

beforeEach(async () => {
  document.body.replaceChildren()
  localStorage.setItem('seintje.session', JSON.stringify({ ...known, mode: 'production' }))
  farEnd({ 'GET /session': { status: 401, body: { code: 'session.none' } } })
  wireOffline({ identity: () => useSession().identityId, onIdentity: () => undefined })
  await needTexts('handin', 'form', 'mine', 'device')
})
afterEach(() => {
  vi.unstubAllGlobals()
  held(null)
})

const line = (changes: Partial<ReportLine> = {}): ReportLine => ({
  ...{ id: 'r1', kind: 'deviceLost', state: 'unclaimed', number: null, at: Date.now(), receivedAt: null, readAt: null, underway: 0, reason: null },
  ...{ stuckId: null, questions: 0, discreet: false, editable: true, handIn: null, claimable: true, hidden: false, attempts: 0 },
  ...changes,
})

/** Written signed out on this device, and queued. */
async function writtenHere(changes: Partial<Report> = {}) {
  const offline = await openOffline()
  const id = offline.newId()
  await offline.saveDraft({ id, ownerId: null, kind: 'deviceLost', draftSkewMs: null, fields: {} })
  await offline.queueReport({ id, ownerId: null, report: { ...lostStick(Date.now()), ...changes } })
  // The real sync tells how things stand too, a tenth of a second after it was queued: it has had its say before a test says otherwise.
  await new Promise((later) => setTimeout(later, 150))
  await offline.drain('interval')
  return id
}
const openScreen = async (id: string) => {
  const mounted = await mountScreen(HandInScreen, { path: '/inleveren/:id', at: `/inleveren/${id}` })
  await vi.waitFor(() => expect(mounted.screen.find('h1').exists()).toBe(true))
  return mounted
}
const typed = async (screen: Awaited<ReturnType<typeof openScreen>>['screen'], code: string) => {
  await vi.waitFor(() => expect(screen.find('#school-code').exists()).toBe(true))
  await screen.find('#school-code').setValue(code)
  await screen.find('form').trigger('submit')
  await flushPromises()
}

it('offers only signing in during the first minute, and the chair’s number and the school’s code after it, by itself', async () => {
  const id = await writtenHere()
  held(59_300)
  const { screen } = await mountScreen(HandInHelp, { props: { line: line({ id }), withSignIn: true } })
  expect(screen.text()).toContain('Inloggen')
  expect(screen.text()).toContain('085 555 01 11')
  expect(screen.text()).not.toContain('085 555 01 12')
  expect(screen.find('a[href^="/inleveren/"]').exists()).toBe(false)
  await vi.waitFor(() => expect(screen.find(`a[href="/inleveren/${id}"]`).exists()).toBe(true), { timeout: 5_000 })
  expect(screen.text()).toContain('085 555 01 12')
})

it('shows on the start screen what waits, by its kind and moment where it was written, and never by its words', async () => {
  await writtenHere()
  held(61_000)
  const { screen } = await mountScreen(HeldNotice)
  await vi.waitFor(() => expect(screen.find('a[href^="/inleveren/"]').exists()).toBe(true))
  expect(screen.text()).toContain('geschreven om')
  expect(screen.text()).toContain('USB-stick kwijt')
  expect(screen.text()).not.toContain('trein')
})

it('names what another page left by its hour alone, and asks about it so too', async () => {
  const id = await writtenHere()
  leavePage()
  held(61_000)
  const { screen } = await mountScreen(HeldNotice)
  await vi.waitFor(() => expect(screen.find(`a[href="/inleveren/${id}"]`).exists()).toBe(true))
  expect(screen.find(`a[href="/inleveren/${id}"]`).text()).toContain('Een melding, geschreven om')
  useSession().view = fritsSession()
  const asked = await mountScreen(UnclaimedReports)
  useSession().view = fritsSession()
  await vi.waitFor(() => expect(asked.screen.text()).toContain('geschreven zonder in te loggen'))
  expect(asked.screen.text()).not.toMatch(/USB-stick|trein/)
})

it('says of what was handed in that nobody has verified it, and what to do about it', async () => {
  const { screen } = await mountScreen(HandInHelp, { props: { line: line({ state: 'received', handIn: 'done', receivedAt: new Date().toISOString() }) } })
  expect(screen.text()).toContain('Niet geverifieerd')
  expect(screen.find('a[href^="/inloggen"]').exists()).toBe(true)
})

it('keeps a message about a handed-in report until somebody signs in, and lets nobody signed out add to another’s', async () => {
  const done = line({ state: 'received', handIn: 'done' })
  const { screen } = await mountScreen(MyReportMessages, { props: { line: done, thread: [] } })
  await screen.find('#message').setValue('Nog iets')
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(screen.text()).toContain('Het gaat weg als je inlogt'))
  for (const changes of [{ claimable: false }, { hidden: true }]) {
    await screen.setProps({ line: { ...done, ...changes } })
    expect(screen.find('form').exists()).toBe(false)
  }
  expect(screen.text()).toContain('Log in om over deze melding iets te laten weten')
})

it.each([
  ['', 'Vul de code van je school in'],
  ['ABC', 'Een schoolcode heeft acht letters en cijfers'],
])('asks for a code that can be one (%s)', async (code, sentence) => {
  const { screen } = await openScreen(await writtenHere())
  await typed(screen, code)
  expect(screen.find('[role=alert] a').attributes('href')).toBe('#school-code')
  expect(screen.text()).toContain(sentence)
  expect(document.title).toMatch(/^Fout: /)
  expect(screen.findAll('h1')).toHaveLength(1)
})

it.each([
  [{ status: 403, body: { code: 'handIn.codeWrong', status: 403 } }, 'Deze code kennen we niet'],
  [{ status: 429, body: { code: 'request.tooMany', status: 429 }, headers: { 'retry-after': '90' } }, 'Wacht 2 minuten'],
  ['offline' as const, 'Je melding en de code staan er nog'],
])('keeps everything and says what to do when the school’s code does not work now', async (answer, sentence) => {
  const { screen } = await openScreen(await writtenHere())
  const said = (status: { status: number; body: unknown; headers?: Record<string, string> }) =>
    new Response(JSON.stringify(status.body), { status: status.status, headers: { 'content-type': 'application/problem+json', ...status.headers } })
  vi.stubGlobal('fetch', async () => {
    if (answer === 'offline') throw new TypeError('no network')
    return said(answer)
  })
  await typed(screen, 'ABCD-1234')
  await vi.waitFor(() => expect(screen.text()).toContain(sentence))
  expect((screen.find('#school-code').element as HTMLInputElement).value).toBe('ABCD-1234')
})

it('shows whose code it is before anything leaves, and puts name and number into what was never sent', async () => {
  const id = await writtenHere()
  const { screen, router } = await openScreen(id)
  const sent: { path: string; body: string; code: string | null }[] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (String(path).endsWith('/hand-in/check')) return json(school)
    if (init?.method !== 'PUT') return json({ code: 'session.none' }, 401)
    sent.push({ path, body: await new Response(init.body).text(), code: new Headers(init.headers).get('seintje-school-code') })
    return json({}, 503)
  })
  await typed(screen, ' abcd 1234 ')
  await vi.waitFor(() => expect(screen.text()).toContain('Stichting De Waterlelie'))
  expect(screen.find('a[href="tel:0855550111"]').exists()).toBe(true)
  expect(sent).toEqual([])
  await screen.find('#written-by').setValue('Noor')
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.path).toBe(`/melden/klaar/${id}`))
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0))
  expect(sent[0]).toMatchObject({ path: `/api/v1/hand-in/reports/${id}`, code: 'ABCD1234' })
  expect(JSON.parse(sent[0]!.body)).toMatchObject({ writtenBy: 'Noor', kind: 'deviceLost' })
})

it('sends nobody who wrote to the chair to the FG: the chair is alerted, and it is the chair’s number that is offered', async () => {
  const id = await writtenHere({ addressee: 'chair' })
  const { screen } = await openScreen(id)
  await vi.waitFor(() => expect(screen.text()).toContain('Haast? Bel de voorzitter'))
  expect(screen.find('a[href="tel:0855550111"]').exists()).toBe(false)
  expect(screen.find('a[href="tel:0855550112"]').exists()).toBe(true)
  const { organisationId } = known.boards[0]!
  vi.stubGlobal('fetch', async () => json({ ...school, organisationId }))
  await typed(screen, 'ABCD-1234')
  await vi.waitFor(() => expect(screen.text()).toContain('Voorzitter: Cor'))
  expect(screen.text()).toContain('De voorzitter krijgt meteen een seintje')
  expect(screen.find('a[href="tel:0855550112"]').exists()).toBe(true)
  expect(screen.text()).not.toContain('FG')
  expect(screen.html()).not.toContain('tel:0855550111')
})

it('hands in at once what the disk has no room to keep a code for, and shows its number', async () => {
  const id = await writtenHere()
  const { screen } = await openScreen(id)
  const end = makeFarEnd(() => Date.now())
  end.session = null
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => end.fetch(path, init))
  await typed(screen, end.schoolCode)
  await vi.waitFor(() => expect(screen.find('#written-by').exists()).toBe(true))
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  })
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(screen.find('h1').text()).toBe('Ontvangen'))
  put.mockRestore()
  expect(screen.text()).toContain('2026-014')
  expect(end.reports.get(id)?.bodies).toHaveLength(1)
})

it('hands in from memory what stands in the form now, and clears it once it arrived', async () => {
  const { screen, router } = await mountScreen(HandInScreen, { path: '/inleveren/:id', at: '/inleveren/elders' })
  const end = makeFarEnd(() => Date.now())
  end.session = null
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => end.fetch(path, init))
  const report = useReport()
  report.fields.kind = 'deviceLost'
  report.fields.description = 'van niemand'
  report.tried = true
  await router.push('/inleveren/direct')
  await typed(screen, end.schoolCode)
  await vi.waitFor(() => expect(screen.text()).toContain('Stichting De Waterlelie'))
  report.fields.description = 'van niemand, verbeterd'
  await screen.find('form').trigger('submit')
  await vi.waitFor(() => expect(screen.find('h1').text()).toBe('Ontvangen'))
  expect([...end.reports.values()].map(({ bodies }) => JSON.parse(bodies[0]!).description)).toEqual(['van niemand, verbeterd'])
  expect([report.tried, report.fields.description]).toEqual([false, ''])
})

it('has nothing to hand in for a report that is not here', async () => {
  const { screen } = await openScreen('01900000-0000-7000-8000-000000000099')
  await vi.waitFor(() => expect(screen.find('h1').text()).toBe('Hier valt niets in te leveren'))
})
