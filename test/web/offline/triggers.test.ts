import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDb } from '../../../web/offline/db.ts'
import type { DrainReason, SyncStatus } from '../../../web/offline/sync.ts'
import { askBackgroundSync, askToPersist, keepDraining } from '../../../web/offline/triggers.ts'
import { makePhone } from './phone.ts'

/** A stand-in for what the browser tells: listeners of this file only, so that one test does not hear another's. */
type Heard = Map<string, ((event: unknown) => void)[]>
const heardOn = (heard: Heard) => ({
  addEventListener: (type: string, listen: (event: unknown) => void) => heard.set(type, [...(heard.get(type) ?? []), listen]),
})

function browser({ onLine = true, visible = true, userAgent = 'Chromium' } = {}) {
  const [onWindow, onDocument, onWorker]: Heard[] = [new Map(), new Map(), new Map()]
  const registered: string[] = []
  const asked = { persist: 0 }
  const page = { visibilityState: visible ? 'visible' : 'hidden', ...heardOn(onDocument!) }
  vi.stubGlobal('window', heardOn(onWindow!))
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', {
    ...{ onLine, userAgent, maxTouchPoints: 0 },
    serviceWorker: {
      ...heardOn(onWorker!),
      getRegistration: async () => ({ sync: { register: async (tag: string) => void registered.push(tag) } }),
    },
    storage: { persist: async () => (asked.persist++, false) },
  })
  const fire = (heard: Heard, type: string, event: unknown = {}) => heard.get(type)?.forEach((listen) => listen(event))
  return {
    ...{ page, registered, asked },
    window: (type: string, event?: unknown) => fire(onWindow!, type, event),
    document: (type: string) => fire(onDocument!, type),
    worker: (data: unknown) => fire(onWorker!, 'message', { data }),
  }
}

let reasons: DrainReason[]
let tell: (status: Partial<SyncStatus>) => void
const start = () =>
  keepDraining(
    async (reason) => void reasons.push(reason),
    (listener) => {
      tell = (status) => listener({ connection: 'online', busy: false, signInSince: null, sendsAs: null, skewMs: null, wakeAt: null, ...status })
      return () => undefined
    },
  )

beforeEach(() => {
  reasons = []
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each([true, false])('tries at the start, and when the network is said to be back, with navigator.onLine saying %s all along', async (onLine) => {
  const { window } = browser({ onLine })
  start()
  expect(reasons).toEqual(['start'])
  window('online')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reasons).toEqual(['start', 'online', 'interval'])
})

it('is offline when nothing answers though navigator.onLine says otherwise, and online when the school answers though it says no', async () => {
  vi.useRealTimers()
  browser({ onLine: true })
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = () => 'down'
  await phone.sync.drain('online')
  expect(phone.sync.status().connection).toBe('offline')
  browser({ onLine: false })
  phone.end.fault = () => 'none'
  await phone.sync.drain('interval')
  expect(phone.sync.status().connection).toBe('online')
  expect(phone.end.reports.has(id)).toBe(true)
})

it('tries when the page comes back to the screen, or out of the back-forward cache', async () => {
  const { window, document, page } = browser({ visible: false })
  start()
  document('visibilitychange')
  page.visibilityState = 'visible'
  document('visibilitychange')
  window('pageshow', { persisted: false })
  window('pageshow', { persisted: true })
  await vi.advanceTimersByTimeAsync(1)
  expect(reasons).toEqual(['start', 'resume', 'resume'])
})

it('waits a second and a half on iOS, which says it is back before its network is', async () => {
  const { document } = browser({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X)' })
  start()
  document('visibilitychange')
  await vi.advanceTimersByTimeAsync(1_499)
  expect(reasons).toEqual(['start'])
  await vi.advanceTimersByTimeAsync(1)
  expect(reasons).toEqual(['start', 'resume'])
})

it('looks round every minute as long as somebody can see the page', async () => {
  const { page } = browser()
  start()
  await vi.advanceTimersByTimeAsync(120_000)
  page.visibilityState = 'hidden'
  await vi.advanceTimersByTimeAsync(120_000)
  expect(reasons).toEqual(['start', 'interval', 'interval'])
})

it('comes back when the next item is due, not before two seconds, and only once', async () => {
  browser({ visible: false })
  start()
  tell({ wakeAt: 30_000 })
  tell({ wakeAt: 30_000, busy: true })
  tell({ wakeAt: 30_000 })
  await vi.advanceTimersByTimeAsync(29_999)
  expect(reasons).toEqual(['start'])
  await vi.advanceTimersByTimeAsync(1)
  expect(reasons).toEqual(['start', 'interval'])
  tell({ wakeAt: 0 })
  await vi.advanceTimersByTimeAsync(1_999)
  expect(reasons).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(reasons).toHaveLength(3)
})

it('tries when the worker says that the network is back, and listens to nothing else it says', () => {
  const { worker } = browser()
  start()
  worker({ type: 'badge' })
  worker({ type: 'drain' })
  expect(reasons).toEqual(['start', 'resume'])
})

it('asks a browser that can to wake the worker once there is a network, and does without where it cannot', async () => {
  const { registered } = browser()
  await askBackgroundSync()
  expect(registered).toEqual(['outbox'])
  vi.stubGlobal('navigator', {})
  await askBackgroundSync()
})

it('asks once not to be cleared away, and takes no for an answer', async () => {
  vi.useRealTimers()
  const { asked } = browser()
  const db = openDb({ indexedDB: new IDBFactory(), IDBKeyRange })
  await askToPersist(db)
  await askToPersist(db)
  expect(asked.persist).toBe(1)
})
