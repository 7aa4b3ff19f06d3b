import { isApplePhone, isInstalled } from './apple-phone.ts'
import { readMeta, withDb, type OfflineDb } from './db.ts'

/** What the browser says of its storage; null: it does not say. */
export interface StorageStatus {
  /** bytes in use by this app, and bytes it may use in all */
  used: number | null
  quota: number | null
  /** the browser promised not to clear it when the disk is full */
  promised: boolean | null
  /** a tab on an iPhone: cleared after seven days without a visit */
  shortLived: boolean
  /** when the server last answered, device clock in milliseconds; null: never */
  heardAt: number | null
}

export async function storageStatus(db: OfflineDb): Promise<StorageStatus> {
  const { storage } = navigator
  const [estimate, promised, heardAt] = await Promise.all([
    storage?.estimate?.().catch(() => undefined),
    storage?.persisted?.().catch(() => null),
    withDb(db, () => readMeta<number>(db, 'heardAt')),
  ])
  return {
    used: estimate?.usage ?? null,
    quota: estimate?.quota ?? null,
    promised: promised ?? null,
    shortLived: isApplePhone() && !isInstalled(),
    heardAt: heardAt ?? null,
  }
}

/** Asks the browser once more to keep what lies here; it may say no, and mostly gives no reason. */
export const askPromise = async (): Promise<boolean> => (await navigator.storage?.persist?.().catch(() => false)) ?? false
