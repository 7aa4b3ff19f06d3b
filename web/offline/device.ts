import { withDb, type OfflineDb } from './db.ts'
import type { Store } from './drafts.ts'
import { lineOf, type ReportLine } from './lines.ts'
import type { AttachmentRow, MessageRow, OutboxRow, OutboxState, ReportRow, Sealed, ViewRow } from './rows.ts'
import type { Vault } from './vault.ts'
import { watchStore } from './watch.ts'
import { isHidden, lookerOf, mayBeHis, type Looker } from './whose.ts'

/** A photo or message that was not received yet, or cannot be opened. */
export interface Part {
  id: string
  what: 'attachment' | 'message'
  bytes: number
  /** null: still with its draft */
  state: OutboxState | null
  reason: string | null
  readable: boolean
}

/** A report with all that hangs on it, as far as it lies on this device. */
export interface Thing {
  line: ReportLine
  /** of words, photos and messages as they lie here */
  bytes: number
  photos: number
  messages: number
  /** there is more here than a number and a state */
  holds: boolean
  readable: boolean
  attempts: number
  /** why it did not go the last time */
  reason: string | null
  /** device clock in milliseconds; null: it waits for no clock */
  nextTryAt: number | null
  parts: Part[]
}

/** Of another person nothing but how much there is. */
export interface OnDevice {
  things: Thing[]
  others: { count: number; bytes: number }
  /** nobody knows whose these are: who is signed in is asked */
  asked: number
}

interface Rows {
  reports: ReportRow[]
  attachments: AttachmentRow[]
  messages: MessageRow[]
  items: OutboxRow[]
  views: ViewRow[]
  shared: boolean
}

/** Tells what lies on this device, now and after each change. */
export function watchDevice(store: Store, { me, here }: Pick<Looker, 'me' | 'here'>, show: (found: OnDevice) => void): () => void {
  let turn = 0
  return watchStore(
    () => rowsOf(store.db),
    async (rows) => {
      const mine = ++turn
      const found = await onDevice(store.vault, rows, { me, here, shared: rows.shared })
      if (mine === turn) show(found)
    },
  )
}

const rowsOf = (db: OfflineDb): Promise<Rows> =>
  withDb(db, () =>
    db.transaction('r', [db.report, db.attachment, db.message, db.outbox, db.view, db.meta], async () => ({
      reports: await db.report.toArray(),
      attachments: await db.attachment.toArray(),
      messages: await db.message.toArray(),
      items: await db.outbox.toArray(),
      views: await db.view.toArray(),
      shared: (await lookerOf(db, null, new Set())).shared,
    })),
  )

async function onDevice(vault: Vault, rows: Rows, looker: Looker): Promise<OnDevice> {
  const ids = new Set([...rows.reports, ...rows.views].map(({ id }) => id))
  for (const { reportId } of [...rows.attachments, ...rows.messages]) ids.add(reportId)
  const all = [...ids].map((id) => ofReport(rows, id))
  const mine = all.filter((one) => isMine(one, looker.me))
  const others = all.filter((one) => !mine.includes(one))
  // What nobody knows the writer of is asked about, and is in nobody's list until he said yes.
  const shown = mine.filter(({ report }) => !isHidden(report, looker) || (looker.me === null && report?.phase !== 'draft'))
  const things = await Promise.all(shown.map((one) => thingOf(vault, one, looker)))
  return {
    things: things.sort((a, b) => b.line.at - a.line.at),
    others: { count: others.length, bytes: others.reduce((sum, one) => sum + weigh(one), 0) },
    asked: mine.length - shown.length,
  }
}

interface Whole {
  id: string
  report: ReportRow | undefined
  view: ViewRow | undefined
  attachments: AttachmentRow[]
  messages: MessageRow[]
  items: OutboxRow[]
}

const ofReport = (rows: Rows, id: string): Whole => ({
  id,
  report: rows.reports.find((row) => row.id === id),
  view: rows.views.find((row) => row.id === id),
  attachments: rows.attachments.filter((row) => row.reportId === id),
  messages: rows.messages.filter((row) => row.reportId === id),
  items: rows.items.filter((row) => row.reportId === id),
})

/** His own, and what was written signed out that he has not called another's. */
function isMine({ report, view, items }: Whole, me: string | null): boolean {
  if (report) return mayBeHis(report, me)
  return me !== null && (view ? view.ownerId === me : items.length > 0 && items.every((item) => item.ownerId === me))
}

const sizeOf = (sealed: Sealed | null | undefined): number => (!sealed ? 0 : 'plain' in sealed ? sealed.plain.byteLength : sealed.data.byteLength)
const weigh = ({ report, view, attachments, messages }: Whole): number =>
  [report?.draft, report?.body, view?.messages, ...attachments.map((row) => row.content), ...messages.map((row) => row.body)].reduce<number>(
    (sum, sealed) => sum + sizeOf(sealed),
    0,
  )

async function thingOf(vault: Vault, whole: Whole, looker: Looker): Promise<Thing> {
  const { id, report, view, attachments, messages, items } = whole
  const own = items.find((item) => item.id === id)
  const waits = items.filter((item) => item.state === 'queued').map((item) => Math.max(item.nextTryAt, item.notBefore))
  const parts = await Promise.all([
    ...attachments.map((row) => partOf(vault, row, 'attachment', row.content, items)),
    ...messages.map((row) => partOf(vault, row, 'message', row.body, items)),
  ])
  return {
    line: lineOf(id, { report, items, view }, looker),
    bytes: weigh(whole),
    photos: attachments.length,
    messages: messages.length,
    holds: Boolean(report?.draft || report?.body) || attachments.length + messages.length > 0,
    readable: (await opens(vault, `report/${id}/draft`, report?.draft)) && (await opens(vault, `report/${id}/body`, report?.body)),
    attempts: (own ?? items[0])?.attempts ?? 0,
    reason: own && own.state !== 'received' ? own.reason : null,
    nextTryAt: waits.length > 0 && Math.min(...waits) > 0 ? Math.min(...waits) : null,
    parts: parts.filter((part) => !isHidden(report, looker) && part.state !== 'received' && (part.state !== null || !part.readable)),
  }
}

async function partOf(vault: Vault, { id }: { id: string }, what: Part['what'], sealed: Sealed | null, items: readonly OutboxRow[]): Promise<Part> {
  const item = items.find((one) => one.id === id)
  const readable = await opens(vault, `${what}/${id}`, sealed)
  return { id, what, bytes: sizeOf(sealed), state: item?.state ?? null, reason: item?.reason ?? null, readable }
}

/** Whether this one opens; where there is nothing, nothing is wrong. */
const opens = async (vault: Vault, place: string, sealed: Sealed | null | undefined): Promise<boolean> =>
  !sealed ||
  vault.open(place, sealed).then(
    () => true,
    () => false,
  )
