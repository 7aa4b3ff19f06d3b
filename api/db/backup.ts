import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { isInstant, type Instant } from '../../shared/instant.ts'
import { isStartRefusal, startRefusal } from '../start-refusal.ts'
import { lockFolder } from './lock.ts'
import { folderRefusal, makeDataDir } from './store-folder.ts'
import { syncFolder, syncPath } from './sync-path.ts'
import { packed, unpack } from './tar.ts'

/** Erasing throws a key away, and an older back-up still has it: so no back-up lives longer than this. */
export const backupDays = 30
const note = 'seintje-back-up.json'

const storeOf = (dataDir: string) => resolve(dataDir, 'store')

/**
 * The embedded store in one file, whole or not at all, for the owner's eyes only. Nothing writes meanwhile: the folder's lock is held.
 * Refuses: folderLocked (the server runs), backupThere, backupNothing, folderNotWritable, diskFull.
 */
export async function backupStore(dataDir: string, file: string, madeAt: Instant): Promise<void> {
  const [folder, path] = [storeOf(dataDir), resolve(file)]
  if (existsSync(path)) throw startRefusal('backupThere', { file: path })
  if (!existsSync(join(folder, 'PG_VERSION'))) throw startRefusal('backupNothing', { folder: dirname(folder) })
  const lock = await lockFolder(folder)
  const half = `${path}.${lock.token}`
  try {
    const tar = packed(folder, { name: note, text: JSON.stringify({ madeAt }) })
    await pipeline(tar, createGzip({ level: 1 }), createWriteStream(half, { flags: 'wx', mode: 0o600 }))
    syncPath(half, 'r+')
    renameSync(half, path)
    syncPath(dirname(path))
  } catch (error) {
    rmSync(half, { force: true })
    throw folderRefusal(error, half)
  } finally {
    lock.release()
  }
}

/**
 * Puts a back-up into a folder that holds no store yet; gives when it was made. It is moved into place once it is complete.
 * Refuses: folderLocked, restoreNotEmpty, backupBroken, folderNotWritable, diskFull.
 */
export async function restoreStore(dataDir: string, file: string): Promise<Instant> {
  const [folder, path] = [storeOf(dataDir), resolve(file)]
  if (!existsSync(path)) throw startRefusal('backupBroken', { file: path, why: 'ENOENT' })
  if (existsSync(folder) && readdirSync(folder).length > 0) throw startRefusal('restoreNotEmpty', { folder })
  makeDataDir(dirname(folder))
  const lock = await lockFolder(folder)
  // As a new store is made: what is left of one that was cut off is cleared at the next start.
  const half = `${folder}.new-${lock.token}`
  try {
    mkdirSync(half, { mode: 0o700 })
    const madeAt = await unpackFrom(path, half)
    syncFolder(half)
    renameSync(half, folder)
    syncPath(dirname(folder))
    return madeAt
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    throw folderRefusal(error, folder)
  } finally {
    lock.release()
  }
}

async function unpackFrom(path: string, folder: string): Promise<Instant> {
  try {
    const unzipped = createReadStream(path).on('error', (error) => unzip.destroy(error))
    const unzip = createGunzip()
    const { madeAt } = JSON.parse(await unpack(unzipped.pipe(unzip), folder, note)) as { madeAt: unknown }
    if (!isInstant(madeAt) || !existsSync(join(folder, 'PG_VERSION'))) throw new Error('not a back-up of Seintje')
    return madeAt
  } catch (error) {
    if (isStartRefusal(error) || /^(ENOSPC|EDQUOT|EACCES|EROFS)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error
    throw startRefusal('backupBroken', { file: path, why: (error as NodeJS.ErrnoException).code ?? (error as Error).message })
  }
}
