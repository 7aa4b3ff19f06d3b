import type { ReportKind } from '../../shared/incident/report-lists.ts'
import { readMeta, withDb, type OfflineDb } from './db.ts'
import type { Store } from './drafts.ts'
import { codePlace } from './hand-in.ts'
import { freezeWith } from './outbox.ts'
import { inOrder } from './pass.ts'
import type { OutboxRow, ReportRow } from './rows.ts'

/** A report that waits until somebody signs in and may go with the school's code instead. */
export interface Held {
  id: string
  kind: ReportKind | null
  /** device clock, in milliseconds */
  at: number
  /** nothing of it was ever sent, so a name and a number may still be added */
  untouched: boolean
}

export interface CodeGiven {
  reportId: string
  /** who is signed in: then nothing is handed in, it goes under his name */
  identityId: string | null
  /** as `readSchoolCode` gives it */
  code: string
  writtenBy?: string
  callBackNumber?: string
}

/**
 * Whoever holds the phone may hand in what was written signed out, and what was written by the last one who was signed in here:
 * he is the one who waits. Of anybody before him it stays until he signs in again, and so it does on a device that others use,
 * except on the page it was written on (`here`).
 */
async function mayHandIn(db: OfflineDb, here: ReadonlySet<string>): Promise<(row: ReportRow) => boolean> {
  const [lastHere, shared] = [await readMeta<string>(db, 'lastHere'), await readMeta<string[]>(db, 'sharedBy')]
  const waitsHere = ({ id, ownerId }: ReportRow) => ownerId === lastHere && (here.has(id) || !shared?.includes(lastHere ?? ''))
  return (row) => row.phase === 'frozen' && (row.ownerId === null || waitsHere(row))
}

const waits = ({ state, what }: OutboxRow): boolean => what !== 'message' && (state === 'queued' || state === 'attention')

/** What of this report could go with a code; nothing once the report itself went under a name, for then so do its photos. */
const couldGo = ({ id, receipt }: ReportRow, items: readonly OutboxRow[]): OutboxRow[] =>
  receipt === null || receipt.handedIn ? items.filter((item) => item.reportId === id && waits(item)) : []

/** The reports that may be handed in here with the school's code, oldest first; none while somebody is signed in. */
export async function heldReports({ db }: Store, identityId: string | null, here: ReadonlySet<string> = new Set()): Promise<Held[]> {
  if (identityId !== null) return []
  const [reports, items, may] = await withDb(db, () =>
    Promise.all([db.report.where('phase').equals('frozen').toArray(), db.outbox.toArray(), mayHandIn(db, here)]),
  )
  return reports
    .filter((row) => may(row) && couldGo(row, items).some((item) => !item.code))
    .map(({ id, kind, createdAt }) => ({ id, kind, at: createdAt, untouched: items.every((item) => item.reportId !== id || item.attempts === 0) }))
    .sort((a, b) => a.at - b.at)
}

/**
 * Keeps the school's code with the report and all its photos, sealed, so that they go with it from the next pass on. A name and
 * a number are written into the report only while nothing of it was ever sent. False: it may not be handed in here, or no more.
 */
export async function giveCode(store: Store, given: CodeGiven, here: ReadonlySet<string> = new Set()): Promise<boolean> {
  const { reportId, identityId, code, writtenBy, callBackNumber } = given
  const { db, vault } = store
  if (identityId !== null) return false
  const row = await withDb(db, () => db.report.get(reportId))
  if (!row) return false
  const signed = writtenBy || callBackNumber ? await withName(store, row, { writtenBy, callBackNumber }) : {}
  const sealed = await vault.sealJson(codePlace(reportId), code)
  return withDb(db, () =>
    db.transaction('rw', db.report, db.outbox, db.meta, async () => {
      const [now, items] = [await db.report.get(reportId), await db.outbox.where('reportId').equals(reportId).toArray()]
      const going = now && (await mayHandIn(db, here))(now) ? couldGo(now, items) : []
      if (going.length === 0) return false
      // Reopened and queued again meanwhile: the newer words stand.
      if (items.every((item) => item.attempts === 0) && now?.sha256 === row.sha256) await db.report.update(reportId, signed)
      // What the ordinary door asked to wait for is not what this one asks.
      const wait = (item: OutboxRow) => ({ misses: 0, nextTryAt: 0, notBefore: item.code ? item.notBefore : 0 })
      await db.outbox.bulkPut(going.map((item) => ({ ...item, ...wait(item), code: sealed, state: 'queued' as const, reason: null })))
      return true
    }),
  )
}

/** What of this report may leave with the school's code, the report itself first; empty: nothing. */
export async function goingWithCode({ db }: Store, reportId: string, here: ReadonlySet<string>): Promise<OutboxRow[]> {
  const [row, items] = await withDb(db, () => Promise.all([db.report.get(reportId), db.outbox.where('reportId').equals(reportId).toArray()]))
  const going = row && (await mayHandIn(db, here))(row) ? couldGo(row, items) : []
  return going.sort(inOrder)
}

/** The same report with who wrote it and where to call back, frozen anew. Words that do not open stay as they are. */
async function withName(store: Store, { id, body }: ReportRow, more: Pick<CodeGiven, 'writtenBy' | 'callBackNumber'>): Promise<Partial<ReportRow>> {
  const added = Object.fromEntries(Object.entries(more).filter(([, text]) => text))
  return body ? freezeWith(store, { id, body }, added).catch(() => ({})) : {}
}
