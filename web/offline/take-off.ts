import { withDb } from './db.ts'
import type { Store } from './drafts.ts'

/**
 * A person takes a report off this device, with all that hangs on it, whatever became of it. Of what school has, its number and
 * state stay. False when some of it is on its way this very moment.
 */
export async function takeOff({ db }: Store, id: string): Promise<boolean> {
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, db.view, async () => {
      const [row, items] = [await db.report.get(id), await db.outbox.where('reportId').equals(id).toArray()]
      if (items.some((item) => item.state === 'sending')) return false
      for (const table of [db.attachment, db.message, db.outbox]) await table.where('reportId').equals(id).delete()
      if (row?.receipt && row.phase === 'frozen') await db.report.update(id, { phase: 'stub', draft: null, body: null, sha256: null })
      else await db.report.delete(id)
      if (row?.phase === 'erased') await db.view.delete(id)
      return true
    }),
  )
}
