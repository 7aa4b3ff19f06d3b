import { Dexie, type EntityTable } from 'dexie'
import type { AttachmentRow, MessageRow, MetaRow, OutboxRow, ReportRow, ViewRow } from './rows.ts'

export type OfflineDb = Dexie & {
  report: EntityTable<ReportRow, 'id'>
  attachment: EntityTable<AttachmentRow, 'id'>
  message: EntityTable<MessageRow, 'id'>
  outbox: EntityTable<OutboxRow, 'id'>
  view: EntityTable<ViewRow, 'id'>
  meta: EntityTable<MetaRow, 'key'>
}

export interface DbOptions {
  name?: string
  /** another IndexedDB than the page's own, for where there is no page */
  indexedDB?: IDBFactory
  IDBKeyRange?: typeof IDBKeyRange
}

/** The device's store: a commit is on disk before it counts. Versions are stacked here and import nothing. */
export function openDb({ name = 'seintje', ...engine }: DbOptions = {}): OfflineDb {
  const db = new Dexie(name, { chromeTransactionDurability: 'strict', ...engine }) as OfflineDb
  db.version(1).stores({
    report: 'id, ownerId, phase',
    attachment: 'id, reportId',
    message: 'id, reportId',
    outbox: 'id, reportId, state',
    view: 'id, ownerId',
    meta: 'key',
  })
  return db
}

const lost = ['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'OpenFailedError']

/** Runs the work; when the browser dropped the database under us (it does), opens it again and runs it once more. */
export async function withDb<T>(db: OfflineDb, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || !lost.includes(error.name)) throw error
    db.close({ disableAutoOpen: false })
    await db.open()
    return work()
  }
}

export async function readMeta<T>(db: OfflineDb, key: string): Promise<T | undefined> {
  return (await db.meta.get(key))?.value as T | undefined
}

export async function writeMeta(db: OfflineDb, key: string, value: unknown): Promise<void> {
  await db.meta.put({ key, value })
}
