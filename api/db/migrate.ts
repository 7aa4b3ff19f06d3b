import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { sql } from 'drizzle-orm'
import { startRefusal } from '../start-refusal.ts'
import type { Sql } from './open.ts'

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Forward only, in the journal's order, all of them in one transaction. `sql` stands alone: no transaction, no role. Refuses: start.newerStore. */
export async function migrate(db: Sql) {
  const migrations = readMigrationFiles({ migrationsFolder })
  const newest = migrations.at(-1)?.folderMillis ?? 0
  const { rows: known } = await db.execute<{ name: string | null }>(sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`)
  if (known[0]?.name) {
    const { rows } = await db.execute<{ last: string | null }>(sql`select max(created_at)::text as last from drizzle.__drizzle_migrations`)
    if (Number(rows[0]?.last ?? 0) > newest) throw startRefusal('newerStore')
  }
  const { dialect, session } = db as unknown as { dialect: { migrate: (m: unknown, s: unknown, c: unknown) => Promise<void> }; session: unknown }
  await dialect.migrate(migrations, session, { migrationsFolder })
}
