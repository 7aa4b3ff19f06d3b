import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../../api/app.ts'
import { office, type Office } from '../../support/office.ts'

let webRoot: string
let o: Office
let app: ReturnType<typeof createApp>
beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'seintje-web-'))
  const ahead = '<script defer src="/first-paint.js" data-app="/assets/start-A.js" data-ahead="/assets/form-B.js /assets/text-C.js"></script>'
  const files = { 'index.html': 'empty', 'start.html': 'drawn start', 'melden.html': `drawn form${ahead}` }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(webRoot, name), text)
  o = await office()
  app = createApp(o.deps, { engine: o.engine, webRoot })
})
afterAll(async () => {
  await o.drop()
  rmSync(webRoot, { recursive: true, force: true })
})

const get = async (path: string, cookie?: string) => {
  const answer = await app.request(`http://localhost${path}`, { headers: { host: 'localhost', ...(cookie ? { cookie } : {}) } })
  return { text: (await answer.text()).slice(0, 11).trim(), headers: answer.headers }
}

it('gives the drawn start and the drawn form to whoever is not known', async () => {
  expect((await get('/')).text).toBe('drawn start')
  expect((await get('/melden')).text).toBe('drawn form<')
  expect((await get('/melden?concept=1')).text).toBe('drawn form<')
  expect((await get('/melden/vertellen')).text).toBe('empty')
  expect((await get('/meldingen')).text).toBe('empty')
})

it('draws nothing in Dutch for who chose English, and no start for who is signed in', async () => {
  for (const path of ['/', '/melden']) expect((await get(path, 'seintje-lang=en')).text).toBe('empty')
  for (const name of ['seintje', '__Host-seintje']) {
    expect((await get('/', `a=b; ${name}=token`)).text).toBe('empty')
    expect((await get('/melden', `a=b; ${name}=token`)).text).toBe('drawn form<')
  }
})

it('tells what comes next, asks again each time, and lets no cache mix up two people', async () => {
  const { headers } = await get('/melden')
  const named = ['start-A', 'form-B', 'text-C'].map((file) => `</assets/${file}.js>; rel=preload; as=script; crossorigin`)
  expect(headers.get('link')).toBe(named.join(', '))
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('vary')).toContain('Cookie')
  expect((await get('/melden', 'seintje-lang=en')).headers.get('link')).toBeNull()
})
