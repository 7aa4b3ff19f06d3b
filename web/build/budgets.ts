import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'
import { trainingCode, trainingContent, trainingDesk } from './later.ts'

type Part =
  | 'firstScreen'
  | 'reportFlow'
  | 'otherLanguage'
  | 'training'
  | 'trainingContent'
  | 'desk'
  | 'deskSteps'
  | 'register'
  | 'trainingDesk'
  | 'otherScreens'
type Chunk = { fileName: string; facade: string; bytes: number; imports: readonly string[] }
type Figure = { name: string; bytes: number; limit: number; chunks?: readonly Chunk[] }

const kb = 1000
/** What a phone on a bad line may be asked to fetch, in gzipped bytes (docs/numbers.md). */
const limits = {
  firstScreen: 70 * kb,
  reportFlow: 115 * kb,
  desk: 150 * kb,
  deskSteps: 110 * kb,
  register: 40 * kb,
  otherScreens: 120 * kb,
  trainingDesk: 30 * kb,
  training: 60 * kb,
  trainingContent: 60 * kb,
  worker: 12 * kb,
  workerOutbox: 40 * kb,
  precache: 350 * kb,
}

/** Which part of the app a chunk that is loaded on demand belongs to: the first match decides, the other screens are the rest. */
const parts: readonly { part: Part; facade: RegExp }[] = [
  { part: 'firstScreen', facade: /\/web\/(main\.ts|index\.html)$/ },
  { part: 'otherLanguage', facade: /\/text\/en\// },
  { part: 'training', facade: trainingCode },
  { part: 'trainingContent', facade: trainingContent },
  { part: 'register', facade: /\/web\/register\/|\/text\/nl\/(register|yearly)\.json$/ },
  {
    part: 'deskSteps',
    facade:
      /\/web\/(breach|notification)\/|\/web\/incident\/DossierTeam|\/text\/nl\/(closing|decision|facts|letter|notice|others|processors|team|verdict|worksheet)\.json$/,
  },
  {
    part: 'desk',
    facade: /\/web\/(incident\/(Desk|Dossier|Incident)|alert\/Alarm|deadline\/)|\/text\/nl\/(incident|alert|deadline|session|keys|fence|search|terms)\.json$/,
  },
  { part: 'trainingDesk', facade: trainingDesk },
  { part: 'reportFlow', facade: /\/web\/(offline\/offline\.ts|incident\/Report)|\/text\/nl\/(form|advice)\.json$/ },
]
const partOf = (facade: string): Part => parts.find((p) => p.facade.test(facade))?.part ?? 'otherScreens'

/** Every chunk the given ones pull in before they can run. */
function withImports(chunks: ReadonlyMap<string, Chunk>, roots: readonly Chunk[]): Set<Chunk> {
  const found = new Set<Chunk>()
  const add = (chunk: Chunk | undefined) => {
    if (!chunk || found.has(chunk)) return
    found.add(chunk)
    for (const name of chunk.imports) add(chunks.get(name))
  }
  for (const root of roots) add(root)
  return found
}

const largest = ({ chunks = [] }: Figure) =>
  chunks
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, 12)
    .map((c) => `${(c.bytes / kb).toFixed(1).padStart(6)} ${c.fileName}`)

const total = (chunks: Iterable<Chunk>) => [...chunks].reduce((sum, c) => sum + c.bytes, 0)

