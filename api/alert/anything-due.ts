import { lte } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { alarmDue } from '../db/schema.ts'

/** Whether an alarm, a reminder of a term or one of their messages waits to be worked off at this moment, at any board. */
export async function anythingDue(deps: Deps): Promise<boolean> {
  const due = await deps.db.outside((sql) => sql.select({ id: alarmDue.subjectId }).from(alarmDue).where(lte(alarmDue.nextAt, deps.clock.now())).limit(1))
  return due.length > 0
}
