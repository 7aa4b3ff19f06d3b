import type { Report } from '../../shared/incident/report.ts'
import { withDb } from './db.ts'
import type { Store } from './drafts.ts'
import type { OutboxState } from './rows.ts'

/** The report in the writer's own words, as long as this device holds them; null when it does not, or cannot open them. */
export async function ownReport({ db, vault }: Store, id: string): Promise<Report | null> {
  const row = await withDb(db, () => db.report.get(id))
  if (!row?.body) return null
  try {
    return JSON.parse(new TextDecoder().decode(await vault.open(`report/${id}/body`, row.body))) as Report
  } catch {
    return null
  }
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
