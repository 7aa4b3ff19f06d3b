import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { isStartRefusal, startRefusal } from '../start-refusal.ts'
import { syncPath } from './sync-path.ts'

/** The PostgreSQL that PGlite brings; a folder of another one it cannot read. */
const version = '18'

/** Readable by the one who starts Seintje and nobody else. */
export const makeDataDir = (dataDir: string) => void mkdirSync(dataDir, { recursive: true, mode: 0o700 })

/** Made elsewhere and moved into place whole, so a store that exists is complete. Refuses a folder that holds anything but a store of our version, and leaves it as it is. */
export async function makeStoreUnlessThere(folder: string, token: string) {
  if (!isNew(folder)) return
  const parent = dirname(folder)
  const half = `${basename(folder)}.new-`
  for (const left of readdirSync(parent).filter((name) => name.startsWith(half))) rmSync(join(parent, left), { recursive: true })
  const made = join(parent, half + token)
  const child = spawn(process.execPath, [fileURLToPath(new URL('./initdb-child.ts', import.meta.url)), made], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<number | null>((done) => child.once('close', done).once('error', () => done(null)))
  const [said, status] = await Promise.all([text(child.stderr), ended])
  if (status !== 0) throw new Error(said.split('\n').find((line) => /error/i.test(line)) ?? 'initdb stopped', { cause: said })
  chmodSync(made, 0o700)
  renameSync(made, folder)
  syncPath(parent)
}

function isNew(folder: string): boolean {
  if (!existsSync(folder)) return true
  const files = readdirSync(folder)
  if (files.length === 0) {
    rmdirSync(folder)
    return true
  }
  if (!files.includes('PG_VERSION')) throw startRefusal('folderStrange', { folder })
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (found !== version) throw startRefusal('folderVersion', { folder, found, version })
  return false
}

/** What went wrong while opening, as a refusal that says what to do. */
export function folderRefusal(error: unknown, folder: string): unknown {
  if (isStartRefusal(error)) return error
  const { code, message } = error as NodeJS.ErrnoException
  const said = `${code ?? ''} ${message}`
  const dataDir = dirname(folder)
  if (/ENOSPC|EDQUOT|No space left/i.test(said)) return startRefusal('diskFull', { folder: dataDir, free: 0, least: 64 })
  if (/EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only/i.test(said))
    return startRefusal('folderNotWritable', { folder: dataDir, why: code ?? message })
  return Object.assign(startRefusal('folderUnreadable', { folder, why: message.split('\n')[0] ?? '' }), { cause: error })
}
