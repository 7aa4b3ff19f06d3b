import { afterEach, expect, it, vi } from 'vitest'
import { keepDevice } from '../../../web/alert/push-device.ts'
import { farEnd, fritsSession } from '../../support/mount-screen.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'serviceWorker')
})

it('looks after alerts at the start also where nothing can be kept on the device', async () => {
  const session = fritsSession()
  const id = '01900000-0000-7000-8000-000000000071'
  document.body.innerHTML = '<div id="app"></div>'
  localStorage.setItem('seintje.session', JSON.stringify({ view: session, boards: [], mode: 'production' }))
  keepDevice({ id, identityId: session.identityId, keyId: 'k1', wanted: true })
  vi.stubGlobal('indexedDB', undefined)
  vi.stubGlobal('PushManager', Object)
  vi.stubGlobal('Notification', { permission: 'granted' })
  const pushManager = { getSubscription: async () => null }
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { getRegistration: async () => ({ pushManager }), register: async () => ({}), addEventListener: () => {} },
  })
  const { asked } = farEnd({
    'GET /session': { body: session },
    'GET /push-key': { body: { publicKey: 'k', keyId: 'k1' } },
    'GET /push-subscriptions': { body: { items: [] } },
  })
  await import('../../../web/main.ts')
  await vi.waitFor(() => expect(asked.map(({ what }) => what)).toContain('GET /push-key'), 5_000)
})
