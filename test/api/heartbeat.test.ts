import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeHeartbeat } from '../../api/heartbeat.ts'
import { minutes, plus } from '../../shared/instant.ts'

type Asked = { method: string | undefined; url: string | undefined; headers: Record<string, unknown> }
const asked: Asked[] = []
let status = 200
const server = createServer((request, response) => {
  asked.push({ method: request.method, url: request.url, headers: request.headers })
  response.writeHead(status, { location: '/elsewhere' }).end('ok')
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`
})
afterAll(() => new Promise((closed) => server.close(closed)))
beforeEach(() => {
  asked.length = 0
  status = 200
})

function heartbeat(isWell: () => Promise<boolean>, to = url) {
  const logged: unknown[][] = []
  let now = '2026-03-02T09:15:00.000Z'
  const deps = { clock: { now: () => now }, log: { error: (...words: unknown[]) => void logged.push(words) } as never }
  return { ...makeHeartbeat(deps, to, isWell), logged, pass: (ms: number) => void (now = plus(now, ms)) }
}

it('calls while alarms are being worked off, and tells nothing', async () => {
  await heartbeat(async () => true).beat()
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ method: 'GET', url: '/secret-path' })
  expect(Object.keys(asked[0]!.headers)).not.toContain('cookie')
})

it('falls silent when they are not, or when nobody can tell', async () => {
  await heartbeat(async () => false).beat()
  await heartbeat(() => Promise.reject(new Error('the store is away'))).beat()
  expect(asked).toEqual([])
})

it('follows nobody to another address', async () => {
  status = 302
  const { beat, logged } = heartbeat(async () => true)
  await beat()
  expect(asked.map((one) => one.url)).toEqual(['/secret-path'])
  expect(logged).toHaveLength(1)
})

it('never throws, and logs a failure once an hour without the address', async () => {
  const { beat, logged, pass } = heartbeat(async () => true, url.replace(/:\d+/, ':1'))
  for (let at = 0; at < 65; at++) {
    await beat()
    pass(minutes(1))
  }
  expect(logged).toHaveLength(2)
  expect(JSON.stringify(logged)).not.toContain('secret-path')
})

it('beats each minute until it is stopped', async () => {
  const planned: { ms: number; work: () => void }[] = []
  const stop = heartbeat(async () => true).run((ms, work) => {
    planned.push({ ms, work })
    return () => {}
  })
  planned[0]!.work()
  await expect.poll(() => planned.length).toBe(2)
  expect([planned[1]!.ms, asked.length]).toEqual([60_000, 1])
  await stop()
})
