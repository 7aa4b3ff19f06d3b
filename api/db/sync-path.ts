import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Brings a file or the entries of a folder to the disk. */
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

/** Brings a folder with all in it to the disk. */
export function syncFolder(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncFolder(path)
    else if (entry.isFile()) syncPath(path, 'r+')
  }
  syncPath(folder)
}
