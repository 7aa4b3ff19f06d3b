import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statfsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { isStartRefusal, startRefusal } from '../start-refusal.ts'
import { durableFs, syncPath } from './durable-fs.ts'
import { lockFolder, type FolderLock } from './lock.ts'
import { migrate } from './migrate.ts'
import type { Engine, Sql } from './open.ts'
import { parsers, pgliteEngine } from './pglite-engine.ts'

/** The PostgreSQL that PGlite brings; a folder of another one it cannot read. */
const version = '18'
const leastFreeBytes = 64 * 2 ** 20
/** emscripten has an fsync to hook, but its fdatasync does nothing; less memory than a server would take. */
const settings = ['wal_sync_method=fsync', 'shared_buffers=32MB', 'max_wal_size=96MB', 'min_wal_size=32MB']

/** PostgreSQL inside this process, in `dataDir/store`; commits reach the disk. Refuses with a StartRefusal and keeps the folder. */
export async function openEmbedded(dataDir: string): Promise<Engine> {
  const folder = resolve(dataDir, 'store')
  const lock = await prepare(folder)
  try {
    if (isNew(folder)) await makeStore(folder, lock.token)
    const health = { failure: undefined as unknown }
    const pg = await openPglite(folder, (error) => (health.failure ??= error))
    await migrate(drizzle(pg) as unknown as Sql)
    const engine = pgliteEngine(pg, () => health.failure !== undefined || !lock.held())
    return { ...engine, close: () => engine.close().finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw refusalOf(error, folder)
  }
}

async function prepare(folder: string): Promise<FolderLock> {
  try {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 })
    const { bavail, bsize } = statfsSync(dirname(folder))
    if (bavail * bsize < leastFreeBytes) throw startRefusal('diskFull', { folder: dirname(folder), free: Math.floor((bavail * bsize) / 2 ** 20), least: leastFreeBytes / 2 ** 20 })
    return await lockFolder(folder)
  } catch (error) {
    throw refusalOf(error, folder)
  }
}

/** A folder that holds anything but a store of our version is left as it is. */
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

/** Made elsewhere and moved into place whole, so a store that exists is complete. */
async function makeStore(folder: string, token: string) {
  const parent = dirname(folder)
  const half = `${basename(folder)}.new-`
  for (const left of readdirSync(parent).filter((name) => name.startsWith(half))) rmSync(join(parent, left), { recursive: true })
  const made = join(parent, half + token)
  const child = spawn(process.execPath, [fileURLToPath(new URL('./initdb-child.ts', import.meta.url)), made], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [said, status] = await Promise.all([text(child.stderr), new Promise<number | null>((done) => child.once('close', done).once('error', () => done(null)))])
  if (status !== 0) throw new Error(said.trim().split('\n').at(-1) || 'initdb stopped', { cause: said })
  renameSync(made, folder)
  syncPath(parent)
}

/** Out of the box PGlite runs with fsync off, on a file system without one: both are mended here, and looked at. */
async function openPglite(folder: string, onFailure: (error: unknown) => void): Promise<PGlite> {
  const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), ...settings.flatMap((setting) => ['-c', setting])]
  const pg = new PGlite({ dataDir: folder, fs: durableFs(folder, onFailure), parsers, startParams })
  await pg.waitReady
  const { rows } = await pg.query<{ fsync: string }>('show fsync')
  if (rows[0]?.fsync === 'on') return pg
  await pg.close()
  throw new Error('fsync is off')
}

function refusalOf(error: unknown, folder: string): unknown {
  if (isStartRefusal(error)) return error
  const { code, message } = error as NodeJS.ErrnoException
  const said = `${code ?? ''} ${message}`
  if (/ENOSPC|EDQUOT|No space left/i.test(said)) return startRefusal('diskFull', { folder: dirname(folder), free: 0, least: leastFreeBytes / 2 ** 20 })
  if (/EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only/i.test(said)) return startRefusal('folderNotWritable', { folder: dirname(folder), why: code ?? message })
  return Object.assign(startRefusal('folderUnreadable', { folder, why: message.split('\n')[0] ?? '' }), { cause: error })
}
