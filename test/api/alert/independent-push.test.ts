import { lookup } from 'node:dns'
import webpush from 'web-push'
import { PushApiModel } from 'web-push-testing/src/PushApiModel.js'
import WebPushTestingServer from 'web-push-testing/src/server.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EndpointGuard } from '../../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../../api/alert/channels/push.ts'

/** Somebody else's push service and decryption (web-push-testing), so that our own stand-in cannot agree with our own mistakes. */
const port = 20_000 + (process.pid % 10_000)
const origin = `http://127.0.0.1:${port}`
const server = new WebPushTestingServer(new PushApiModel(), port)
beforeAll(async () => {
  server.startServer()
  for (let i = 0; i < 200; i++) {
    if (
      await fetch(`${origin}/status`, { method: 'POST' }).then(
        () => true,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the push service did not start')
})
afterAll(() => void server._server.close())

type Subscribed = { endpoint: string; clientHash: string; keys: { p256dh: string; auth: string } }
async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return ((await answer.json()) as { data: T }).data
}

it('is read by an independent push service as it was written, and is gone there once the subscription ended', async () => {
  const vapid = webpush.generateVAPIDKeys()
  const device = await post<Subscribed>('/subscribe', { applicationServerKey: vapid.publicKey, userVisibleOnly: 'true' })
  const guard: EndpointGuard = { allows: (endpoint) => new URL(endpoint).port === String(port), lookup: lookup as EndpointGuard['lookup'] }
  const sender = makePushSender({ keys: { ...vapid, keyId: 'k' }, subject: 'mailto:beheer@waterlelie.example', guard })
  const target = { endpoint: device.endpoint, ...device.keys, keyId: 'k' }
  const notification = {
    title: 'Nieuwe melding 2026-014',
    body: 'Nog 71 uur',
    navigate: 'https://seintje.example/alarm/x',
    tag: 'x',
    lang: 'nl',
    app_badge: '1',
  }
  const payload = { web_push: 8030, notification } as const

  expect(await sender.send(target, payload, { ttlSeconds: 900, topic: 'alarm' })).toEqual({ outcome: 'sent', answer: 'http 201' })
  const { messages } = await post<{ messages: string[] }>('/get-notifications', { clientHash: device.clientHash })
  expect(messages.map((message) => JSON.parse(message))).toEqual([payload])

  await fetch(`${origin}/expire-subscription/${device.clientHash}`, { method: 'POST' })
  expect(await sender.send(target, payload, { ttlSeconds: 900, topic: 'alarm' })).toEqual({ outcome: 'gone', answer: 'http 410' })
})
