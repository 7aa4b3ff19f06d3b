import { sql } from 'drizzle-orm'
import { startRefusal } from '../start-refusal.ts'
import type { Sql } from './open.ts'

/** What hangs on an incident: without its fence a reader would see what is not for him (migration 0003). */
const fenced = [
  ...['incident', 'report', 'report_message', 'attachment', 'aware_moment', 'deadline', 'alarm', 'alarm_stage', 'alarm_due', 'delivery'],
  ...['event', 'recusal', 'break_glass', 'search_token', 'acknowledgement', 'authority_outcome', 'phone_call'],
]

/**
 * A dump holds no roles: put back on a server that lacks one, its fences fail one by one while the rest goes on, and nothing would
 * tell. Refuses with fenceMissing, naming the first table.
 */
export async function checkFences(db: Sql): Promise<void> {
  const { rows } = await db.execute<{ name: string }>(sql`
    select p.tablename as name from pg_policies p
    join pg_class c on c.relname = p.tablename and c.relnamespace = p.schemaname::regnamespace
    where p.schemaname = current_schema() and p.policyname = 'reader' and p.permissive = 'RESTRICTIVE' and p.roles = '{seintje_reader}' and c.relrowsecurity`)
  const missing = fenced.find((table) => !rows.some(({ name }) => name === table))
  if (missing) throw startRefusal('fenceMissing', { table: missing })
}
