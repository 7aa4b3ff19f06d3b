/** Asks the worker to fetch all of training now (web/sw/later.ts): whoever opens it wants it, also on a line that counts its bytes. */
export async function fetchForLater(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined)
  registration?.active?.postMessage({ type: 'LATER' })
}
