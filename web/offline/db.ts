import { Dexie, type EntityTable } from 'dexie'
import { isFull } from './is-full.ts'
import type { StoreTrouble } from './useConnection.ts'
import type { AttachmentRow, MessageRow, MetaRow, OutboxRow, ReportRow, ViewRow } from './rows.ts'

export type OfflineDb = Dexie & {
  report: EntityTable<ReportRow, 'id'>
  attachment: EntityTable<AttachmentRow, 'id'>
  message: EntityTable<MessageRow, 'id'>
  outbox: EntityTable<OutboxRow, 'id'>
  view: EntityTable<ViewRow, 'id'>
  meta: EntityTable<MetaRow, 'key'>
  /** hears what is wrong with the store, and `null` when it answers again */
  told: (trouble: StoreTrouble | null) => void
}

/** Any store of this app that seals: its key lies in `meta` (vault.ts), and it hears what is wrong with it. */
export type KeyedDb = Dexie & Pick<OfflineDb, 'meta' | 'told'>

export interface DbOptions {
  name?: string
  /** another IndexedDB than the page's own, for where there is no page */
  indexedDB?: IDBFactory
  IDBKeyRange?: typeof IDBKeyRange
}

const version = 2

/**
 * The device's store: a commit is on disk before it counts. Versions are stacked here and import nothing; one that older
 * apps cannot work with writes the oldest that can in meta, as `oldest` (docs/decisions/0011).
 */
export function openDb({ name = 'seintje', ...engine }: DbOptions = {}): OfflineDb {
  const db = Object.assign(new Dexie(name, { chromeTransactionDurability: 'strict', ...engine }), { told: () => undefined }) as unknown as OfflineDb
  db.version(1).stores({
    report: 'id, ownerId, phase',
    attachment: 'id, reportId',
    message: 'id, reportId',
    outbox: 'id, reportId, state',
    view: 'id, ownerId',
    meta: 'key',
  })
  db.version(version).stores({ outbox: 'id, reportId, state, ownerId' })
  // Another tab has a newer version: this one closes to let it through, and works on with what the next question finds.
  db.on('versionchange', ({ newVersion }) => newVersion && db.told('newer'))
  db.on('blocked', () => db.told('blocked'))
  db.on(
    'ready',
    async () => {
      if (((await readMeta<number>(db, 'oldest')) ?? 0) > version) throw Object.assign(new Error('a newer database'), { name: 'VersionError' })
    },
    true,
  )
  return db
}

const lost = ['DatabaseClosedError', 'InvalidStateError', 'UnknownError', 'OpenFailedError', 'AbortError']
const isLost = (error: unknown) => lost.includes((error as Error).name) && !isFull(error)

/** Runs the work; when the browser dropped the database under us (it does), opens it again and runs it once more. */
export async function withDb<T>(db: Pick<KeyedDb, 'close' | 'open' | 'told'>, work: () => Promise<T>): Promise<T> {
  try {
    const done = await work().catch(async (error: unknown) => {
      if (!isLost(error)) throw error
      db.close({ disableAutoOpen: false })
      await db.open()
      return work()
    })
    db.told(null)
    return done
  } catch (error) {
    if ((error as Error).name === 'VersionError') db.told('tooOld')
    else if (isLost(error)) db.told('lost')
    throw error
  }
}

export async function readMeta<T>(db: Pick<KeyedDb, 'meta'>, key: string): Promise<T | undefined> {
  return (await db.meta.get(key))?.value as T | undefined
}

export async function writeMeta(db: Pick<KeyedDb, 'meta'>, key: string, value: unknown): Promise<void> {
  await db.meta.put({ key, value })
}
