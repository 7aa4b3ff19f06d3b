import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import { freezeWith } from './outbox.ts'

/** "Yes, mine": the report and all that hangs on it now belongs to this identity. `organisationId` where he has more boards than one. */
export async function claim(store: Store, reportId: string, identityId: string, organisationId?: string): Promise<void> {
  const { db } = store
  const row = await withDb(db, () => db.report.get(reportId))
  if (row?.ownerId !== null) return
  const forBoard = organisationId && row.body ? await freezeWith(store, { id: reportId, body: row.body }, { organisationId }) : {}
  await withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, async () => {
      const items = await db.outbox.where('reportId').equals(reportId).toArray()
      // Another tab may have asked the same question: the first answer stands.
      const now = await db.report.get(reportId)
      if (now?.ownerId !== null) return
      // Reopened and queued again meanwhile: the newer words stand.
      const untouched = items.every((item) => item.attempts === 0) && now.sha256 === row.sha256
      await db.report.update(reportId, { ...(untouched ? forBoard : {}), ownerId: identityId })
      // What another wrote about it while signed in stays his: nothing leaves under a name that did not write it.
      await db.outbox
        .where('reportId')
        .equals(reportId)
        .and((item) => item.ownerId === null)
        .modify({ ownerId: identityId, nextTryAt: 0 })
    }),
  )
}

/** "No, not mine": it waits for the one who wrote it, and this person is not asked again. */
export async function disown({ db }: Store, reportId: string, identityId: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, async () => {
      const row = await db.report.get(reportId)
      if (row?.ownerId === null) await db.report.update(reportId, { notOf: [...row.notOf, identityId] })
    }),
  )
}
