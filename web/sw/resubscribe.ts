/// <reference lib="webworker" />
import { toldByPage } from '../alert/device-for-worker.ts'

/**
 * The browser or its push service ended the subscription: takes the new one, or asks for one with the same key, and hands it to
 * the server as the same device. What does not work here (offline, signed out, another key) the next start of the app does or tells.
 */
export async function resubscribe(worker: ServiceWorkerGlobalScope, given: PushSubscription | null): Promise<void> {
  const device = await toldByPage()
  if (!device) return
  const { id, publicKey, ...told } = device
  // Taken off the list on another device, or gone there: that comes back after a tap, never by itself.
  const list = await fetch('/api/v1/push-subscriptions')
  const { items = [] } = (await list.json()) as { items?: { id: string }[] }
  if (!items.some((one) => one.id === id)) return
  const subscription = given ?? (await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }))
  // Ended by its person meanwhile: then nothing is handed over.
  if ((await toldByPage())?.id !== id) return
  const { endpoint, keys } = subscription.toJSON()
  const body = JSON.stringify({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'], ...told })
  await fetch(`/api/v1/push-subscriptions/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })
}