/** Sizes of the parts of the app: the report flow holds the first screen, the desk what it adds when it opens, the steps of a case and the register what they add on demand, the other screens what they add to all of it, and the training a board looks after what is more than that. */
function measure(all: readonly Chunk[]): Figure[] {
  const chunks = new Map(all.map((c) => [c.fileName, c]))
  const roots = (part: Part) => all.filter((c) => c.facade !== '' && partOf(c.facade) === part)
  const first = withImports(chunks, roots('firstScreen'))
  const report = new Set([...first, ...withImports(chunks, roots('reportFlow'))])
  const desk = [...withImports(chunks, roots('desk'))].filter((c) => !report.has(c))
  const steps = [...withImports(chunks, roots('deskSteps'))].filter((c) => !report.has(c) && !desk.includes(c))
  const register = [...withImports(chunks, roots('register'))].filter((c) => ![...report, ...desk, ...steps].includes(c))
  const training = [...withImports(chunks, roots('training'))].filter((c) => !report.has(c))
  const content = [...withImports(chunks, roots('trainingContent'))].filter((c) => !report.has(c) && !training.includes(c))
  const others = [...withImports(chunks, roots('otherScreens'))].filter((c) => ![...report, ...desk, ...steps, ...register, ...training].includes(c))
  const board = [...withImports(chunks, roots('trainingDesk'))].filter((c) => ![...report, ...desk, ...steps, ...register, ...training, ...others].includes(c))
  return [
    { name: 'first screen', bytes: total(first), limit: limits.firstScreen, chunks: [...first] },
    { name: 'report flow', bytes: total(report), limit: limits.reportFlow, chunks: [...report] },
    { name: 'desk, more', bytes: total(desk), limit: limits.desk, chunks: desk },
    { name: 'steps of a case', bytes: total(steps), limit: limits.deskSteps, chunks: steps },
    { name: 'register', bytes: total(register), limit: limits.register, chunks: register },
    { name: 'other screens', bytes: total(others), limit: limits.otherScreens, chunks: others },
    { name: 'training, board', bytes: total(board), limit: limits.trainingDesk, chunks: board },
    { name: 'training, more', bytes: total(training), limit: limits.training, chunks: training },
    { name: 'its content', bytes: total(content), limit: limits.trainingContent, chunks: content },
  ]
}

const gzipped = (path: string) => gzipSync(readFileSync(path), { level: 9 }).length

function measureWorker(outDir: string): Figure[] {
  const worker = join(outDir, 'sw.js')
  if (!existsSync(worker)) throw new Error('The service worker was not built')
  const urls = [...readFileSync(worker, 'utf8').matchAll(/"url":"([^"]+)"/g)].map((m) => m[1] ?? '')
  if (urls.length === 0) throw new Error('The service worker has nothing in its precache')
  const precache = urls.reduce((sum, url) => sum + gzipped(join(outDir, url)), 0)
  return [
    { name: 'service worker', bytes: gzipped(worker), limit: limits.worker },
    { name: 'its outbox', bytes: gzipped(join(outDir, 'sw-drain.js')), limit: limits.workerOutbox },
    { name: 'precache', bytes: precache, limit: limits.precache },
  ]
}

/** Prints what the build weighs and fails it when a part is over its limit. */
export function budgets(): Plugin {
  let chunks: Chunk[] = []
  let outDir = ''
  return {
    name: 'seintje-budgets',
    apply: 'build',
    configResolved: (config) => void (outDir = config.build.outDir),
    writeBundle: (_, bundle) => void (chunks = chunksOf(Object.values(bundle))),
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        if (chunks.length === 0) return
        const figures = [...measure(chunks), ...measureWorker(outDir)]
        for (const f of figures) console.log(`  ${f.name.padEnd(16)}${(f.bytes / kb).toFixed(1).padStart(7)} KB gz of ${f.limit / kb}`)
        const over = figures.filter((f) => f.bytes > f.limit)
        for (const f of over) console.log([`  in ${f.name}:`, ...largest(f)].join('\n    '))
        if (over.length > 0) throw new Error(`Over the size budget: ${over.map((f) => f.name).join(', ')}`)
      },
    },
  }
}

function chunksOf(outputs: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): Chunk[] {
  return outputs
    .filter((o) => o.type === 'chunk')
    .map((o) => ({
      fileName: o.fileName,
      facade: o.moduleIds.find((id) => id.endsWith('/web/main.ts')) ?? o.facadeModuleId ?? '',
      bytes: gzipSync(o.code, { level: 9 }).length,
      imports: o.imports,
    }))
}
