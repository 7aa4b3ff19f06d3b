import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The wasm build's number for EIO; PostgreSQL answers it by stopping at once, and so it should. */
const wasiEio = 29

type Stream = { nfd: number }
type EngineModule = { NODEFS: { stream_ops: { fsync?: (stream: Stream) => number } } }

/**
 * PGlite's file system has no fsync at all: this gives it one.
 * `onFailure`: PGlite swallows what its engine throws, so the store has to hear of a failed fsync by itself.
 */
export function durableFs(folder: string, onFailure: (error: unknown) => void): NodeFS {
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
          onFailure(error)
          return wasiEio
        }
      }
    })
    return ready
  }
  return files
}

/** Brings a folder with all in it to the disk. */
export function syncFolder(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncFolder(path)
    else if (entry.isFile()) syncPath(path, 'r+')
  }
  syncPath(folder)
}

export function syncPath(path: string, flags: 'r' | 'r+' = 'r') {
  // Windows knows no fsync of a folder.
  if (process.platform === 'win32' && flags === 'r') return
  const file = openSync(path, flags)
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
