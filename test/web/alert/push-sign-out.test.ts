import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { keepDevice } from '../../../web/alert/push-device.ts'
import { usePush } from '../../../web/alert/push-store.ts'
import { farEnd, fritsSession } from '../../support/mount-screen.ts'

const session = fritsSession()
const id = '01900000-0000-7000-8000-000000000071'
const put = `PUT /push-subscriptions/${id}`
const device = { id, label: 'Chrome, Android', createdAt: '2026-03-01T09:00:00.000Z', lastOkAt: null, lastFailedAt: null, lastAnswer: null }

/** A browser whose push service takes its time: it answers when told. */
function slowBrowser() {
  let [holds, ended] = [true, 0]
  let answer = () => {}
  const subscription = {
    toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }),
    unsubscribe: async () => ((ended += 1), (holds = false), true),
  }
  const asked = new Promise<void>((resolve) => (answer = resolve))
  const pushManager = {
    getSubscription: async () => (holds ? subscription : null),
    subscribe: async () => (await asked, (holds = true), subscription),
  }
  vi.stubGlobal('PushManager', Object)
  vi.stubGlobal('Notification', { permission: 'granted', requestPermission: async () => 'granted' })
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { ready: Promise.resolve({ pushManager }), getRegistration: async () => ({ pushManager }) },
  })
  return { answer, holds: () => holds, ended: () => ended }
}

const far = () =>
  farEnd({
    'GET /push-key': { body: { publicKey: 'new-key', keyId: 'k2' } },
    'GET /push-subscriptions': { body: { items: [device] } },
    [put]: { body: device },
    [`DELETE /push-subscriptions/${id}`]: { status: 204 },
  })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  localStorage.clear()
  localStorage.setItem('seintje.session', JSON.stringify({ view: session, boards: [], mode: 'production' }))
  keepDevice({ id, identityId: session.identityId, keyId: 'k1', wanted: true })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

it('ends alerts here also when it is told to while it subscribes anew: nothing is handed over any more, and nothing is left', async () => {
  const browser = slowBrowser()
  const { asked } = far()
  const push = usePush()
  const checking = push.check()
  await flushPromises()
  const ending = push.turnOff()
  await flushPromises()
  browser.answer()
  await Promise.all([checking, ending])
  expect(asked.map(({ what }) => what)).not.toContain(put)
  expect(asked.at(-1)?.what).toBe(`DELETE /push-subscriptions/${id}`)
  expect([browser.holds(), push.state, push.busy]).toEqual([false, 'off', false])
})

it('waits for the push service no longer than its patience, and what that says afterwards counts no more', async () => {
  const browser = slowBrowser()
  const { asked } = far()
  const push = usePush()
  void push.check()
  await flushPromises()
  const ending = push.turnOff()
  await vi.advanceTimersByTimeAsync(21_000)
  await ending
  expect(asked.at(-1)?.what).toBe(`DELETE /push-subscriptions/${id}`)
  browser.answer()
  await flushPromises()
  expect(asked.map(({ what }) => what)).not.toContain(put)
  expect(push.state).toBe('off')
})

it('takes back what was being handed over when it was told to end', async () => {
  slowBrowser().answer()
  const { asked } = far()
  const push = usePush()
  const turning = push.turnOn()
  await Promise.all([turning, push.turnOff()])
  expect(asked.at(-1)?.what).toBe(`DELETE /push-subscriptions/${id}`)
  expect(push.state).toBe('off')
})
