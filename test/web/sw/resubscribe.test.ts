import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { tellWorker } from '../../../web/alert/device-for-worker.ts'
import { resubscribe } from '../../../web/sw/resubscribe.ts'
import { farEnd } from '../../support/mount-screen.ts'

const device = { id: '01900000-0000-7000-8000-000000000071', keyId: 'k1', publicKey: 'the-key', lang: 'nl' as const, label: 'Firefox, Android' }
const put = `PUT /push-subscriptions/${device.id}`
const subscriptionAt = (endpoint: string) => ({ toJSON: () => ({ endpoint, keys: { p256dh: 'p', auth: 'a' } }) }) as unknown as PushSubscription

/** A worker whose browser subscribes when asked, after `first`. */
function worker(first = async () => {}) {
  const keys: unknown[] = []
  const subscribe = async ({ applicationServerKey }: PushSubscriptionOptionsInit) => (
    keys.push(applicationServerKey),
    await first(),
    subscriptionAt('https://push.example/new')
  )
  return { keys, scope: { registration: { pushManager: { subscribe } } } as unknown as ServiceWorkerGlobalScope }
}

beforeEach(() => {
  const kept = new Map<string, Response>()
  const cache = { put: async (at: string, what: Response) => void kept.set(at, what), delete: async (at: string) => kept.delete(at) }
  vi.stubGlobal('caches', { open: async () => cache, match: async (at: string) => kept.get(at)?.clone() })
})
afterEach(() => vi.unstubAllGlobals())

it('asks for a subscription with the same key and hands it over as the same device', async () => {
  const { asked } = farEnd({ [put]: { body: {} }, 'GET /push-subscriptions': { body: { items: [device] } } })
  const { keys, scope } = worker()
  await tellWorker(device)
  await resubscribe(scope, null)
  const body = { endpoint: 'https://push.example/new', p256dh: 'p', auth: 'a', keyId: 'k1', lang: 'nl', label: 'Firefox, Android' }
  expect(keys).toEqual(['the-key'])
  expect(asked.at(-1)).toMatchObject({ what: put, body })
})

it('hands over the one the browser brings along', async () => {
  const { asked } = farEnd({ [put]: { body: {} }, 'GET /push-subscriptions': { body: { items: [device] } } })
  const { keys, scope } = worker()
  await tellWorker(device)
  await resubscribe(scope, subscriptionAt('https://push.example/brought'))
  expect([keys, asked.at(-1)?.body]).toMatchObject([[], { endpoint: 'https://push.example/brought' }])
})

it('does nothing where alerts are off, and hands nothing over when they were turned off meanwhile', async () => {
  const { asked } = farEnd({ [put]: { body: {} }, 'GET /push-subscriptions': { body: { items: [device] } } })
  await resubscribe(worker().scope, null)
  await tellWorker(device)
  await resubscribe(worker(() => tellWorker(null)).scope, null)
  expect(asked.map(({ what }) => what)).not.toContain(put)
})

it('does not come back by itself once it was taken off the list', async () => {
  const { asked } = farEnd({ [put]: { body: {} }, 'GET /push-subscriptions': { body: { items: [] } } })
  const { keys, scope } = worker()
  await tellWorker(device)
  await resubscribe(scope, null)
  expect([keys, asked.map(({ what }) => what)]).toEqual([[], ['GET /push-subscriptions']])
})
