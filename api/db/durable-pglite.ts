import { fsyncSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { parsers } from './pglite-engine.ts'

/** A PGlite whose commits reach the disk. `failure`: the disk or the engine failed under it; from then on it answers nothing and writes nothing. */
export type DurablePglite = { pg: PGlite; failure: () => unknown }

/** Its fdatasync does nothing, so fsync it is; a server's memory settings are too large for a process that does more than this. */
const settings = ['wal_sync_method=fsync', 'shared_buffers=32MB', 'max_wal_size=96MB', 'min_wal_size=32MB']

/** Out of the box PGlite runs with fsync off, on a file system that has none: both are mended here, and looked at. */
export async function openDurablePglite(folder: string): Promise<DurablePglite> {
  let failure: unknown
  let lastWords = ''
  const fail = (error: unknown) => (failure ??= lastWords ? new Error(lastWords, { cause: error }) : error)
  const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), ...settings.flatMap((setting) => ['-c', setting])]
  const onStderr = (line: string) => {
    if (/\b(PANIC|FATAL):/.test(line)) lastWords ||= line.replace(/^.*?(?=PANIC|FATAL)/, '')
    return false
  }
  const pg = new PGlite({ dataDir: folder, fs: durableFs(folder, fail), parsers, startParams, onStderr })
  await pg.waitReady.catch((cause: unknown) => {
    throw new Error(lastWords || String((cause as Error).message ?? cause), { cause })
  })
  stopAtFailure(pg, () => failure, fail)
  const { rows } = await pg.query<{ fsync: string }>('show fsync')
  if (rows[0]?.fsync !== 'on') throw new Error('fsync is off')
  return { pg, failure: () => failure }
}

type EngineModule = {
  NODEFS: { stream_ops: { fsync?: (stream: { nfd: number }) => number } }
  stackRestore: (at: number) => void
  _PostgresMainLoopOnce: () => void
}
/** The wasm build's number for EIO; PostgreSQL answers it by stopping at once, and so it should. */
const wasiEio = 29
/** How the wasm build reports an ordinary SQL error. */
const longjmp = 100

function durableFs(folder: string, fail: (error: unknown) => void): NodeFS {
  const files = new NodeFS(folder)
  const init = files.init.bind(files)
  files.init = async (pg, options) => {
    const ready = await init(pg, options)
    ready.emscriptenOpts.preRun?.push((engine: unknown) => {
      ;(engine as EngineModule).NODEFS.stream_ops.fsync = (stream) => {
        try {
          fsyncSync(stream.nfd)
          return 0
        } catch (error) {
          fail(error)
          return wasiEio
        }
      }
    })
    return ready
  }
  return files
}

/**
 * When PostgreSQL must stop (a full disk, a failed fsync) PGlite swallows it and runs on in a broken memory image, up to an endless loop.
 * Here the first such failure ends it: it comes out, and no statement enters any more.
 */
function stopAtFailure(pg: PGlite, failure: () => unknown, fail: (error: unknown) => unknown) {
  const engine = pg.Module as unknown as EngineModule
  const once = engine._PostgresMainLoopOnce
  engine._PostgresMainLoopOnce = () => {
    try {
      once()
    } catch (error) {
      if ((error as { status?: number }).status !== longjmp) {
        fail(error)
        // the first thing PGlite calls when it has caught one
        engine.stackRestore = () => {
          throw error
        }
      }
      throw error
    }
  }
  const send = pg.execProtocolRawSync.bind(pg)
  pg.execProtocolRawSync = (message) => {
    if (failure() !== undefined) throw failure()
    try {
      return send(message)
    } catch (error) {
      throw fail(error)
    }
  }
}
