import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { splitOf } from '../../../web/build/later.ts'

/** What a browser's cache does of what is asked of it here; a file of which half arrives is not taken. */
function caches() {
  const kept = new Map<string, Response>()
  const match = async (path: string) => kept.get(path)?.clone()
  const cache = {
    match,
    put: async (path: string, answer: Response) => {
      const body = await answer.text()
      kept.set(path, new Response(body))
    },
    keys: async () => [...kept.keys()].map((path) => ({ url: `http://localhost${path}` })),
    delete: async ({ url }: { url: string }) => kept.delete(new URL(url).pathname),
  }
  return { kept, storage: { open: async () => cache, match: async (path: string) => match(path) } }
}
let browser: ReturnType<typeof caches>
let asked: string[]
let broken: Set<string>

beforeEach(() => {
  ;[browser, asked, broken] = [caches(), [], new Set()]
  vi.resetModules()
  vi.stubGlobal('caches', browser.storage)
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (broken.has(path)) throw new TypeError('Failed to fetch')
    return path === '/assets/refused.js' ? new Response('', { status: 404 }) : new Response(`of ${path}`)
  })
})
afterEach(() => vi.unstubAllGlobals())

/** A worker that was started anew. */
const worker = () => import('../../../web/sw/later.ts')
const list =
  (...names: string[]) =>
  async () =>
    new Response(JSON.stringify(names.map((name) => `/assets/${name}.js`)))

it('fetches each file once, one after the other, and tries what failed again the next time', async () => {
  const { fetchLater, keptLater } = await worker()
  broken.add('/assets/two.js')
  await Promise.all([fetchLater(list('one', 'two', 'three')), fetchLater(list('one', 'two', 'three'))])
  expect([asked, [...browser.kept.keys()]]).toEqual([
    ['/assets/one.js', '/assets/two.js', '/assets/three.js', '/assets/two.js'],
    ['/assets/one.js', '/assets/three.js'],
  ])
  broken.clear()
  await fetchLater(list('one', 'two', 'three'))
  expect(asked.slice(4)).toEqual(['/assets/two.js'])
  expect(await (await keptLater('/assets/two.js'))?.text()).toBe('of /assets/two.js')
  await fetchLater(list('one', 'two', 'three'))
  expect(asked).toHaveLength(5)
})

it('keeps the files of the version before until all of this one are here, and then only these', async () => {
  await (await worker()).fetchLater(list('old', 'same'))
  vi.resetModules()
  broken.add('/assets/new.js')
  const next = await worker()
  await next.fetchLater(list('same', 'new'))
  expect([...browser.kept.keys()]).toEqual(['/assets/old.js', '/assets/same.js'])
  broken.clear()
  await next.fetchLater(list('same', 'new'))
  expect([...browser.kept.keys()]).toEqual(['/assets/same.js', '/assets/new.js'])
})

it('keeps no refusal for a file, and does without a list', async () => {
  const { fetchLater } = await worker()
  await fetchLater(list('refused'))
  await fetchLater(async () => undefined)
  expect(browser.kept.size).toBe(0)
})

it('fetches later what only training asks for, installs what another kept screen needs as well, and neither for a screen that is not kept', () => {
  const chunk = (name: string, facade: string | null, imports: string[] = [], dynamicImports: string[] = []) => ({
    ...{ fileName: name, facadeModuleId: facade, isEntry: name === 'start.js', imports, dynamicImports },
  })
  const app = [
    chunk('start.js', '/web/index.html', [], ['report.js', 'training.js', 'open.js', 'figures.js']),
    chunk('report.js', '/web/incident/ReportScreen.vue', ['start.js', 'both.js']),
    chunk('training.js', '/web/training/TrainingScreen.vue', ['both.js', 'own.js'], ['content.js', 'certificate.js']),
    chunk('open.js', '/web/training/open-training.ts', ['start.js', 'own.js']),
    chunk('figures.js', '/web/training/FiguresScreen.vue', ['own.js', 'bars.js']),
    chunk('bars.js', null),
    chunk('own.js', null),
    chunk('both.js', null),
    chunk('content.js', '/shared/training/modules/spot-it.ts'),
    chunk('certificate.js', '/web/training/CertificateGet.vue', ['start.js']),
  ]
  const { installed, later } = splitOf(app, (file) => file !== 'figures.js')
  expect([...installed].toSorted()).toEqual(['both.js', 'report.js', 'start.js'])
  expect(later).toEqual(['certificate.js', 'content.js', 'open.js', 'own.js', 'training.js'])
})
