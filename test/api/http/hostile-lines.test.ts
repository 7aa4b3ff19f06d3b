import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listen, patience } from '../../../api/http/listen.ts'
import { office, type Office } from '../../support/office.ts'

/** What comes over a real socket and no browser ever sends. */
const short = { headersTimeout: 1_500, requestTimeout: 2_500, connectionsCheckingInterval: 50 }
let o: Office
let [demo, production] = [0, 0]
const folder = mkdtempSync(join(tmpdir(), 'seintje-lines-'))
const webRoot = join(folder, 'web')
const servers: ReturnType<typeof listen>[] = []
beforeAll(async () => {
  const open = (fetch: Office['app']['fetch']) =>
    new Promise<number>((ready) => servers.push(listen(fetch, { port: 0, host: '127.0.0.1' }, ({ port }: AddressInfo) => ready(port), short)))
  o = await office()
  for (const [name, text] of Object.entries({ 'index.html': '<!doctype html><title>app</title>', 'sw.js': '//', 'assets/app-12345678.js': '//' })) {
    mkdirSync(dirname(join(webRoot, name)), { recursive: true })
    writeFileSync(join(webRoot, name), text)
  }
  writeFileSync(join(webRoot, '..', 'geheim.txt'), 'geheim')
  const strict = await office({ env: { mode: 'production', publicUrl: 'https://seintje.example' }, store: o, webRoot })
  ;[demo, production] = [await open(o.app.fetch), await open(strict.app.fetch)]
})
afterAll(async () => {
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
  await o.drop()
})

