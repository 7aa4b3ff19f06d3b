import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The wasm build's number for EIO; PostgreSQL answers it by stopping at once, and so it should. */
const wasiEio = 29

type Stream = { nfd: number }
type Mod = { NODEFS: { stream_ops: { fsync?: (stream: Stream) => number } } }

/**
 * PGlite's file system has no fsync at all: this gives it one. It must be a subclass, the hook is only reachable here.
 * `onFailure`: PGlite swallows what its engine throws, so the store has to hear of a failed fsync itself.
 */
// oxlint-disable-next-line -- PGlite's own contract is a class
export class DurableNodeFS extends NodeFS {
  readonly #onFailure: (error: unknown) => void
  constructor(folder: string, onFailure: (error: unknown) => void) {
    super(folder)
    this.#onFailure = onFailure
  }

  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]) {
    const ready = await super.init(pg, options)
    ready.emscriptenOpts.preRun?.push((mod: unknown) => {
      ;(mod as Mod).NODEFS.stream_ops.fsync = (stream) => {
        try {
          fsyncSync(stream.nfd)
          return 0
        } catch (error) {
          this.#onFailure(error)
          return wasiEio
        }
      }
    })
    return ready
  }
}

/** Brings a folder with all in it to the disk. */
export function syncFolder(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncFolder(path)
    else if (entry.isFile()) syncPath(path, 'r+')
  }
  syncPath(folder, 'r')
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
