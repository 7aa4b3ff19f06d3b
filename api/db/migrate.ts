import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { startRefusal } from '../start-refusal.ts'
import { checkFences } from './fence-check.ts'
import type { Sql } from './open.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** May refuse data that is there already, before anything is written to it. */
export type Admit = (sql: Sql) => Promise<void>

/** Forward only, in the journal's order, all in one transaction. `db` stands alone: no transaction, no role. Refuses: newerStore, fenceMissing, and what `admit` refuses. */
export async function migrate(db: Sql, admit: Admit = async () => {}) {
  const migrations = readMigrationFiles({ migrationsFolder })
  const newest = migrations.at(-1)?.folderMillis ?? 0
  const known = await db.execute<{ name: string | null }>(sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`)
  if (known.rows[0]?.name) {
    const { rows } = await db.execute<{ last: string | null }>(sql`select max(created_at)::text as last from drizzle.__drizzle_migrations`)
    if (Number(rows[0]?.last ?? 0) > newest) throw startRefusal('newerStore')
    if (rows[0]?.last) await admit(db)
  }
  await (db as unknown as Migrator).dialect.migrate(migrations, (db as unknown as Migrator).session, { migrationsFolder })
  await checkFences(db)
}

/** Whether the newest migration in the store is the newest we have. */
export async function isMigrated(db: Sql): Promise<boolean> {
  const { rows } = await db.execute<{ last: string | null }>(sql`select max(created_at)::text as last from drizzle.__drizzle_migrations`)
  return Number(rows[0]?.last ?? 0) === newestMigration()
}

let newest: number | undefined
/** Read from disk once: what lies in the folder later belongs to a version that is not running here. */
const newestMigration = () => (newest ??= readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0)

/** What both drivers' own migrators call, and hide from their types. */
type Migrator = { dialect: { migrate: (migrations: unknown, session: unknown, config: { migrationsFolder: string }) => Promise<void> }; session: unknown }
