import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

/** Where the worker finds what it fetches later (web/sw/later.ts). */
const list = 'later.json'

/** What people learn with: the screens, their sentences and the store. Not needed to report, so no installation waits for it. */
export const trainingCode = /\/web\/training\/((Training|Module|Practice|Kept)Screen\.vue|open-training\.ts)$|\/text\/nl\/(training|kept)\.json$/
/** And what they learn: each module is a file. */
export const trainingContent = /\/shared\/training\/modules\//
/** What a few people of a board look after: never kept, so that what it shares with the above stays with the above. */
export const trainingDesk = /\/web\/training\/(Figures|TrainingBoard|NamedLists)Screen\.vue$|\/text\/nl\/(figures|trainingboard)\.json$/
const otherLanguage = /\/text\/en\/(training|kept)\.json$/

/** Without these a phone without a network cannot report. */
const reporting = [/\/web\/incident\/ReportScreen\.vue$/, /\/web\/offline\/offline\.ts$/]

type Chunk = Pick<Rolldown.OutputChunk, 'fileName' | 'facadeModuleId' | 'isEntry' | 'imports' | 'dynamicImports'>

/** Every chunk that running the given ones can ask for, but for those that `skip` holds back. */
function reach(chunks: readonly Chunk[], from: readonly Chunk[], skip: (chunk: Chunk) => boolean): Set<Chunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const found = new Set<Chunk>()
  const add = (chunk: Chunk | undefined) => {
    if (!chunk || found.has(chunk) || skip(chunk)) return
    found.add(chunk)
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) add(byName.get(name))
  }
  for (const chunk of from) add(chunk)
  return found
}

const isRoot = ({ facadeModuleId }: Chunk) => [trainingCode, trainingContent, otherLanguage].some((root) => root.test(facadeModuleId ?? ''))

/**
 * What comes with the installation and what comes later. `isKept`: no screen that does nothing without the office (vite.config.ts). What
 * another kept screen needs as well is installed with that one; what only a screen needs that is not kept is in neither.
 */
export function splitOf(chunks: readonly Chunk[], isKept: (fileName: string) => boolean): { installed: Set<string>; later: string[] } {
  const entries = chunks.filter(({ isEntry }) => isEntry)
  const installed = reach(chunks, entries, (chunk) => !chunk.isEntry && (isRoot(chunk) || !isKept(chunk.fileName)))
  const later = reach(chunks, chunks.filter(isRoot), (chunk) => installed.has(chunk))
  return { installed: new Set([...installed].map(({ fileName }) => fileName)), later: [...later].map(({ fileName }) => fileName).toSorted() }
}

/** Its fields as they are now: the bundler takes them back. */
const chunkOf = (output: Rolldown.OutputChunk | Rolldown.OutputAsset): Chunk[] => {
  if (output.type !== 'chunk') return []
  const { fileName, facadeModuleId, isEntry, imports, dynamicImports } = output
  return [{ fileName, facadeModuleId, isEntry, imports: [...imports], dynamicImports: [...dynamicImports] }]
}

/** What workbox says of a file that is installed. */
type Entry = { url: string; revision: string | null; size: number }

/** Lists what the worker fetches once the app is installed, and keeps it out of the installation. */
export function later() {
  let chunks: Chunk[] = []
  let outDir = ''
  const plugin: Plugin = {
    name: 'seintje-later',
    apply: 'build',
    configResolved: (config) => void (outDir = config.build.outDir),
    generateBundle: (_, bundle) => void (chunks = Object.values(bundle).flatMap(chunkOf)),
  }
  /** of the list of what is installed, once the names of what is not kept are out of it */
  const transform = (entries: Entry[]) => {
    const files = new Set(entries.map(({ url }) => url))
    const { installed, later: names } = splitOf(chunks, (file) => files.has(file))
    const text = JSON.stringify(names.map((name) => `/${name}`))
    writeFileSync(join(outDir, list), text)
    if (reporting.some((needed) => !chunks.some((chunk) => needed.test(chunk.facadeModuleId ?? '') && installed.has(chunk.fileName))))
      throw new Error('What reporting needs is not installed: look at web/build/later.ts again')
    const ofChunk = new Set(chunks.map(({ fileName }) => fileName))
    const manifest = entries.filter(({ url }) => !ofChunk.has(url) || installed.has(url))
    const own: Entry = { url: list, revision: createHash('md5').update(text).digest('hex'), size: text.length }
    return { manifest: [...manifest, own], warnings: [] as string[] }
  }
  return { plugin, transform }
}
