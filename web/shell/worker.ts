import { shallowRef } from 'vue'

/** A newer version that is installed and waits. It takes over when a person says so, never by itself. */
export const waitingWorker = shallowRef<ServiceWorker | null>(null)
/** How often an open page looks for a newer version, in milliseconds. */
const lookEvery = 3_600_000

/** What the worker asks of an open page: a click on a notification opens a screen here. */
export function listenToWorker(open: (path: string) => void): void {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data?.type === 'open' && typeof data.path === 'string' && data.path.startsWith('/')) open(data.path)
  })
}

/** Installs the worker, so that the app opens without a network the next time. Not while developing: nothing is built then. */
export async function registerWorker(): Promise<void> {
  if (!navigator.serviceWorker || !import.meta.env.PROD) return
  const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  const offer = (worker: ServiceWorker | null) => {
    if (worker?.state === 'installed' && navigator.serviceWorker.controller) waitingWorker.value = worker
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => offer(worker))
  })
  setInterval(() => void registration.update().catch(() => undefined), lookEvery)
  await fetchLater()
}

/** Once all is installed and nothing else asks for the line, the worker fetches what reporting does without; not where bytes are counted. */
async function fetchLater(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  if (connection?.saveData) return
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, whenNotIdle))
  idle(() => active?.postMessage({ type: 'LATER' }), { timeout: whenNotIdle })
}

/** A page that is never idle fetches it then, in milliseconds. */
const whenNotIdle = 5_000

/** How long a tap waits for the new version to take over, in milliseconds; then the page loads all the same, and asks again if need be. */
const longestHandover = 5_000

/** Hands the page to the waiting version and loads it. Another tab is not touched: it goes on with what it has until asked. */
export function useNewVersion(): void {
  const reload = () => location.reload()
  // Another tab let it take over already, or it took over by itself (the kill switch): loading is all that is left.
  if (waitingWorker.value?.state !== 'installed') return reload()
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true })
  waitingWorker.value.postMessage({ type: 'SKIP_WAITING' })
  // The old worker may still be busy; nobody looks at a button that does nothing.
  setTimeout(reload, longestHandover)
}
