import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Before `npm start`: builds the web when it was never built or when a source changed since; otherwise a tenth of a second. */
const root = join(import.meta.dirname, '../..')
const stamp = join(root, 'dist/web.stamp')

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of globSync(['web/**/*.*', 'shared/**/*.*', 'vite.config.ts', 'package-lock.json'], { cwd: root }).sort()) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function build(): void {
  let vite: string
  try {
    vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  } catch {
    console.error('The web is not built and the tools to build it are not installed. Run `npm ci` here, or `npm run build` elsewhere and copy dist/.')
    process.exit(1)
  }
  console.log('Building the web, once for this version…')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const wanted = fingerprint()
const built = existsSync(stamp) && existsSync(join(root, 'dist/web/index.html')) ? readFileSync(stamp, 'utf8') : ''
if (built !== wanted) {
  build()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}
