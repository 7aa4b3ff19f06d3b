import { Hono } from 'hono'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession } from '../../../api/access/open-session.ts'
import { demoIdentity } from '../../../api/demo/board.ts'
import type { Env } from '../../../api/http/context.ts'
import { onError } from '../../../api/http/on-error.ts'
import { office, withCookie, type Office } from '../../support/office.ts'

/** What another website, a planted cookie or a made-up host can and cannot do. */
const origin = 'https://seintje.example'
let o: Office
let dpo = ''
beforeAll(async () => {
  o = await office({ env: { mode: 'production', publicUrl: origin, trustProxy: 1 } })
  dpo = `__Host-seintje=${(await openSession(o.deps, { identityId: demoIdentity('dpo'), scope: 'desk', ownDevice: true, label: null })).token}`
})
afterAll(() => o.drop())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  o.request(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const codeOf = async (answer: Response) => ({ status: answer.status, code: answer.status < 400 ? null : (await answer.json()).code })
const foreign = { status: 403, code: 'request.origin' }

describe('another website', () => {
  it.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://seintje.example' },
    { origin: 'https://seintje.example:8443' },
    { origin: 'https://seintje.example.evil.example' },
    { origin: 'https://seintje.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: '' },
  ])('writes nothing, with %j', async (headers) => {
    for (const [method, path] of [
      ['DELETE', '/session'],
      ['POST', '/session'],
      ['PUT', '/reports/019a0000-0000-7000-8000-000000000000'],
      ['POST', '/hand-in/check'],
    ] as const) {
      const answer = await o.request(`/api/v1${path}`, { method, headers: { cookie: dpo, 'content-type': 'text/plain', ...headers }, body: '{}' })
      expect(await codeOf(answer)).toEqual(foreign)
    }
    expect((await withCookie(o.request, dpo).get('/session')).status).toBe(200)
  })

  it('makes nobody read anything either: what it opens stands in no log', async () => {
    const events = async () => (await o.sql('select 1 from event')).length
    const before = await events()
    for (const site of ['cross-site', 'same-site'])
      expect(await codeOf(await o.request('/api/v1/incidents', { headers: { cookie: dpo, 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate' } }))).toEqual(
        foreign,
      )
    expect(await events()).toBe(before)
    for (const site of ['same-origin', 'none'])
      expect((await o.request('/api/v1/incidents', { headers: { cookie: dpo, 'sec-fetch-site': site } })).status).toBe(200)
  })

  it('is told by no answer that it may read along, and puts no page of ours in a frame', async () => {
    for (const path of ['/api/v1/session', '/api/docs', '/healthz', '/nergens']) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await o.request(path, { method, headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' } })
        expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
        expect(headers.get('x-frame-options')).toBe('DENY')
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
        const policy = headers.get('content-security-policy') ?? ''
        for (const part of ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
          expect(policy).toContain(part)
        expect(policy).not.toMatch(/unsafe|\*|http:|https:|nonce-/)
        expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
      }
    }
  })
})

describe('a session', () => {
  const signIn = async (headers: Record<string, string>, ownDevice: boolean) => {
    const before = o.deps.demoMessages!.list().length
    await post('/session/code', { email: 'noor@waterlelie.example' }, { 'x-forwarded-for': '10.1.1.1' })
    await expect.poll(() => o.deps.demoMessages!.list().length).toBe(before + 1)
    const code = /\b\d{6}\b/.exec(o.deps.demoMessages!.list()[0]!.text)![0]
    return post('/session', { email: 'noor@waterlelie.example', code, ownDevice }, headers)
  }

  it('takes over no cookie that was planted, and leaves whoever planted it with nothing', async () => {
    for (const planted of ['__Host-seintje=geplant', dpo]) {
      const opened = await signIn({ cookie: planted }, true)
      expect(opened.status).toBe(200)
      const given = opened.headers.get('set-cookie')!.split(';')[0]!
      expect(given).not.toBe(planted)
      expect((await (await withCookie(o.request, given).get('/session')).json()).boards[0].personName).toBe('Noor Voorbeeld')
    }
    expect((await withCookie(o.request, '__Host-seintje=geplant').get('/session')).status).toBe(401)
    expect((await (await withCookie(o.request, dpo).get('/session')).json()).boards[0].personName).toBe('Frits Fictief')
  })

  it('is bound to this host over https, out of reach of scripts, and on a shared device ends with the browser', async () => {
    const own = (await signIn({}, true)).headers.get('set-cookie')!
    expect(own).toMatch(/^__Host-seintje=[\w-]{43}; /)
    for (const flag of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=15552000']) expect(own).toContain(flag)
    expect(own).not.toMatch(/domain/i)
    const shared = (await signIn({}, false)).headers.get('set-cookie')!
    expect(shared).not.toMatch(/max-age|expires/i)
  })

  it('is found under its own name only, whatever else stands among the cookies', async () => {
    const token = dpo.split('=')[1]
    for (const cookie of [
      `seintje=${token}`,
      `__host-seintje=${token}`,
      `__Host-seintje=x${token}`,
      `__Host-seintje="`,
      `__Host-seintje=%00`,
      `__Host-seintje=${'x'.repeat(5_000)}`,
    ])
      expect((await withCookie(o.request, cookie).get('/session')).status).toBe(401)
  })
})

describe('a host that is made up', () => {
  it('stands in no mail and no message: links come from PUBLIC_URL alone', async () => {
    const tricks = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
      'x-original-url': 'https://evil.example',
    }
    const noor = `__Host-seintje=${(await openSession(o.deps, { identityId: demoIdentity('teacher'), scope: 'device', ownDevice: true, label: null })).token}`
    const body = JSON.stringify({ kind: 'deviceLost', description: 'Een stick.', discoveredBasis: 'now' })
    const answer = await o.request('/api/v1/reports/019a0000-0000-7000-8000-0000000000aa', { method: 'PUT', headers: { cookie: noor, ...tricks }, body })
    expect(answer.status).toBe(201)
    await o.advance(1_000)
    const mails = o.deps.demoMessages!.list().filter(({ channel, subject }) => channel === 'mail' && /2026-/.test(subject))
    expect(mails.length).toBeGreaterThan(0)
    const links = mails.flatMap(({ text }) => text.match(/\w+:\/\/[^\s"<]+/g) ?? [])
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) expect(new URL(link).origin).toBe(origin)
    expect(JSON.stringify([...answer.headers])).not.toContain('evil')
  })
})

describe('the log of a fault', () => {
  it('says where in the code, and no word of what a person wrote', async () => {
    const lines: string[] = []
    const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
    const broken = new Hono<Env>().get('/', () => {
      throw new Error('database: het verhaal at De Regenboog\n    at de trein (groep:8:1)\nverhaal at eind')
    })
    const answer = await broken.onError(onError(log)).request('/')
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toMatch(/verhaal|\.ts/)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('hostile-sites.test.ts')
    expect(lines[0]).not.toMatch(/verhaal|trein|Regenboog/)
  })
})