/** Sends raw bytes, now and then some more, and gives what came back until the line was closed. */
function raw(port: number, bytes: string, { dribble }: { dribble?: string } = {}) {
  const line = connect(port, '127.0.0.1')
  const started = performance.now()
  return new Promise<{ said: string; status: number; ms: number }>((done) => {
    let said = ''
    line.setEncoding('utf8').on('data', (part: string) => (said += part))
    line.on('error', () => undefined)
    line.write(bytes)
    const timer = dribble === undefined ? undefined : setInterval(() => line.write(dribble), 40)
    line.on('close', () => {
      clearInterval(timer)
      done({ said, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0), ms: performance.now() - started })
    })
  })
}
const alive = async () => {
  const { status, ms } = await raw(demo, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  expect(status).toBe(200)
  return ms
}

describe('a line that dribbles', () => {
  it('is hung up on within the limit, in its headers and in its body, and others are served meanwhile', async () => {
    const slow = [
      raw(demo, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n', { dribble: 'X' }),
      raw(demo, 'POST /api/v1/session/code HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{', { dribble: ' ' }),
      raw(demo, 'PUT /api/v1/reports/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n', { dribble: '1\r\nx\r\n' }),
    ]
    expect(await Promise.race([alive().then(() => 'served'), ...slow.map((line) => line.then(() => 'hung up on'))])).toBe('served')
    const ended = await Promise.all(slow)
    for (const { ms } of ended) expect(ms).toBeLessThan(short.requestTimeout + 5_000)
    expect(ended[0]).toMatchObject({ status: 408 })
  })

  it('keeps out nobody when there are three hundred of them', async () => {
    const slow = Array.from({ length: 300 }, () => raw(demo, 'POST /api/v1/session/code HTTP/1.1\r\nHost: localhost\r\n', { dribble: 'X' }))
    expect(await alive()).toBeLessThan(5_000)
    const ended = await Promise.all(slow)
    expect(ended.every(({ status }) => [0, 408].includes(status))).toBe(true)
    expect(await alive()).toBeLessThan(5_000)
  })

  it('has the limits that are written down, where nothing else is said', async () => {
    const server = await new Promise<ReturnType<typeof listen>>((ready) => {
      const opened = listen(o.app.fetch, { port: 0, host: '127.0.0.1' }, () => ready(opened))
    })
    expect(server).toMatchObject({ headersTimeout: patience.headersTimeout, requestTimeout: patience.requestTimeout })
    server.close()
  })
})

describe('a request that no browser writes', () => {
  const end = 'Connection: close\r\n\r\n'
  const lines: Record<string, string> = {
    TRACE: `TRACE /api/v1/session HTTP/1.1\r\nHost: localhost\r\nCookie: seintje=geheim\r\n${end}`,
    'TRACE of a page': `TRACE / HTTP/1.1\r\nHost: localhost\r\nCookie: seintje=geheim\r\n${end}`,
    CONNECT: `CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n${end}`,
    OPTIONS: `OPTIONS /api/v1/session HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: DELETE\r\n${end}`,
    'OPTIONS *': `OPTIONS * HTTP/1.1\r\nHost: localhost\r\n${end}`,
    HEAD: `HEAD /api/v1/session HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a method of its own': `PROPFIND /api/v1/session HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'two hosts': `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n${end}`,
    'no host': `GET /api/v1/session HTTP/1.1\r\n${end}`,
    'a host with a path': `GET /api/v1/session HTTP/1.1\r\nHost: localhost/evil\r\n${end}`,
    'a host that is none': `GET /api/v1/session HTTP/1.1\r\nHost: [::bad\r\n${end}`,
    'an absolute address': `GET http://evil.example/api/v1/session HTTP/1.1\r\nHost: evil.example\r\n${end}`,
    'an absolute address with another host': `GET http://evil.example/api/v1/session HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'an address of another kind': `GET file:///etc/passwd HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'two lengths': `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n${end}abcdef`,
    'a length and chunks': `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
    'a broken chunk': `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n${end}zz\r\nabc`,
    'two content types': `POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n${end}{}`,
    'a header of 20 KB': `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n${end}`,
    'a NUL in a header': `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n${end}`,
    'bytes that are no letters': `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nAccept-Language: \u00ff\u00fe\r\nCookie: seintje=\u00e9\u00e9\r\n${end}`,
    'cookies by the hundred': `GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nCookie: ${'seintje=a; '.repeat(500)}\r\n${end}`,
    'two slashes': `GET //evil.example/api/v1/session HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'dots that climb': `GET /api/v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'hidden dots': `GET /assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a hidden slash': `GET /api/v1/reports/..%2f..%2fsession HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a hidden NUL': `GET /assets/a%00.js HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a NUL in the name of a page': `GET /desk%00 HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a file beside the app': `GET /%2e%2e/geheim.txt HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a file beside the app, twice hidden': `GET /assets/..%2f..%2fgeheim.txt HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a file beside the app, the other way round': `GET /..\\geheim.txt HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a folder': `GET /assets/ HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a name without end': `GET /assets/${'a'.repeat(5_000)}.js HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a page written to': `DELETE /index.html HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a file in pieces': `GET /sw.js HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-99999999999,-1,x\r\n${end}`,
    'a share of 70 KB without a worker': `POST /delen HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n${end}${'x'.repeat(70_000)}`,
    'a path with a parameter': `GET /api/v1/session;jsessionid=x HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a trailing dot': `GET /api/v1/session. HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'a broken escape': `GET /api/v1/reports/%zz%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n${end}`,
    'no HTTP': 'EHLO localhost\r\n\r\n',
  }
  it.each(Object.entries(lines))('is refused or answered, and never with a fault, a leak or its own words: %s', async (_, bytes) => {
    for (const port of [demo, production]) {
      const { said, status } = await raw(port, bytes)
      expect(status).toBeLessThan(500)
      expect(said).not.toMatch(/geheim|root:|\.ts:\d|node_modules|TypeError|access-control-allow/i)
      if (status === 200 && bytes.startsWith('GET')) expect(said).toContain('nosniff')
    }
    await alive()
  })

  it('puts nothing of a name into a header of the answer', async () => {
    const tricks = ['nl%0d%0aSet-Cookie:%20x=y', 'nl\r\n Set-Cookie: x=y', 'en;q=0.1']
    for (const trick of tricks) {
      const { said } = await raw(
        demo,
        `GET /api/v1/session?taal=${encodeURIComponent(trick)} HTTP/1.1\r\nHost: localhost\r\nCookie: seintje-lang=${trick}\r\n${end}`,
      )
      expect(said.split('\r\n\r\n')[0]).not.toMatch(/^set-cookie/im)
    }
  })
})
