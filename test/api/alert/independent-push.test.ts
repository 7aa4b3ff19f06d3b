import { spawn, type ChildProcess } from 'node:child_process'
import { lookup } from 'node:dns'
import { createRequire } from 'node:module'
import webpush from 'web-push'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { EndpointGuard } from '../../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../../api/alert/channels/push.ts'

/** Somebody else's push service and decryption (web-push-testing), so that our own stand-in cannot agree with our own mistakes. */
const port = 20_000 + (process.pid % 10_000)
const origin = `http://127.0.0.1:${port}`
let server: ChildProcess
beforeAll(async () => {
  const program = createRequire(import.meta.url).resolve('web-push-testing/src/bin/server.js')
  server = spawn(process.execPath, [program, String(port)], { stdio: 'ignore' })
  for (let i = 0; i < 200; i++) {
    if (await fetch(`${origin}/status`, { method: 'POST' }).then(() => true, () => false)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the push service did not start')
})
afterAll(() => void server.kill('SIGKILL'))

const post = async (path: string, body: unknown) =>
  (await (await fetch(origin + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()) as { data: Record<string, any> }

it('is read by an independent push service as it was written, and is gone there once the subscription ended', async () => {
  const vapid = webpush.generateVAPIDKeys()
  const { data } = await post('/subscribe', { applicationServerKey: vapid.publicKey, userVisibleOnly: 'true' })
  const guard: EndpointGuard = { allows: (endpoint) => new URL(endpoint).port === String(port), lookup: lookup as EndpointGuard['lookup'] }
  const sender = makePushSender({ keys: { ...vapid, keyId: 'k' }, subject: 'mailto:beheer@waterlelie.example', guard })
  const target = { endpoint: data['endpoint'] as string, p256dh: data['keys'].p256dh as string, auth: data['keys'].auth as string, keyId: 'k' }
  const notification = { title: 'Nieuwe melding 2026-014', body: 'Nog 71 uur', navigate: 'https://seintje.example/alarm/x', tag: 'x', lang: 'nl', app_badge: '1' }
  const payload = { web_push: 8030, notification } as const

  expect(await sender.send(target, payload, { ttlSeconds: 900, topic: 'alarm' })).toEqual({ outcome: 'sent', answer: 'http 201' })
  const received = await post('/get-notifications', { clientHash: data['clientHash'] })
  expect(JSON.parse(received.data['messages'][0])).toEqual(payload)

  await fetch(`${origin}/expire-subscription/${data['clientHash']}`, { method: 'POST' })
  expect(await sender.send(target, payload, { ttlSeconds: 900, topic: 'alarm' })).toEqual({ outcome: 'gone', answer: 'http 410' })
})
