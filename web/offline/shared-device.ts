import { readMeta, withDb, writeMeta } from './db.ts'
import type { Store } from './drafts.ts'

const key = 'sharedBy'

/**
 * On a device that others use nothing stays of who has left, once everything was received. What is unsent stays, sealed, for
 * when its writer signs in again. Asked at the start and whenever somebody signs in or out.
 */
export async function settleDevice(store: Store, identityId: string | null, own: boolean): Promise<void> {
  const { db } = store
  const known = new Set((await withDb(db, () => readMeta<string[]>(db, key))) ?? [])
  if (identityId !== null && own) known.delete(identityId)
  if (identityId !== null && !own) known.add(identityId)
  for (const left of [...known]) if (left !== identityId && (await wipe(store, left))) known.delete(left)
  await withDb(db, () => writeMeta(db, key, [...known]))
}

/** Takes away what the server has of this person; true when nothing unsent is left. */
async function wipe({ db }: Store, ownerId: string): Promise<boolean> {
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, db.view, async () => {
      const [reports, items] = [await db.report.where('ownerId').equals(ownerId).toArray(), await db.outbox.toArray()]
      const unsent = new Set(items.filter((item) => item.ownerId === ownerId && item.state !== 'received').map((item) => item.reportId))
      // Handed in with the school's code: only what lies here can still bring its writer's name to it.
      for (const row of reports) if (row.phase === 'frozen' && row.receipt?.handedIn) unsent.add(row.id)
      const gone = reports.filter((row) => row.phase !== 'draft' && !unsent.has(row.id)).map((row) => row.id)
      await db.report.bulkDelete(gone)
      for (const table of [db.attachment, db.message, db.outbox]) await table.where('reportId').anyOf(gone).delete()
      await db.view.where('ownerId').equals(ownerId).delete()
      return gone.length === reports.length && unsent.size === 0
    }),
  )
}
