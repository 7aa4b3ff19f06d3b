import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { sha256Hex } from './canonical.ts'
import { withDb } from './db.ts'
import { blank, type Store } from './drafts.ts'
import { codePlace } from './hand-in.ts'
import { outboxRow, sealBody } from './outbox.ts'
import type { AttachmentRow, OutboxRow, Receipt, ReportRow } from './rows.ts'
import type { HeldPhoto } from './send-at-once.ts'

export interface SentFromMemory {
  /** the draft it was, if this device kept one */
  draftId: string
  /** the id it was received under */
  id: string
  ownerId: string | null
  kind: string
  /** the very bytes that arrived */
  body: Uint8Array<ArrayBuffer>
  receipt: Receipt
  photos: readonly HeldPhoto[]
  /** ids of the photos that arrived too */
  arrived: ReadonlySet<string>
  /** the school's code, if it went with that */
  code?: string
}

/**
 * Keeps what was sent from memory as the received report that it is, with the photos that did not arrive in line: all of it or
 * nothing. False: another tab has queued this draft meanwhile.
 */
export async function keepSent({ db, vault, now }: Store, sent: SentFromMemory): Promise<boolean> {
  const { draftId, id, ownerId, body, arrived, code } = sent
  const [words, photos, sealedCode] = await Promise.all([
    sealBody({ vault }, id, body),
    Promise.all(sent.photos.map((photo, at) => attachmentOf(vault, id, photo, at + 1))),
    code ? vault.sealJson(codePlace(id), code) : null,
  ])
  const receipt: Receipt = code ? { ...sent.receipt, handedIn: true } : sent.receipt
  // The report needs the code no more; the photos do.
  const item = (what: 'report' | 'attachment', of: string, received: boolean): OutboxRow => ({
    ...outboxRow({ id: of, what, reportId: id, ownerId }, now()),
    attempts: 1,
    ...(received && { state: 'received' as const }),
    ...(code && { code: received ? null : sealedCode }),
  })
  return withDb(db, () =>
    db.transaction('rw', db.report, db.attachment, db.message, db.outbox, async () => {
      const row = await db.report.get(draftId)
      if (row && row.phase !== 'draft') return false
      if (id !== draftId) {
        await db.attachment.where('reportId').equals(draftId).modify({ reportId: id })
        await db.message.where('reportId').equals(draftId).modify({ reportId: id })
        await db.outbox.where('reportId').equals(draftId).modify({ reportId: id })
        await db.report.delete(draftId)
      }
      // Sealed for its own id: under another one the words of the form cannot be opened.
      const draft = id === draftId ? (row?.draft ?? null) : null
      const frozen: Partial<ReportRow> = { phase: 'frozen', ...words, kind: sent.kind as ReportKind, receipt, draft, changedAt: now() }
      await db.report.put({ ...blank(now()), draftSkewMs: null, ...row, ...frozen, id, ownerId } as ReportRow)
      const there = await db.attachment.where('reportId').equals(id).toArray()
      await db.attachment.bulkPut(photos.filter((photo) => photo !== null && there.every((one) => one.id !== photo.id)) as AttachmentRow[])
      const all = await db.attachment.where('reportId').equals(id).sortBy('position')
      await db.outbox.bulkPut([item('report', id, true), ...all.map((photo) => item('attachment', photo.id, arrived.has(photo.id)))])
      return true
    }),
  )
}

async function attachmentOf(vault: Store['vault'], reportId: string, { id, contentType, bytes }: HeldPhoto, position: number): Promise<AttachmentRow | null> {
  if (!bytes) return null
  const [content, sha256] = await Promise.all([vault.seal(`attachment/${id}`, bytes), sha256Hex(bytes)])
  return { id, reportId, position, contentType, bytes: bytes.byteLength, sha256, content }
}
