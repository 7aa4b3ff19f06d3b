// The kill switch. Served as /sw.js it takes the worker and its cache away from every phone that looks for an update;
// the reports on the phone lie elsewhere (IndexedDB) and stay. See docs/operate.md.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) await caches.delete(name)
      await self.registration.unregister()
    })(),
  ),
)
