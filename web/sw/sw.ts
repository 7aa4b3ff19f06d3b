/// <reference lib="webworker" />
import { PrecacheController } from 'workbox-precaching'
import { otherLanguage } from '../shell/other-language.ts'
import { fetchLater, keptLater } from './later.ts'
import { showPush, openFrom } from './push.ts'
import { resubscribe } from './resubscribe.ts'
import { dropOldShared } from './shared-box.ts'
import { isShare, takeIn } from './share.ts'

declare const self: ServiceWorkerGlobalScope & {
  __WB_MANIFEST: (string | { url: string; revision: string | null })[]
  /** what `sw-drain.js` brings along, once it was imported */
  seintjeOutbox?: { drainOutbox: () => Promise<void> }
}

const formPage = '/melden.html'
const assets = `${self.location.origin}/assets/`

/** Everything the app is made of, by the names this build gave it. One file missing and this version is not installed. */
const precache = new PrecacheController()
precache.addToCacheList(self.__WB_MANIFEST)

/** A worker may only import what it imported while it was installed; where no browser wakes it, it needs no outbox. */
const wakes = 'sync' in self.registration
const importOutbox = () => importScripts('/sw-drain.js')

/** Whatever does not come makes the installation fail; it is tried again later. */
async function installAll(event: ExtendableEvent): Promise<void> {
  if (wakes) importOutbox()
  await precache.install(event)
}

self.addEventListener('install', (event) => event.waitUntil(installAll(event)))
self.addEventListener('activate', (event) => void event.waitUntil(precache.activate(event).then(() => self.clients.claim())))
self.addEventListener('activate', (event) => void event.waitUntil(dropOldShared(Date.now()).catch(() => undefined)))

/** The one write that passes through here, and no report's: what another app shares. It is on disk before the form opens. */
self.addEventListener('fetch', (event) => {
  if (isShare(event.request, self.location.origin)) event.respondWith(takeIn(event.request))
})

self.addEventListener('fetch', (event) => {
  // What is written never passes through here: the page sends it, and the page keeps it until it is received.
  if (event.request.method !== 'GET') return
  const path = pathOf(event.request)
  if (path === null) return
  const isKept = precache.getCacheKeyForURL(path)
  if (isKept || path.startsWith(assets)) event.respondWith((isKept ? keptAt(path) : keptLater(path)).then((kept) => kept ?? fetch(event.request)))
})

/** The file that answers this request: every screen is the one page, the form is drawn in a page of its own; the API and its documentation are the server's. */
function pathOf({ url, mode }: Request): string | null {
  const { origin, pathname, href } = new URL(url)
  if (origin !== self.location.origin || pathname.startsWith('/api/') || pathname.startsWith('/healthz')) return null
  if (mode !== 'navigate' || /\.\w+$/.test(pathname)) return href
  return pathname === '/melden' ? formPage : '/index.html'
}

/** The form is drawn in Dutch: who reads it in another language gets the page that draws itself. */
async function keptAt(path: string): Promise<Response | undefined> {
  const other = path === formPage && (await caches.has(otherLanguage))
  return precache.matchPrecache(other ? '/index.html' : path)
}

self.addEventListener('message', (event) => {
  const { type } = (event.data ?? {}) as { type?: string }
  if (type === 'SKIP_WAITING') void self.skipWaiting()
  // A page says when: not while the app installs, and not on a line that counts its bytes (web/shell/worker.ts).
  if (type === 'LATER') event.waitUntil(fetchLater(() => precache.matchPrecache('/later.json')))
})

self.addEventListener('push', (event) => event.waitUntil(showPush(self, event.data?.text() ?? '')))
self.addEventListener('pushsubscriptionchange', (event) => {
  // Not in every library of types, and empty in some browsers.
  const { newSubscription } = event as ExtendableEvent & { newSubscription?: PushSubscription | null }
  ;(event as ExtendableEvent).waitUntil(resubscribe(self, newSubscription ?? null).catch(() => undefined))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openFrom(self, event.notification.data))
})

/** Background Sync, where there is one: the network is back. The pages are told, and what no page sends the worker does: one lock is for all of them. */
self.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(networkIsBack()))

async function networkIsBack(): Promise<void> {
  for (const page of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) page.postMessage({ type: 'drain' })
  if (!self.seintjeOutbox) importOutbox()
  await self.seintjeOutbox?.drainOutbox()
}
