import { readdirSync, statfsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { drizzle } from 'drizzle-orm/pglite'
import { Problem } from '../../shared/problem.ts'
import { startRefusal } from '../start-refusal.ts'
import { openDurablePglite, type DurablePglite } from './durable-pglite.ts'
import { lockFolder } from './lock.ts'
import { migrate, type Admit } from './migrate.ts'
import type { Engine, Sql } from './open.ts'
import { pgliteEngine } from './pglite-engine.ts'
import { folderRefusal, makeDataDir, makeStoreUnlessThere } from './store-folder.ts'

const leastFreeBytes = 64 * 2 ** 20

/** PostgreSQL inside this process, in `dataDir/store`; commits reach the disk. Refuses with a StartRefusal and keeps the folder. */
export async function openEmbedded(dataDir: string, admit: Admit): Promise<Engine> {
  const folder = resolve(dataDir, 'store')
  let release = () => {}
  try {
    makeDataDir(dirname(folder))
    const free = freeBytes(folder)
    if (free < leastFreeBytes) throw startRefusal('diskFull', { folder: dirname(folder), free: Math.floor(free / 2 ** 20), least: leastFreeBytes / 2 ** 20 })
    const lock = await lockFolder(folder)
    release = lock.release
    await makeStoreUnlessThere(folder, lock.token)
    const store = await openDurablePglite(folder)
    await migrate(drizzle(store.pg) as unknown as Sql, admit)
    return lastingEngine(folder, store, lock)
  } catch (error) {
    release()
    throw folderRefusal(error, folder)
  }
}

const freeBytes = (folder: string) => {
  const { bavail, bsize } = statfsSync(dirname(folder))
  return bavail * bsize
}

// ---- running for months

const unavailable = (cause: unknown) => Object.assign(new Problem('server.unavailable', { retryAfter: 5 }), { cause })
const mendEveryMs = 5_000
const mendTimes = 50

/** After a failure (a full disk, mostly) PostgreSQL starts anew and recovers from its log, as soon as there is room. Whoever asks meanwhile hears `server.unavailable`. */
function lastingEngine(folder: string, first: DurablePglite, lock: { held: () => boolean; release: () => void }): Engine {
  let store = first
  let engine = pgliteEngine(store.pg, check)
  let tend = tender(folder, store)
  let mended = { at: Number.NEGATIVE_INFINITY, times: 0 }
  let mending: Promise<void> | undefined
  let closing: Promise<void> | undefined

  function check() {
    if (!lock.held()) throw unavailable('the lock on the folder is lost')
    if (store.failure() !== undefined) throw unavailable(store.failure())
  }
  async function mend() {
    if (!lock.held() || closing || performance.now() - mended.at < mendEveryMs || mended.times >= mendTimes || freeBytes(folder) < leastFreeBytes) return
    mended = { at: performance.now(), times: mended.times + 1 }
    store = await openDurablePglite(folder)
    engine = pgliteEngine(store.pg, check)
    tend = tender(folder, store)
  }
  return {
    engine: 'embedded',
    transaction: async (begin, work) => {
      if (store.failure() !== undefined)
        await (mending ??= mend()
          .catch(() => {})
          .finally(() => (mending = undefined)))
      check()
      const { failure } = store
      try {
        return await engine.transaction(begin, work)
      } catch (error) {
        throw failure() === undefined ? error : unavailable(failure())
      } finally {
        tend()
      }
    },
    // what failed cannot be closed, only left
    close: () => (closing ??= (store.failure() === undefined ? engine.close() : Promise.resolve()).finally(() => lock.release())),
  }
}

/** PostgreSQL's log is cut in files of 16 MB. */
const logFiles = (folder: string) => readdirSync(join(folder, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length
const mostLogFiles = 8
/** In a quiet moment it is cut sooner: a quarter of a second in which nothing is answered is then felt by nobody, and a rush begins with room. */
const quietLogFiles = 3
const quietFor = 500
const lookEvery = 16
const vacuumEvery = 4

/** In this form PostgreSQL has nobody to cut its log, clear old rows and count what is there: without this the log grows until the process ends. */
function tender(folder: string, { pg, failure }: DurablePglite): () => void {
  let commits = 0
  let checkpoints = 0
  let busy = false
  const work = async () => {
    await pg.exec('checkpoint')
    if (++checkpoints % vacuumEvery === 0) await pg.exec('vacuum (analyze)')
  }
  const cut = (most: number) => {
    if (busy || failure() !== undefined || logFiles(folder) <= most) return
    busy = true
    void work()
      // closing has begun, or the disk failed and the next transaction hears of it
      .catch(() => {})
      .finally(() => (busy = false))
  }
  let quiet: NodeJS.Timeout | undefined
  return () => {
    clearTimeout(quiet)
    quiet = setTimeout(() => cut(quietLogFiles), quietFor).unref()
    if (++commits % lookEvery === 0) cut(mostLogFiles)
  }
}
