import { flushPromises, mount } from '@vue/test-utils'
import { getActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import PushStatus from '../../../web/alert/PushStatus.vue'
import StartScreen from '../../../web/incident/StartScreen.vue'
import { i18n } from '../../../web/i18n.ts'
import { keepDevice } from '../../../web/alert/push-device.ts'
import { farEnd, fritsSession, mountScreen, type FarEnd } from '../../support/mount-screen.ts'

const session = fritsSession()
const device = {
  id: '01900000-0000-7000-8000-000000000071',
  label: 'Chrome, Android',
  createdAt: '2026-03-01T09:00:00.000Z',
  lastOkAt: '2026-03-01T09:05:00.000Z',
  lastFailedAt: null,
  lastAnswer: null,
}
const put = `PUT /push-subscriptions/${device.id}`

/** A browser with a push service of its own: what it holds, and the key it was asked to subscribe with. */
function browser({ permission = 'granted', holds = true } = {}) {
  const asked: unknown[] = []
  const ended = { count: 0 }
  const subscription = {
    toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: async () => ((ended.count += 1), (holds = false), true),
  }
  const pushManager = {
    getSubscription: async () => (holds ? subscription : null),
    subscribe: async (options: { applicationServerKey: string }) => (asked.push(options.applicationServerKey), (holds = true), subscription),
  }
  vi.stubGlobal('PushManager', Object)
  vi.stubGlobal('Notification', { permission, requestPermission: async () => permission })
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { ready: Promise.resolve({ pushManager }), getRegistration: async () => ({ pushManager }) },
  })
  return { asked, ended }
}

beforeEach(() => {
  document.body.replaceChildren()
  localStorage.clear()
  localStorage.setItem('seintje.session', JSON.stringify({ view: session, boards: [], mode: 'production' }))
})
afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

const wasOn = (keyId = 'k1') => keepDevice({ id: device.id, identityId: session.identityId, keyId, wanted: true })

async function open(answers: FarEnd = {}) {
  const far = farEnd({
    'GET /push-key': { body: { publicKey: 'new-key', keyId: 'k1' } },
    'GET /push-subscriptions': { body: { items: [device] } },
    [put]: { body: device },
    ...answers,
  })
  const { screen } = await mountScreen(PushStatus)
  await flushPromises()
  return { screen, ...far }
}

it('hands its subscription to the server again at each start, and says that it works', async () => {
  browser()
  wasOn()
  const { screen, asked } = await open()
  expect(asked.find(({ what }) => what === put)?.body).toMatchObject({ endpoint: 'https://push.example/1', keyId: 'k1', lang: 'nl' })
  expect(screen.text()).toContain('Dit toestel krijgt seintjes')
  expect(screen.text()).toContain('Laatste geslaagde seintje: zo 1 maart 10:05')
})

it('subscribes anew when the server has another key', async () => {
  const { asked, ended } = browser()
  wasOn('old')
  const { screen } = await open()
  expect([ended.count, asked]).toEqual([1, ['new-key']])
  expect(screen.text()).toContain('Dit toestel krijgt seintjes')
})

it('says that alerts do not work here when the browser lost the subscription, refuses, or the last one failed', async () => {
  browser({ holds: false })
  wasOn()
  expect((await open()).screen.text()).toMatch(/Op dit toestel werkt het seintje niet.*weggegooid/)
  browser({ permission: 'denied' })
  expect((await open()).screen.text()).toMatch(/Op dit toestel werkt het seintje niet.*houdt meldingen van Seintje tegen/)
  browser()
  const failed = { ...device, lastFailedAt: '2026-03-02T09:00:00.000Z', lastAnswer: 'http 503' }
  expect((await open({ [put]: { body: failed } })).screen.text()).toMatch(/Op dit toestel werkt het seintje niet.*http 503/)
})

it('says that the server no longer has this device, hands nothing over by itself, and one tap subscribes anew', async () => {
  const { asked, ended } = browser()
  wasOn()
  const { screen, asked: requests } = await open({ 'GET /push-subscriptions': { body: { items: [] } } })
  expect(screen.text()).toMatch(/Op dit toestel werkt het seintje niet.*niet meer op je lijst/)
  expect(requests.some(({ what }) => what === put)).toBe(false)
  await screen
    .findAll('button')
    .find((button) => button.text() === 'Zet seintjes aan')
    ?.trigger('click')
  await flushPromises()
  expect([ended.count, asked]).toEqual([1, ['new-key']])
  expect(screen.text()).toContain('Dit toestel krijgt seintjes')
})

it('turns alerts on after a tap, and tells what the push service said to a test', async () => {
  browser({ holds: false })
  keepDevice({ id: device.id, identityId: session.identityId, keyId: null, wanted: false })
  const { screen } = await open({
    'GET /push-subscriptions': { body: { items: [] } },
    [`POST /push-subscriptions/${device.id}/test`]: { body: { outcome: 'retry', answer: 'http 429' } },
  })
  const press = async (word: string) => {
    await screen
      .findAll('button')
      .find((button) => button.text() === word)
      ?.trigger('click')
    await flushPromises()
  }
  await press('Zet seintjes aan')
  expect(screen.text()).toContain('Dit toestel krijgt seintjes')
  await press('Stuur een proefseintje')
  expect(screen.text()).toContain('De dienst nam het niet aan: http 429')
})

it('says it on the start screen too, to who has a role in the team and to nobody else, and does not hand over at each visit', async () => {
  browser()
  wasOn()
  const answers = { 'GET /push-key': { body: { publicKey: 'new-key', keyId: 'k1' } }, 'GET /push-subscriptions': { body: { items: [] } } }
  const { asked } = farEnd(answers)
  const { screen } = await mountScreen(StartScreen)
  await vi.waitFor(() => expect(screen.text()).toMatch(/Op dit toestel werkt het seintje niet.*niet meer op je lijst/))
  const before = asked.length
  screen.unmount()
  mount(PushStatus, { props: { compact: true }, global: { plugins: [getActivePinia()!, i18n] } })
  await flushPromises()
  expect(asked).toHaveLength(before)
  const [board] = session.boards
  localStorage.setItem('seintje.session', JSON.stringify({ view: { ...session, boards: [{ ...board, roles: ['staff'] }] }, boards: [], mode: 'production' }))
  const { screen: teacher } = await mountScreen(StartScreen)
  await flushPromises()
  expect(teacher.text()).not.toContain('werkt het seintje niet')
})
