import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../../api/app.ts'
import { keepAssets } from '../../../api/http/kept-assets.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { days, plus } from '../../../shared/instant.ts'
import { office, type Office } from '../../support/office.ts'

let folder: string
let webRoot: string
let keptRoot: string
let o: Office
let said: unknown[]
let app: ReturnType<typeof createApp>
const start = '2026-03-02T09:15:00.000Z'

/** A build as Vite leaves it: these files and no others. */
function build(assets: Record<string, string>) {
  rmSync(webRoot, { recursive: true, force: true })
  mkdirSync(join(webRoot, 'assets'), { recursive: true })
  const files = { 'index.html': '<!doctype html><title>Seintje</title>', 'sw.js': 'worker()', 'sw-off.js': 'off()', 'manifest.webmanifest': '{}' }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(webRoot, name), text)
  for (const [name, text] of Object.entries(assets)) writeFileSync(join(webRoot, 'assets', name), text)
}
const starts = (now = start) => keepAssets({ webRoot, keptRoot, now, log: { warn: (told: unknown) => void said.push(told) } as never })
const get = async (path: string, init: RequestInit = {}) => {
  const answer = await app.request(`http://localhost${path}`, { ...init, headers: { host: 'localhost', ...Object.fromEntries(new Headers(init.headers)) } })
  const header = (name: string) => answer.headers.get(name) ?? ''
  return { status: answer.status, type: header('content-type'), cache: header('cache-control'), to: header('location'), text: await answer.text() }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seintje-web-'))
  webRoot = join(folder, 'web')
  keptRoot = join(folder, 'data/web-assets')
  said = []
  mkdirSync(keptRoot, { recursive: true })
  build({ 'desk-AAAAAAAA.js': 'first()', 'desk-AAAAAAAA.js.br': 'br', 'main-BBBBBBB-.js': 'main()' })
  o = await office()
  app = createApp(o.deps, { engine: o.engine, webRoot, keptRoot })
})
afterEach(async () => {
  await o.drop()
  rmSync(folder, { recursive: true, force: true })
})

it('asks again for the page, the worker and the manifests each time, and lets hashed files live for ever', async () => {
  for (const path of ['/', '/melden', '/index.html', '/sw.js', '/manifest.webmanifest']) expect((await get(path)).cache).toBe('no-cache')
  expect(await get('/manifest.webmanifest')).toMatchObject({ status: 200, type: expect.stringContaining('application/manifest+json') })
  expect(await get('/assets/desk-AAAAAAAA.js')).toMatchObject({ status: 200, cache: 'public, max-age=31536000, immutable', text: 'first()' })
})

it('answers a missing file with a refusal and never with the page', async () => {
  rmSync(join(webRoot, 'sw.js'))
  for (const path of ['/sw.js', '/assets/gone-CCCCCCCC.js', '/assets/left.json', '/assets/none', '/manifest.fr.webmanifest', '/assets/..%2findex.html'])
    expect({ path, ...(await get(path)) }).toMatchObject({ path, status: 404, type: expect.stringContaining('application/problem+json') })
})

it('keeps the hashed files of an earlier version for thirty days after it was replaced', async () => {
  await starts()
  // It ran for half a year before it was replaced: the thirty days count from then.
  const replaced = plus(start, days(180))
  build({ 'desk-DDDDDDDD.js': 'second()', 'main-BBBBBBB-.js': 'main()' })
  await starts(replaced)
  expect(await get('/assets/desk-AAAAAAAA.js')).toMatchObject({ status: 200, text: 'first()', cache: 'public, max-age=31536000, immutable' })
  expect((await get('/assets/desk-DDDDDDDD.js')).text).toBe('second()')
  await starts(plus(replaced, days(29)))
  expect((await get('/assets/desk-AAAAAAAA.js')).status).toBe(200)
  await starts(plus(replaced, days(30)))
  expect((await get('/assets/desk-AAAAAAAA.js')).status).toBe(404)
  expect(readdirSync(keptRoot).sort()).toEqual(['desk-DDDDDDDD.js', 'left.json', 'main-BBBBBBB-.js'])
  expect(said).toEqual([])
})

it('starts the thirty days again for a version that came back, and when what it wrote down is broken', async () => {
  await starts()
  const first = { 'desk-AAAAAAAA.js': 'first()' }
  build({ 'main-BBBBBBB-.js': 'main()' })
  await starts(plus(start, days(1)))
  build(first)
  await starts(plus(start, days(20)))
  build({ 'main-BBBBBBB-.js': 'main()' })
  await starts(plus(start, days(40)))
  writeFileSync(join(keptRoot, 'left.json'), '{"desk')
  await starts(plus(start, days(60)))
  await starts(plus(start, days(89)))
  expect((await get('/assets/desk-AAAAAAAA.js')).text).toBe('first()')
})

it('keeps nothing but hashed files, and hands out nothing else from there', async () => {
  writeFileSync(join(webRoot, 'assets/notes.txt'), 'x')
  await starts()
  expect(readdirSync(keptRoot)).not.toContain('notes.txt')
  writeFileSync(join(keptRoot, 'secret.js'), 'x')
  writeFileSync(join(folder, 'data/demo.key'), 'x')
  for (const path of ['/assets/secret.js', '/assets/left.json', '/assets/../demo.key', '/assets/%2e%2e/demo.key', '/web-assets/main-BBBBBBB-.js'])
    expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 })
})

it('starts all the same on a disk it may not write, and says so in the log', async () => {
  rmSync(keptRoot, { recursive: true })
  writeFileSync(keptRoot, 'a file where the folder should be')
  await starts()
  expect(said).toEqual([{ why: 'EEXIST' }])
  expect((await get('/assets/desk-AAAAAAAA.js')).text).toBe('first()')
})

it('serves the kill switch as the worker when SEINTJE_WORKER is off, and nothing else differs', async () => {
  o.deps.env.worker = 'off'
  expect(await get('/sw.js')).toMatchObject({ status: 200, text: 'off()', cache: 'no-cache', type: expect.stringContaining('javascript') })
  expect((await get('/')).text).toContain('Seintje')
  o.deps.env.worker = 'on'
  expect((await get('/sw.js')).text).toBe('worker()')
})

it('sends what was shared without a worker on to the form without reading it', async () => {
  let pulled = 0
  const body = new ReadableStream({ pull: (flow) => (pulled++ > 3 ? flow.close() : flow.enqueue(new Uint8Array(1024))) }, { highWaterMark: 0 })
  const answer = await get('/delen', { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect(answer).toMatchObject({ status: 303, to: '/melden?gedeeld=mislukt' })
  expect(pulled).toBe(0)
})
