import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import type { AttachmentRow } from './rows.ts'

/** A person asks for another try: now, whatever it was waiting for. */
export async function retry({ db }: Store, id: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.outbox, async () => {
      await db.outbox
        .where('reportId')
        .equals(id)
        .or('id')
        .equals(id)
        .modify((row) => {
          if (row.state === 'attention' || row.state === 'queued') Object.assign(row, { state: 'queued', misses: 0, nextTryAt: 0, reason: null })
        })
    }),
  )
}

/**
 * What the server refused goes back to the form under a new id, photos too: the old id stays what it was on the server.
 * Answers the new id; undefined when the words can no longer be opened.
 */
export async function copyToDraft({ db, vault, now, newId }: Store, id: string): Promise<string | undefined> {
  const row = await withDb(db, () => db.report.get(id))
  if (!row?.draft) return undefined
  const fresh = newId()
  const fields = await vault.openJson(`report/${id}/draft`, row.draft).catch(() => undefined)
  if (fields === undefined) return undefined
  const draft = await vault.sealJson(`report/${fresh}/draft`, fields)
  const photos = await copiesOf({ db, vault, now, newId }, id, fresh)
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, async () => {
      if ((await db.outbox.get(id))?.state !== 'attention') return undefined
      // What was written about it goes along, and leaves after it.
      await db.message.where('reportId').equals(id).modify({ reportId: fresh })
      await db.outbox
        .where('reportId')
        .equals(id)
        .and((item) => item.what === 'message')
        .modify({ reportId: fresh })
      await forget(db, id)
      await db.report.put({ ...row, id: fresh, phase: 'draft', draft, body: null, sha256: null, receipt: null, createdAt: now(), changedAt: now() })
      await db.attachment.bulkPut(photos)
      return fresh
    }),
  )
}

async function copiesOf({ db, vault, newId }: Store, id: string, fresh: string): Promise<AttachmentRow[]> {
  const rows = await withDb(db, () => db.attachment.where('reportId').equals(id).toArray())
  const copies = rows.map(async (row) => {
    const bytes = row.content && (await vault.open(`attachment/${row.id}`, row.content).catch(() => null))
    const photoId = newId()
    // One that does not open now may open later: it goes along as it is.
    return bytes ? { ...row, id: photoId, reportId: fresh, content: await vault.seal(`attachment/${photoId}`, bytes) } : { ...row, reportId: fresh }
  })
  return Promise.all(copies)
}

async function forget(db: Store['db'], id: string): Promise<void> {
  await db.report.delete(id)
  for (const table of [db.attachment, db.message, db.outbox]) await table.where('reportId').equals(id).delete()
}

/** A person throws a photo or message away that the server refused. */
export async function removeItem({ db }: Store, id: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.attachment, db.message, db.outbox, async () => {
      const item = await db.outbox.get(id)
      if (item?.state !== 'attention' || item.what === 'report') return
      await Promise.all([db.attachment.delete(id), db.message.delete(id), db.outbox.delete(id)])
    }),
  )
}
