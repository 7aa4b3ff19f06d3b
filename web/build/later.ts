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

/** The files that only training asks for. What any other kept screen needs as well is kept with that one. */
export function laterOf(chunks: readonly Chunk[]): string[] {
  const isRoot = ({ facadeModuleId }: Chunk) => [trainingCode, trainingContent, otherLanguage].some((root) => root.test(facadeModuleId ?? ''))
  const rest = reach(
    chunks,
    chunks.filter(({ isEntry }) => isEntry),
    (chunk) => isRoot(chunk) || trainingDesk.test(chunk.facadeModuleId ?? ''),
  )
  const training = reach(chunks, chunks.filter(isRoot), (chunk) => rest.has(chunk))
  return [...training].map(({ fileName }) => fileName).toSorted()
}

/** Lists what the worker fetches once the app is installed, and keeps it out of the installation. */
export function later() {
  const files = new Set<string>()
  const plugin: Plugin = {
    name: 'seintje-later',
    apply: 'build',
    generateBundle(_, bundle) {
      files.clear()
      for (const file of laterOf(Object.values(bundle).filter((output) => output.type === 'chunk'))) files.add(file)
      this.emitFile({ type: 'asset', fileName: list, source: JSON.stringify([...files].map((file) => `/${file}`)) })
    },
  }
  return { plugin, list, isLater: (url: string) => files.has(url) }
}
