import type { Sealed } from '../offline/rows.ts'
import { newSealKey, openWith, sealWith } from '../offline/seal.ts'

/**
 * What another app shared, sealed, until the report form takes it over. A database of its own and no library around it: the
 * worker writes it, and has to stay small. It is no report: nobody wrote it here and nobody asked to send it.
 */
const name = 'seintje-shared'
/** What nobody took over is thrown away after this long, in milliseconds. It still stands in the app it came from. */
const keptFor = 7 * 24 * 3_600_000

export interface SharedPhoto {
  id: string
  bytes: Uint8Array<ArrayBuffer>
}
export interface SharedThing {
  /** UUIDv7; the draft it becomes has the same one, so that it becomes one draft however often that is tried */
  id: string
  /** device clock, in milliseconds */
  at: number
  /** identity that was signed in on this device; null: nobody */
  who: string | null
  /** files that did not come along: no photos, too large or more than fit */
  left: number
}
type ThingRow = SharedThing & { text: Sealed }
type PhotoRow = { id: string; thingId: string; n: number; at: number; content: Sealed }

/** Keeps it: when this resolves it is on disk, whole. The row of the thing itself comes last and makes it count. */
export async function keepShared(thing: Omit<SharedThing, 'who'>, text: string, photos: readonly SharedPhoto[]): Promise<void> {
  const [key, who] = [await boxKey(), (await ask<{ value: string | null } | undefined>('meta', (meta) => meta.get('who')))?.value ?? null]
  try {
    await putAll(key, { ...thing, who }, text, photos)
  } catch (error) {
    // A disk that is full keeps no halves.
    await dropShared(thing.id).catch(() => undefined)
    throw error
  }
}

async function putAll(key: CryptoKey, thing: SharedThing, text: string, photos: readonly SharedPhoto[]): Promise<void> {
  for (const [n, { id, bytes }] of photos.entries()) {
    const row: PhotoRow = { id, thingId: thing.id, n, at: thing.at, content: await sealWith(key, `photo/${id}`, bytes) }
    await ask('photo', (store) => store.put(row))
  }
  const row: ThingRow = { ...thing, text: await sealWith(key, `thing/${thing.id}`, new TextEncoder().encode(text)) }
  await ask('thing', (store) => store.put(row))
}

/** What lies here, oldest first. */
export async function sharedThings(): Promise<SharedThing[]> {
  const rows = await ask<ThingRow[]>('thing', (store) => store.getAll())
  return rows.map(({ id, at, who, left }) => ({ id, at, who, left })).sort((a, b) => a.at - b.at)
}

/** Opens one; undefined when another tab took it over meanwhile. Throws when it cannot be opened. */
export async function openShared(id: string): Promise<{ text: string; photos: SharedPhoto[] } | undefined> {
  const row = await ask<ThingRow | undefined>('thing', (store) => store.get(id))
  if (!row) return undefined
  const key = await boxKey()
  const rows = await ask<PhotoRow[]>('photo', (store) => store.index('thingId').getAll(id))
  const photos: SharedPhoto[] = []
  for (const photo of rows.sort((a, b) => a.n - b.n)) photos.push({ id: photo.id, bytes: await unseal(key, `photo/${photo.id}`, photo.content) })
  return { text: new TextDecoder().decode(await unseal(key, `thing/${id}`, row.text)), photos }
}

export async function dropShared(id: string): Promise<void> {
  // The photos first: what stops halfway is found again.
  for (const photo of await ask<IDBValidKey[]>('photo', (store) => store.index('thingId').getAllKeys(id))) await ask('photo', (store) => store.delete(photo))
  await ask('thing', (store) => store.delete(id))
}

/** Throws away what lies here for more than seven days, and photos whose thing was never finished. `now` in milliseconds. */
export async function dropOldShared(now: number): Promise<void> {
  for (const store of ['thing', 'photo']) {
    const rows = await ask<(ThingRow | PhotoRow)[]>(store, (all) => all.getAll())
    for (const { id, at } of rows) if (at < now - keptFor) await ask(store, (all) => all.delete(id))
  }
}

/** Remembers who is signed in here: what is shared next is his, and no one else on this device sees it. */
export const sharesFor = (identityId: string | null): Promise<unknown> => ask('meta', (meta) => meta.put({ key: 'who', value: identityId }))

// ---- sealing

/** Never leaves the browser: made here, kept here, and nothing can read its bytes. */
async function boxKey(): Promise<CryptoKey> {
  const fresh = await newSealKey()
  // A tab and the worker may come at once: the first key stays.
  await ask('meta', (meta) => meta.add({ key: 'key', value: fresh })).catch(() => undefined)
  const kept = await ask<{ value: CryptoKey } | undefined>('meta', (meta) => meta.get('key'))
  if (!kept) throw new Error('this browser keeps no key')
  return kept.value
}

async function unseal(key: CryptoKey, place: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  if ('plain' in sealed) throw new Error('nothing here is unsealed')
  return openWith(key, place, sealed)
}

// ---- the database

/** One question or one change, in a transaction of its own; resolves once that is on disk. */
async function ask<T>(store: string, work: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const db = await open()
  try {
    return await new Promise<T>((done, fail) => {
      const tx = db.transaction(store, 'readwrite', { durability: 'strict' })
      const asked = work(tx.objectStore(store)) as IDBRequest<T>
      tx.addEventListener('complete', () => done(asked.result))
      tx.addEventListener('abort', () => fail(tx.error ?? new Error('the database stopped')))
    })
  } finally {
    db.close()
  }
}

const open = () =>
  new Promise<IDBDatabase>((done, fail) => {
    const opening = indexedDB.open(name, 1)
    opening.addEventListener('upgradeneeded', () => {
      opening.result.createObjectStore('meta', { keyPath: 'key' })
      opening.result.createObjectStore('thing', { keyPath: 'id' })
      opening.result.createObjectStore('photo', { keyPath: 'id' }).createIndex('thingId', 'thingId')
    })
    opening.addEventListener('success', () => done(opening.result))
    opening.addEventListener('error', () => fail(opening.error ?? new Error('the database does not open')))
  })
