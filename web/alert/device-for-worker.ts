/** What the worker has to know to subscribe anew when no page is open: what a page keeps of it is out of its reach. */
export type WorkersDevice = { id: string; keyId: string; publicKey: string; lang: 'nl' | 'en'; label: string }
const [cacheName, place] = ['seintje-push', '/push-device']

/** Null: alerts are off here. Without it the next start of the app does the same. */
export async function tellWorker(device: WorkersDevice | null): Promise<void> {
  try {
    const cache = await caches.open(cacheName)
    await (device ? cache.put(place, Response.json(device)) : cache.delete(place))
  } catch {
    // A browser that keeps nothing: the next start looks after it.
  }
}

export async function toldByPage(): Promise<WorkersDevice | undefined> {
  return (await (await caches.match(place, { cacheName }))?.json()) as WorkersDevice | undefined
}
