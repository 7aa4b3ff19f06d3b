import { frozenBytes, sha256Hex } from './canonical.ts'
import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import { outboxRow } from './outbox.ts'
import type { OutboxState, ViewMessages } from './rows.ts'

export interface MessageToQueue {
  reportId: string
  ownerId: string | null
  text: string
  /** what it corrects; `nothing`: "dit was toch niets", with the reason as text */
  corrects?: string
}

/** Freezes a message about a report and puts it in the outbox; answers its id. */
export async function queueMessage({ db, vault, now, newId }: Store, { reportId, ownerId, text, corrects }: MessageToQueue): Promise<string> {
  const [id, sentAt] = [newId(), now()]
  const bytes = frozenBytes({ id, text, corrects, sentAt: new Date(sentAt).toISOString() })
  const [body, sha256] = await Promise.all([vault.seal(`message/${id}`, bytes), sha256Hex(bytes)])
  await withDb(db, () =>
    db.transaction('rw', db.message, db.outbox, async () => {
      await db.message.put({ id, reportId, sentAt, body, sha256 })
      await db.outbox.put(outboxRow({ id, what: 'message', reportId, ownerId }, sentAt))
    }),
  )
  return id
}

export interface OwnMessage {
  id: string
  text: string
  corrects: string | null
  /** device clock, in milliseconds */
  sentAt: number
  state: OutboxState
  reason: string | null
}

/** The messages written on this device about one report, oldest first. One that cannot be opened has no text. */
export async function ownMessages({ db, vault }: Store, reportId: string): Promise<OwnMessage[]> {
  const [rows, items] = await withDb(db, () =>
    Promise.all([db.message.where('reportId').equals(reportId).sortBy('sentAt'), db.outbox.where('reportId').equals(reportId).toArray()]),
  )
  return Promise.all(
    rows.map(async ({ id, sentAt, body }) => {
      const words = body ? await vault.openJson<{ text: string; corrects?: string }>(`message/${id}`, body).catch(() => null) : null
      const item = items.find((one) => one.id === id)
      return { id, sentAt, text: words?.text ?? '', corrects: words?.corrects ?? null, state: item?.state ?? 'received', reason: item?.reason ?? null }
    }),
  )
}

/** The messages kept of one report; undefined when there are none here or they cannot be opened. */
export async function keptMessages({ db, vault }: Pick<Store, 'db' | 'vault'>, id: string): Promise<ViewMessages | undefined> {
  const view = await withDb(db, () => db.view.get(id))
  if (!view?.messages) return undefined
  return vault.openJson<ViewMessages>(`view/${id}`, view.messages).catch(() => undefined)
}
