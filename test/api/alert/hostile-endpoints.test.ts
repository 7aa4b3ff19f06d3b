import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { makeEndpointGuard } from '../../../api/alert/channels/endpoint-guard.ts'
import { makePushSender } from '../../../api/alert/channels/push.ts'
import webpush from 'web-push'
import { deviceInput } from '../../support/prepared-office.ts'

/** Where somebody might make the office call, by what he says his push service is. */
const guard = makeEndpointGuard()

it.each([
  ...[
    'https://2130706433/x',
    'https://0x7f000001/x',
    'https://0177.0.0.1/x',
    'https://127.1/x',
    'https://0/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://①②⑦.0.0.1/x',
  ],
  ...[
    'https://fcm.googleapis.com@evil.example/x',
    'https://evil.example#@fcm.googleapis.com',
    'https://evil.example\\@fcm.googleapis.com/',
    'https://user:pw@fcm.googleapis.com/x',
  ],
  ...['https://fcm.googleapis.com:22/x', 'https://fcm.googleapis.com:8443/x', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com.evil.example/x'],
  ...[
    'https://fcm.googleapis.com./x',
    'https://evilpush.apple.com.evil.example/',
    'https://push.apple.com/x',
    'https://xfcm.googleapis.com/x',
    'https://fcm.googleapis.com%2eevil.example/',
  ],
  ...[
    'https://fcm.googleapis.com\u3002evil.example/',
    'https://fсm.googleapis.com/x',
    'gopher://fcm.googleapis.com/x',
    '//fcm.googleapis.com/x',
    'https:///fcm.googleapis.com@10.0.0.1/',
  ],
])('lets no endpoint lead elsewhere: %s', (endpoint) => {
  expect(guard.allows(endpoint)).toBe(false)
})

it('calls the very address it checked: a name that answers differently the second time gets nothing', async () => {
  const answers = [['142.250.179.138'], ['127.0.0.1'], ['142.250.179.138', '10.0.0.8'], ['::ffff:192.168.1.1'], []]
  const rebinding = makeEndpointGuard([], (_host, done) =>
    done(
      null,
      (answers.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  )
  const look = () =>
    new Promise((resolve) => rebinding.lookup('fcm.googleapis.com', { all: true }, (error, found) => resolve(error ? (error.code ?? 'none') : found)))
  expect(await look()).toEqual([{ address: '142.250.179.138', family: 4 }])
  expect([await look(), await look(), await look()]).toEqual(['EPRIVATE', 'EPRIVATE', 'EPRIVATE'])
  expect(await look()).toBe('none')
})

it('opens no line to a private address though the name is on the list, and follows no redirect', async () => {
  const asked: string[] = []
  const inside = createServer((request, answer) => {
    asked.push(request.url ?? '')
    answer.writeHead(307, { location: '/intern' }).end()
  })
  await new Promise<void>((ready) => inside.listen(0, '127.0.0.1', ready))
  const { port } = inside.address() as AddressInfo
  const keys = { ...webpush.generateVAPIDKeys(), keyId: 'k' }
  const settings = { keys, subject: 'mailto:beheer@waterlelie.example' }
  const payload = { web_push: 8030 as const, notification: { title: 't', body: 'b', navigate: 'n', tag: 't', lang: 'nl' } }
  const options = { ttlSeconds: 60, topic: 't' }
  const rebound = makePushSender({ ...settings, guard: makeEndpointGuard([], (_host, done) => done(null, [{ address: '127.0.0.1', family: 4 }])) })
  expect(await rebound.send({ ...deviceInput('k') }, payload, options)).toEqual({ outcome: 'retry', answer: 'push EPRIVATE' })
  expect(asked).toEqual([])
  const open = makePushSender({
    ...settings,
    guard: { allows: () => true, lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
  })
  expect(await open.send({ ...deviceInput('k'), endpoint: `http://push.example:${port}/x` }, payload, options)).toEqual({
    outcome: 'retry',
    answer: 'http 307',
  })
  expect(asked).toEqual(['/x'])
  inside.close()
})
