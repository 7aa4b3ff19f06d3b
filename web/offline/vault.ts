import { withDb, type KeyedDb } from './db.ts'
import type { Sealed } from './rows.ts'
import { newSealKey, openWith, sealWith } from './seal.ts'

export interface Vault {
  /** false: this browser cannot keep a key; what is written stays readable on the device, and the screen says so */
  sealing: boolean
  /** `place` (table and id) is bound to the seal: a row moved elsewhere does not open */
  seal: (place: string, bytes: Uint8Array<ArrayBuffer>) => Promise<Sealed>
  /** Throws when this one row cannot be opened. */
  open: (place: string, sealed: Sealed) => Promise<Uint8Array<ArrayBuffer>>
  sealJson: (place: string, value: unknown) => Promise<Sealed>
  openJson: <T>(place: string, sealed: Sealed) => Promise<T>
}

const keyRow = 'vaultKey'

/** The vault of this database: its key cannot leave the browser. Where a key cannot be kept (Lockdown Mode), it writes unsealed. */
export async function openVault(db: KeyedDb): Promise<Vault> {
  let key = await keyOf(db)
  // A store that was lost, and is made anew while this page is open, lost its key as well: what is sealed from now on must open later.
  db.on('ready', async (opening) => (key &&= await firstKey(opening as KeyedDb, key)), true)
  const seal = async (place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> => (key ? sealWith(key, place, bytes) : { plain: bytes.slice().buffer })
  const open = async (place: string, sealed: Sealed) => {
    if ('plain' in sealed) return new Uint8Array(sealed.plain)
    if (!key) throw new Error('the key of this row is gone')
    return openWith(key, place, sealed)
  }
  return {
    sealing: key !== undefined,
    seal,
    open,
    sealJson: (place, value) => seal(place, new TextEncoder().encode(JSON.stringify(value))),
    openJson: async (place, sealed) => JSON.parse(new TextDecoder().decode(await open(place, sealed))),
  }
}

/** Two tabs may open at once: the first key stays. */
const firstKey = (db: KeyedDb, mine: CryptoKey): Promise<CryptoKey> =>
  db.transaction('rw', db.meta, async () => {
    const kept = await db.meta.get(keyRow)
    if (!kept) await db.meta.add({ key: keyRow, value: mine })
    return (kept?.value ?? mine) as CryptoKey
  })

/** The key as the database gives it back, tried out; undefined when it cannot be kept. Never blocks reporting. */
async function keyOf(db: KeyedDb): Promise<CryptoKey | undefined> {
  try {
    const fresh = await newSealKey()
    await withDb(db, () => firstKey(db, fresh))
    const kept = (await withDb(db, () => db.meta.get(keyRow)))?.value as CryptoKey | undefined
    if (!kept) return undefined
    await sealWith(kept, 'probe', new Uint8Array(1))
    return kept
  } catch (error) {
    // A store that went away keeps its key: whoever writes in clear now, or finds his rows unreadable, was told too much too soon.
    if (error instanceof Error && storeIsAway.has(error.name)) throw error
    return undefined
  }
}

const storeIsAway = new Set(['DatabaseClosedError', 'InvalidStateError', 'AbortError', 'TimeoutError', 'OpenFailedError', 'UnknownError'])
