import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { LogRow } from '../../../shared/access/log-views.ts'
import LogScreen from '../../../web/access/LogScreen.vue'
import ShellNav from '../../../web/shell/ShellNav.vue'
import { needTexts } from '../../../web/i18n.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const board = fritsSession().boards[0]!
const signIn = (roles: typeof board.roles, scope: 'desk' | 'device' = 'desk') =>
  localStorage.setItem('seintje.session', JSON.stringify({ view: fritsSession({ scope, boards: [{ ...board, roles }] }), boards: [], mode: 'production' }))

beforeEach(async () => {
  document.body.replaceChildren()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-05T11:00:00.000Z') })
  signIn(['staff', 'auditor'])
  await needTexts('log', 'event', 'keys')
})
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const row = (changes: Partial<LogRow> = {}): LogRow => ({
  id: 'r1',
  at: '2026-03-02T08:10:00.000Z',
  actor: 'p-4711',
  actorName: 'Frits Fictief',
  about: null,
  aboutName: null,
  type: 'incident.read',
  number: '2026-014',
  linked: true,
  facts: {},
  ...changes,
})
const due = {
  organisationId: board.organisationId,
  organisationName: board.name,
  lastReviewAt: null,
  dueAt: '2026-03-01T00:00:00.000Z',
  due: true,
  turnFor: [],
}

async function open(items: LogRow[] = [row()], more: FarEnd = {}) {
  const far = farEnd({
    'GET /log': { body: { items, own: 3, nextCursor: null } },
    'GET /log/stands-out': { body: { items: [{ kind: 'breakGlass', count: 1, rows: [row({ type: 'incident.glassBroken' })] }], rows: 412 } },
    'GET /log/reviews': { body: { items: [] } },
    'GET /log/reviews/due': { body: { items: [due] } },
    ...more,
  })
  const made = await mountScreen(LogScreen, { path: '/logboek', at: '/logboek' })
  await flushPromises()
  return { ...made, ...far }
}
const press = async (screen: Awaited<ReturnType<typeof open>>['screen'], text: string) => {
  await screen
    .findAll('button')
    .find((button) => button.text() === text)
    ?.trigger('click')
  await flushPromises()
}

it('tells in plain words who did what, with what stands out on top and the own rows left out', async () => {
  const { screen } = await open([
    row(),
    row({ id: 'r2', actor: 'reporter', actorName: null, type: 'incident.reported', facts: { first: true, why: 'notTo', newer: 'x' } }),
  ])
  const text = screen.text()
  expect(text).toMatch(/Frits Fictief\s+las het dossier · 2026-014/)
  expect(text).toMatch(/Een melder\s+meldde een incident · 2026-014/)
  expect(text).toContain('als eerste: ja · waarom: de melder vroeg daarom · newer: x')
  expect(text).toContain('3 regels van jezelf staan hier niet bij')
  expect(text.indexOf('De noodknop is gebruikt')).toBeLessThan(text.indexOf('Regels'))
  expect(text).toContain('Het logboek is toe aan een beoordeling')
})

it('asks for a person by the pseudonym behind the name, and says it of a code it has no sentence for', async () => {
  const { screen, asked } = await open([row({ type: 'newer.deed' })])
  expect(screen.text()).toContain('newer.deed')
  await press(screen, 'Frits Fictief')
  const last = asked.filter(({ what }) => what === 'GET /log').at(-1)
  expect(last?.query.get('actor')).toBe('p-4711')
  expect((screen.find('#log-who').element as HTMLInputElement).value).toBe('Frits Fictief')
})

it('asks for a period by the days of Amsterdam, and refuses a number that cannot be one', async () => {
  const { screen, asked } = await open()
  expect(asked.find(({ what }) => what === 'GET /log')?.query.get('to')).toBe('2026-03-05T23:00:00.000Z')
  const before = asked.length
  await screen.find('#log-number').setValue('veertien')
  await screen.find('form').trigger('submit')
  expect(screen.find('[role=alert]').text()).toContain('Een nummer ziet eruit als 2026-014')
  expect(asked).toHaveLength(before)
  await screen.find('#log-number').setValue('2026-014')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(asked.at(-1)?.query.get('number') ?? asked.find(({ query }) => query.get('number'))?.query.get('number')).toBe('2026-014')
})

it('records a review of the period it shows, and not without what was found', async () => {
  const { screen, asked } = await open([row()], { 'POST /log/reviews': { status: 201, body: {} } })
  await press(screen, 'Leg een beoordeling vast')
  await press(screen, 'Leg vast')
  expect(screen.text()).toContain('Schrijf op wat je vond')
  await screen.find('#findings').setValue('Niets bijzonders.')
  await press(screen, 'Leg vast')
  expect(asked.find(({ what }) => what === 'POST /log/reviews')?.body).toEqual({
    organisationId: board.organisationId,
    from: '2026-01-03T23:00:00.000Z',
    to: '2026-03-05T23:00:00.000Z',
    findings: 'Niets bijzonders.',
  })
  expect(screen.text()).toContain('Vastgelegd.')
})

it('does not show what another auditor found', async () => {
  const review = { id: 'x', at: '2026-02-01T09:00:00.000Z', reviewer: 'p-9', reviewerName: 'Lies Gelogd', mine: false, counts: null, notCovered: ['p-9'] }
  const { screen } = await open([row()], {
    'GET /log/reviews': { body: { items: [{ ...review, from: '2025-12-01T23:00:00.000Z', to: '2026-01-31T23:00:00.000Z', findings: null }] } },
  })
  expect(screen.text()).toContain('2 december 2025 tot en met 31 januari 2026')
  expect(screen.text()).toContain('Wat er gevonden is, leest alleen wie het naging')
})

it.each([
  [['staff', 'admin'] as const, 'Ook een beheerder leest het niet'],
  [['staff', 'dpo'] as const, 'Vraag de logbeoordelaar'],
])('tells %s why the log stays shut, and asks the server nothing', async (roles, sentence) => {
  signIn([...roles])
  const { screen, asked } = await open()
  expect(screen.text()).toContain('Het logboek is voor de logbeoordelaar')
  expect(screen.text()).toContain(sentence)
  expect(asked).toEqual([])
})

it('opens with a key alone, and stands in the bar of its auditor only', async () => {
  signIn(['staff', 'auditor'], 'device')
  const { screen } = await open()
  expect(screen.text()).toContain('Het logboek opent met je sleutel')
  const nav = await mountScreen(ShellNav)
  expect(nav.screen.find('a[href="/logboek"]').exists()).toBe(true)
  signIn(['staff', 'admin'])
  expect((await mountScreen(ShellNav)).screen.find('a[href="/logboek"]').exists()).toBe(false)
})
