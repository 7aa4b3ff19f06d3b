import { PGlite } from '@electric-sql/pglite'
import { syncFolder } from './sync-path.ts'

/** Runs in a process of its own: making a store leaves hundreds of megabytes behind that are never given back. */
const folder = process.argv[2]
if (!folder) throw new Error('which folder?')
const pg = await PGlite.create({ dataDir: folder })
await pg.close()
syncFolder(folder)
