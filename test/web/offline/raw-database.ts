import type { IDBFactory as Factory } from 'fake-indexeddb'

type Engine = InstanceType<typeof Factory> | IDBFactory

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')))
  })

/** Opens the database without any of our own code; `made` builds it. Dexie counts in tenths: version 2 is 20. */
export function openRaw(indexedDB: Engine, version?: number, made?: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = (indexedDB as IDBFactory).open('seintje', version)
  request.addEventListener('upgradeneeded', () => made?.(request.result))
  return done(request)
}

/** The stores and indexes of version 1, as the app of before wrote them. */
export const versionOne = 10
export function makeVersionOne(db: IDBDatabase): void {
  const stores = { report: ['ownerId', 'phase'], attachment: ['reportId'], message: ['reportId'], outbox: ['reportId', 'state'], view: ['ownerId'] }
  for (const [name, indexes] of Object.entries(stores)) {
    const store = db.createObjectStore(name, { keyPath: 'id' })
    for (const index of indexes) store.createIndex(index, index)
  }
  db.createObjectStore('meta', { keyPath: 'key' })
}

export async function putRaw(db: IDBDatabase, rows: Record<string, readonly object[]>): Promise<void> {
  const tx = db.transaction(Object.keys(rows), 'readwrite')
  const over = new Promise((resolve, reject) => {
    tx.addEventListener('complete', resolve)
    tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')))
  })
  for (const [store, list] of Object.entries(rows)) for (const row of list) tx.objectStore(store).put(row)
  await over
}

/** Bytes as one character each, so that what lies in them is found as text; a key has none to show. */
const readable = (_: string, value: unknown): unknown => {
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('latin1')
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1')
  return value
}

/** Everything that lies in the database, store by store, as text to look through. */
export async function dumpRaw(indexedDB: Engine): Promise<string> {
  const db = await openRaw(indexedDB)
  const names = [...db.objectStoreNames]
  const stores = await Promise.all(names.map(async (name) => [name, await done(db.transaction(name).objectStore(name).getAll())] as const))
  db.close()
  return JSON.stringify(Object.fromEntries(stores), readable)
}
