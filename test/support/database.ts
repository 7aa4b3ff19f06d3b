import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import { migrate } from '../../api/db/migrate.ts'
import { makeDb, type Db, type Sql } from '../../api/db/open.ts'
import { parsers, pgliteEngine } from '../../api/db/pglite-engine.ts'
import { makePool, poolEngine } from '../../api/db/server.ts'

export type TestEngine = Db['engine']
export type Row = Record<string, unknown>
export type TestDatabase = {
  db: Db
  /** as superuser, outside every fence */ sql: <T extends Row = Row>(text: string, params?: unknown[]) => Promise<T[]>
  drop: () => Promise<void>
}

/** The vitest projects run the same files on both. */
export const testEngine: TestEngine = process.env['SEINTJE_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'embedded'

/** A migrated, empty store of its own. `drop` it when done: the next one is quicker for it. */
export const testDatabase = (engine: TestEngine = testEngine): Promise<TestDatabase> => (engine === 'embedded' ? embedded() : server())

// ---- embedded: in memory, from one migrated snapshot; a dropped one is emptied and used again

const idle: PGlite[] = []
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB']

async function embedded(): Promise<TestDatabase> {
  const store = idle.pop() ?? (await PGlite.create({ loadDataDir: await snapshot(), parsers, startParams }))
  let dropped = false
  const engine = pgliteEngine(store, () => {
    if (dropped) throw new Error('this test store was dropped')
  })
  return {
    db: makeDb({ ...engine, close: async () => {} }),
    sql: async <T extends Row>(text: string, params: unknown[] = []) => (await store.query<T>(text, params)).rows,
    drop: async () => {
      if (dropped) return
      dropped = true
      await empty(store)
      idle.push(store)
    },
  }
}

async function empty(store: PGlite) {
  const { rows } = await store.query<{ names: string }>(`select string_agg(format('%I', tablename), ', ') as names from pg_tables where schemaname = 'public'`)
  await store.exec(`truncate ${rows[0]!.names} restart identity`)
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/seintje-test/', import.meta.url))
const pglitePackage = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)
const migrationsFolder = fileURLToPath(new URL('../../api/db/migrations', import.meta.url))

/** Made once per set of migrations and kept between runs. */
async function snapshot(): Promise<Blob> {
  const mark = createHash('sha256')
    .update(readFileSync(pglitePackage))
    .update(JSON.stringify(readMigrationFiles({ migrationsFolder })))
  const path = `${cache}${mark.digest('hex').slice(0, 16)}.tar`
  if (!existsSync(path)) {
    const store = await PGlite.create()
    await migrate(drizzle(store) as unknown as Sql)
    await store.exec('checkpoint')
    const bytes = new Uint8Array(await (await store.dumpDataDir('none')).arrayBuffer())
    await store.close()
    mkdirSync(cache, { recursive: true })
    writeFileSync(`${path}.${process.pid}`, bytes)
    renameSync(`${path}.${process.pid}`, path)
  }
  return new Blob([readFileSync(path)])
}

// ---- a real server: started once per run by postgres-server.ts, a database per test

async function server(): Promise<TestDatabase> {
  const { inject } = await import('vitest')
  const { superUrl, ownerUrl, template } = inject('postgres')
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`
  await asSuper(superUrl, `create database ${name} template ${template} owner seintje`)
  const db = makeDb(poolEngine(makePool(withDatabase(ownerUrl, name))))
  const superuser = new pg.Pool({ connectionString: withDatabase(superUrl, name), max: 2 })
  superuser.on('error', () => {})
  return {
    db,
    sql: async <T extends Row>(text: string, params: unknown[] = []) => (await superuser.query<T>(text, params)).rows,
    drop: async () => {
      await Promise.all([db.close(), superuser.end()])
      await asSuper(superUrl, `drop database ${name} with (force)`)
    },
  }
}

async function asSuper(url: string, statement: string) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(statement)
  await client.end()
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
