import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { Report } from '../../../shared/incident/report.ts'
import { openDb, type OfflineDb } from '../../../web/offline/db.ts'
import { addPhoto, saveDraft, type Store } from '../../../web/offline/drafts.ts'
import { queueReport } from '../../../web/offline/outbox.ts'
import { makeSync, type Lock, type Sync } from '../../../web/offline/sync.ts'
import { uuid7 } from '../../../web/offline/uuid.ts'
import { openVault } from '../../../web/offline/vault.ts'
import { makeFarEnd, type FarEnd } from './far-end.ts'

export interface Phone {
  store: Store
  sync: Sync
  end: FarEnd
  clock: { ms: number }
  /** who this page believes is signed in */
  me: { id: string | null }
  told: (string | null)[]
  /** writes a report with photos and puts it in the outbox; answers its id */
  reports: (description?: string, options?: { photos?: number; ownerId?: string | null }) => Promise<string>
  /** the same device after its page was closed: only what was committed is left */
  restarted: () => Promise<Phone>
}

export const start = Date.parse('2026-03-02T09:00:00.000Z')
export const alone: Lock = async (work) => {
  await work()
  return 'done'
}

let ids = 0
const nextId = (ms: number) =>
  uuid7(
    ms,
    Uint8Array.from({ length: 10 }, (_, at) => (at > 5 ? (++ids >> ((9 - at) * 8)) & 255 : 7)),
  )

/** A phone with a real (in-memory) IndexedDB, its own clock, and the far end of a network. */
export async function makePhone({ lock = alone, indexedDB = new IDBFactory(), serverAhead = 0 } = {}): Promise<Phone> {
  const clock = { ms: start }
  return boot({ clock, indexedDB, lock, end: makeFarEnd(() => clock.ms + serverAhead), me: { id: 'anna' } })
}

type Parts = Pick<Phone, 'clock' | 'end' | 'me'> & { indexedDB: IDBFactory; lock: Lock }

async function boot(parts: Parts): Promise<Phone> {
  const { clock, end, me, lock, indexedDB } = parts
  const db: OfflineDb = openDb({ indexedDB, IDBKeyRange })
  const now = () => clock.ms
  const store: Store = { db, vault: await openVault(db), now, newId: () => nextId(clock.ms) }
  const told: (string | null)[] = []
  const sync = makeSync({
    ...store,
    fetch: (path, init) => end.fetch(path, init),
    random: () => 0.5,
    identity: () => me.id,
    lock,
    onIdentity: (id) => told.push(id),
  })
  return { store, sync, end, clock, me, told, reports: (description, options) => report(store, me.id, description, options), restarted: () => boot(parts) }
}

export const lostStick = (now: number, description = 'USB-stick kwijt in de trein'): Report => ({
  shape: 1,
  kind: 'deviceLost',
  description,
  discoveredBasis: 'now',
  discoveredAt: new Date(now).toISOString(),
  reportedAt: new Date(now).toISOString(),
})

async function report(store: Store, me: string | null, description?: string, { photos = 0, ownerId = me }: { photos?: number; ownerId?: string | null } = {}) {
  const id = store.newId()
  await saveDraft(store, { id, ownerId, kind: 'deviceLost', draftSkewMs: null, fields: { description } })
  for (let at = 0; at < photos; at++) await addPhoto(store, id, { id: store.newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, at) })
  await queueReport(store, { id, ownerId, report: lostStick(store.now(), description) })
  return id
}

export const states = async ({ store }: Phone) => (await store.db.outbox.toArray()).map((row) => `${row.what} ${row.state}`).sort()
