import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keepAssets } from '../../api/http/kept-assets.ts'

const built = fileURLToPath(new URL('../../dist/web', import.meta.url))

/**
 * The built web app in a folder of its own, where a next version can be put in its place as `git pull && npm start` would: another
 * worker, and a chunk that the new build no longer has. Nothing is built twice.
 */
export async function ownBuild() {
  const folder = mkdtempSync(join(tmpdir(), 'seintje-build-'))
  const [webRoot, keptRoot] = [join(folder, 'web'), join(folder, 'web-assets')]
  cpSync(built, webRoot, { recursive: true })
  const starts = () => keepAssets({ webRoot, keptRoot, now: new Date().toISOString(), log: { warn: (told: unknown) => console.error(told) } as never })
  await starts()
  const worker = join(webRoot, 'sw.js')
  const first = readFileSync(worker, 'utf8')
  /** the worker as the browser gets it; the compressed ones would be the old one */
  const putWorker = (text: string) => {
    for (const ending of ['.br', '.gz']) rmSync(worker + ending, { force: true })
    writeFileSync(worker, text)
  }
  let versions = 0
  const assets = () => readdirSync(join(webRoot, 'assets'))
  return {
    webRoot,
    keptRoot,
    /** a new version whose precache asks for one more file, which is not there unless somebody puts it there */
    nextWith: (name: string) => putWorker(first.replace('{"revision"', `{"revision":null,"url":"assets/${name}"},{"revision"`)),
    /** a new version: the worker has another list, the page another revision, and the named chunk is in the build no more */
    next: async ({ without }: { without?: string } = {}) => {
      const gone = without && assets().find((name) => name.startsWith(without) && name.endsWith('.js'))
      if (without && !gone) throw new Error(`no chunk ${without}`)
      const text = first.replace(/(?<="revision":")[0-9a-f]{8}(?=[0-9a-f]*","url":"index\.html")/, String(++versions).padStart(8, '0'))
      if (text === first) throw new Error('no index.html in the precache')
      putWorker(gone ? text.replace(`{"revision":null,"url":"assets/${gone}"},`, '') : text)
      if (gone) for (const ending of ['', '.br', '.gz']) rmSync(join(webRoot, 'assets', gone + ending), { force: true })
      await starts()
      return gone ?? ''
    },
    drop: () => rmSync(folder, { recursive: true, force: true }),
  }
}
