import { currentShape, reportLimits, type ReportKind } from '../../shared/incident/report-lists.ts'
import { sha256Hex } from './canonical.ts'
import { withDb, type OfflineDb } from './db.ts'
import type { AttachmentRow, ReportRow } from './rows.ts'
import type { Vault } from './vault.ts'
import { isHidden, lookerOf, mayBeHis } from './whose.ts'

/** What the offline verbs work with. */
export interface Store {
  db: OfflineDb
  vault: Vault
  /** device clock, in milliseconds */
  now: () => number
  newId: () => string
}

export interface DraftToSave {
  id: string
  ownerId: string | null
  kind: ReportKind | null
  draftSkewMs: number | null
  /** the form's fields as they stand */
  fields: unknown
}

export interface Photo {
  id: string
  contentType: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Keeps what was typed so far. Does nothing, and answers false, once the report is queued: a late autosave never undoes that. */
export async function saveDraft({ db, vault, now }: Store, { fields, ...draft }: DraftToSave): Promise<boolean> {
  const sealed = await vault.sealJson(`report/${draft.id}/draft`, fields)
  return withDb(db, () =>
    db.transaction('rw', db.report, async () => {
      const row = await db.report.get(draft.id)
      if (row && row.phase !== 'draft') return false
      await db.report.put({ ...(row ?? blank(now())), ...draft, draft: sealed, changedAt: now() })
      return true
    }),
  )
}

export const blank = (at: number): Omit<ReportRow, 'id' | 'ownerId' | 'kind' | 'draftSkewMs'> => ({
  shape: currentShape,
  phase: 'draft',
  createdAt: at,
  changedAt: at,
  draft: null,
  body: null,
  sha256: null,
  receipt: null,
  notOf: [],
})

/** The drafts this person may go on with, newest first: his own, and those written signed out where others do not come (whose.ts). */
export async function draftsFor({ db }: Store, me: string | null, here: ReadonlySet<string> = new Set()): Promise<ReportRow[]> {
  const [rows, looker] = await withDb(db, () => Promise.all([db.report.where('phase').equals('draft').toArray(), lookerOf(db, me, here)]))
  const mine = rows.filter((row) => mayBeHis(row, me) && !isHidden(row, looker))
  return mine.sort((a, b) => b.changedAt - a.changedAt)
}

/** The fields of one draft; undefined when it is gone or cannot be opened. */
export async function openDraft<T>({ db, vault }: Store, id: string): Promise<{ row: ReportRow; fields: T } | undefined> {
  const row = await withDb(db, () => db.report.get(id))
  if (row?.phase !== 'draft' || !row.draft) return undefined
  try {
    return { row, fields: await vault.openJson<T>(`report/${id}/draft`, row.draft) }
  } catch {
    return undefined
  }
}

/** Throws a draft away, photos too. Only a person asks for this, and never once it is queued. */
export async function discardDraft({ db }: Store, id: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, async () => {
      if ((await db.report.get(id))?.phase !== 'draft') return
      for (const table of [db.attachment, db.message, db.outbox]) await table.where('reportId').equals(id).delete()
      await db.report.delete(id)
    }),
  )
}

/** Keeps a photo with a saved draft. Answers false when there is no such draft or it has its five photos. */
export async function addPhoto({ db, vault }: Store, reportId: string, { id, contentType, bytes }: Photo): Promise<boolean> {
  const [content, sha256] = await Promise.all([vault.seal(`attachment/${id}`, bytes), sha256Hex(bytes)])
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, async () => {
      if ((await db.report.get(reportId))?.phase !== 'draft') return false
      const others = await db.attachment.where('reportId').equals(reportId).toArray()
      if (others.length >= reportLimits.attachments) return false
      const position = Math.max(0, ...others.map((row) => row.position)) + 1
      await db.attachment.put({ id, reportId, position, contentType, bytes: bytes.byteLength, sha256, content })
      return true
    }),
  )
}

export async function removePhoto({ db }: Store, reportId: string, id: string): Promise<void> {
  await withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, async () => {
      if ((await db.report.get(reportId))?.phase === 'draft') await db.attachment.delete(id)
    }),
  )
}

/** The photos of a report in order; `bytes` is null for one that can no longer be opened. */
export async function photosOf({ db, vault }: Store, reportId: string): Promise<(Omit<Photo, 'bytes'> & { bytes: Photo['bytes'] | null })[]> {
  const rows = await withDb(db, () => db.attachment.where('reportId').equals(reportId).sortBy('position'))
  return Promise.all(rows.map(async (row) => ({ id: row.id, contentType: row.contentType, bytes: await openPhoto(vault, row) })))
}

async function openPhoto(vault: Vault, row: AttachmentRow): Promise<Photo['bytes'] | null> {
  try {
    return row.content && (await vault.open(`attachment/${row.id}`, row.content))
  } catch {
    return null
  }
}
