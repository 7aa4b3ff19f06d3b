import { isApplePhone } from './apple-phone.ts'
import { readMeta, writeMeta, type OfflineDb } from './db.ts'
import type { DrainReason, SyncStatus } from './sync.ts'

type Drain = (reason: DrainReason) => Promise<void>
type OnStatus = (listener: (status: SyncStatus) => void) => () => void

const every = 60_000
/** iOS says it is back before its network is. */
const settleOnIos = 1_500
const shortestNap = 2_000

/** Everything that starts a pass: the app, the network, coming back to the screen, the clock, and the worker. */
export function keepDraining(drain: Drain, onStatus: OnStatus): void {
  const resume = () => {
    if (document.visibilityState === 'visible') setTimeout(() => drain('resume'), isApplePhone() ? settleOnIos : 0)
  }
  window.addEventListener('online', () => drain('online'))
  window.addEventListener('pageshow', (event) => event.persisted && resume())
  document.addEventListener('visibilitychange', resume)
  navigator.serviceWorker?.addEventListener('message', ({ data }) => data?.type === 'drain' && drain('resume'))
  setInterval(() => document.visibilityState === 'visible' && drain('interval'), every)
  wakeInTime(drain, onStatus)
  void drain('start')
}

function wakeInTime(drain: Drain, onStatus: OnStatus): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onStatus(({ wakeAt, busy }) => {
    clearTimeout(timer)
    if (wakeAt !== null && !busy) timer = setTimeout(() => drain('interval'), Math.max(shortestNap, wakeAt - Date.now()))
  })
}

/** A browser that can, wakes the worker when the network is back; the worker tells the pages and sends what no page does (web/sw/drain.ts). A bonus. */
export async function askBackgroundSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  const sync = (registration as (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } }) | undefined)?.sync
  await sync?.register('outbox').catch(() => undefined)
}

/** Asks the browser, once, not to clear what is unsent when the disk is full; "no" is an ordinary answer. */
export async function askToPersist(db: OfflineDb): Promise<void> {
  if (!navigator.storage?.persist || (await readMeta(db, 'askedToPersist'))) return
  await writeMeta(db, 'askedToPersist', true)
  await navigator.storage.persist().catch(() => false)
}
