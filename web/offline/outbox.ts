import type { Report } from '../../shared/incident/report.ts'
import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { frozenBytes, sha256Hex, type Json } from './canonical.ts'
import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import type { OutboxRow, ReportRow, Sealed } from './rows.ts'

/** version of the rows of the outbox */
const outboxShape = 1

export const outboxRow = (of: Pick<OutboxRow, 'id' | 'what' | 'reportId' | 'ownerId'>, at: number): OutboxRow => ({
  ...of,
  shape: outboxShape,
  state: 'queued',
  queuedAt: at,
  attempts: 0,
  misses: 0,
  nextTryAt: 0,
  notBefore: 0,
  lastTriedAt: null,
  reason: null,
})

export interface ReportToQueue {
  id: string
  ownerId: string | null
  report: Report
}

/**
 * Freezes the draft's body and puts it, with its photos, in the outbox: one transaction, so both are there or neither is.
 * Answers false when there is no such draft any more (a second tap, another tab).
 */
export async function queueReport(store: Store, { id, ownerId, report }: ReportToQueue): Promise<boolean> {
  const { db, now } = store
  // Most reports have no photos: those are sealed while the store counts.
  const [photos, bare] = await Promise.all([withDb(db, () => db.attachment.where('reportId').equals(id).count()), freeze(store, id, report)])
  const frozen = photos > 0 ? await freeze(store, id, { ...report, attachments: photos }) : bare
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.outbox, async () => {
      const row = await db.report.get(id)
      if (row?.phase !== 'draft') return false
      const at = now()
      await db.report.put({ ...row, ...frozen, phase: 'frozen', ownerId, kind: report.kind as ReportKind, changedAt: at })
      const attachments = await db.attachment.where('reportId').equals(id).sortBy('position')
      await db.outbox.bulkPut([
        outboxRow({ id, what: 'report', reportId: id, ownerId }, at),
        ...attachments.map((photo) => outboxRow({ id: photo.id, what: 'attachment', reportId: id, ownerId }, at)),
      ])
      return true
    }),
  )
}

type Frozen = Pick<ReportRow, 'body' | 'sha256'>

const freeze = (store: Pick<Store, 'vault'>, id: string, report: Report): Promise<Frozen> => sealBody(store, id, frozenBytes(report as Json))

/** The bytes that are sent, as a report's row holds them. */
export async function sealBody({ vault }: Pick<Store, 'vault'>, id: string, bytes: Uint8Array<ArrayBuffer>): Promise<Frozen> {
  const [body, sha256] = await Promise.all([vault.seal(`report/${id}/body`, bytes), sha256Hex(bytes)])
  return { body, sha256 }
}

/** A frozen report with something added, frozen anew; only for one of which nothing was ever sent. Throws when its words do not open. */
export async function freezeWith(store: Pick<Store, 'vault'>, { id, body }: { id: string; body: Sealed }, more: Partial<Report>): Promise<Frozen> {
  return freeze(store, id, { ...(await openBody(store, id, body)), ...more })
}

const openBody = ({ vault }: Pick<Store, 'vault'>, id: string, body: Sealed) => vault.openJson<Report>(`report/${id}/body`, body)

/** Back to the form, as long as nothing of it was ever sent; false when that moment has passed. */
export async function reopen({ db, now }: Store, id: string): Promise<boolean> {
  return withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, async () => {
      const [row, items] = [await db.report.get(id), await db.outbox.where('reportId').equals(id).toArray()]
      if (row?.phase !== 'frozen' || !row.draft || items.some((item) => item.attempts > 0)) return false
      await db.report.put({ ...row, phase: 'draft', body: null, sha256: null, changedAt: now() })
      // What was said about it stays in line: it goes after the report.
      await db.outbox.bulkDelete(items.filter((item) => item.what !== 'message').map((item) => item.id))
      return true
    }),
  )
}

/** The report in the writer's own words, as long as this device holds them; null when it does not, or cannot open them. */
export async function ownReport(store: Store, id: string): Promise<Report | null> {
  const row = await withDb(store.db, () => store.db.report.get(id))
  return row?.body ? openBody(store, id, row.body).catch(() => null) : null
}
