import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { openDb } from '../../web/offline/db.ts'
import { addPhoto, saveDraft, type Store } from '../../web/offline/drafts.ts'
import { queueMessage } from '../../web/offline/messages.ts'
import { queueReport } from '../../web/offline/outbox.ts'
import { makeSync, type DrainReason, type Lock, type Sync } from '../../web/offline/sync.ts'
import { uuid7 } from '../../web/offline/uuid.ts'
import { openVault } from '../../web/offline/vault.ts'
import type { Report } from '../../shared/incident/report.ts'
import type { Line, Request } from './weather.ts'

/** One page of the app on a device: the real store and the real sync. */
export interface Tab {
  store: Store
  sync: Sync
  /** who this page believes is signed in */
  me: { id: string | null }
  /** runs a pass until it ends, or until the tab is put to sleep in it */
  drain: (reason: DrainReason) => Promise<void>
  thaw: () => void
  /** the page is gone: nothing it was doing goes on */
  kill: () => void
}

export interface Written {
  id: string
  owner: string | null
  /** as frozen on the device */
  bytes: string
  photos: Map<string, string>
}

export interface DeviceOptions {
  line: Line
  /** device clock, in milliseconds */
  now: () => number
  lock: Lock
  indexedDB?: IDBFactory
  me?: string | null
  random?: () => number
}

let ids = 0
/** UUIDv7s that differ from each other and from run to run are the same for the same run. */
export const nextId = (ms: number): string => {
  const count = ++ids
  return uuid7(
    ms,
    Uint8Array.from({ length: 10 }, (_, at) => (at > 5 ? (count >>> ((9 - at) * 8)) & 255 : 7)),
  )
}

/** Opens the app on this device: what was committed to its IndexedDB is there, all else is gone. */
export async function openTab({ line, now, lock, indexedDB = new IDBFactory(), me: who = null, random = () => 0.5 }: DeviceOptions): Promise<Tab> {
  const db = openDb({ indexedDB, IDBKeyRange })
  const store: Store = { db, vault: await openVault(db), now, newId: () => nextId(now()) }
  const [me, wire] = [{ id: who }, line.tab()]
  const sync = makeSync({ ...store, fetch: wire.fetch satisfies Request, random, identity: () => me.id, lock, onIdentity: (id) => (me.id = id) })
  const drain = (reason: DrainReason) => Promise.race([sync.drain(reason).catch(() => undefined), wire.stuck()])
  const kill = () => {
    wire.cut()
    db.close()
  }
  return { store, sync, me, drain, thaw: wire.thaw, kill }
}

/** A browser's locks: given to one tab, or taken from it by one that steals (its promise then fails, its work goes on). */
export function webLocks(always?: 'steal'): Lock {
  let holder: { robbed: () => void } | null = null
  return async (work, { steal }) => {
    if (holder && !steal && always !== 'steal') return 'busy'
    holder?.robbed()
    const mine = { robbed: () => {} }
    holder = mine
    const robbed = new Promise<never>((_, reject) => (mine.robbed = () => reject(new DOMException('the lock was stolen', 'AbortError'))))
    try {
      await Promise.race([work(), robbed])
    } finally {
      if (holder === mine) holder = null
    }
    return 'done'
  }
}

export const lostStick = (now: number, changes: Partial<Report> = {}): Report => ({
  shape: 1,
  kind: 'deviceLost',
  description: 'Stick kwijt in de trein',
  discoveredBasis: 'now',
  discoveredAt: new Date(now).toISOString(),
  reportedAt: new Date(now).toISOString(),
  ...changes,
})

export const jpeg = (...bytes: number[]) => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...bytes)

/** Writes a report with photos as the form does, and queues it; answers what must arrive. */
export async function write({ store, me }: Pick<Tab, 'store' | 'me'>, changes: Partial<Report> = {}, photos: Uint8Array<ArrayBuffer>[] = []): Promise<Written> {
  const [id, now] = [store.newId(), store.now()]
  const report = lostStick(now, changes)
  await saveDraft(store, { id, ownerId: me.id, kind: report.kind, draftSkewMs: report.draftSkewMs ?? null, fields: report })
  const kept = new Map<string, string>()
  for (const bytes of photos) {
    const photo = store.newId()
    if (await addPhoto(store, id, { id: photo, contentType: 'image/jpeg', bytes })) kept.set(photo, Buffer.from(bytes).toString('base64'))
  }
  await queueReport(store, { id, ownerId: me.id, report })
  return { id, owner: me.id, bytes: await frozenOf(store, id), photos: kept }
}

/** The frozen bytes of a report as this device holds them. */
export async function frozenOf({ db, vault }: Store, id: string): Promise<string> {
  const row = await db.report.get(id)
  return row?.body ? Buffer.from(await vault.open(`report/${id}/body`, row.body)).toString('base64') : ''
}

export const say = ({ store, me }: Pick<Tab, 'store' | 'me'>, reportId: string, text: string) => queueMessage(store, { reportId, ownerId: me.id, text })
