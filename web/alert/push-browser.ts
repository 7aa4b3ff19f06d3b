import { isApplePhone, isInstalled } from '../offline/apple-phone.ts'

/** What this browser can do, and what it holds. Everything about push that is not ours. */
export type PushAbility = 'able' | 'denied' | 'unsupported' | 'needsInstall'

/** A push service that never answers (a browser without one, a filter) must not leave somebody waiting. */
const patience = 20_000

export function pushAbility(): PushAbility {
  const can = 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis
  if (!can) return isApplePhone() && !isInstalled() ? 'needsInstall' : 'unsupported'
  return Notification.permission === 'denied' ? 'denied' : 'able'
}

export function within<T>(work: Promise<T>, ms = patience): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('timeout')), ms))
  return Promise.race([work, late])
}

/** The subscription this browser holds, if it has one and a worker. Never waits for a worker that is not coming. */
export async function heldSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** Asks for permission (only after a tap) and subscribes with the server's key; null: the person said no. */
export async function subscribe(publicKey: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const { pushManager } = await within(navigator.serviceWorker.ready)
  return within(pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }))
}

/** What the server needs to reach it; undefined when the browser gave no keys. */
export function keysOf(subscription: PushSubscription): { endpoint: string; p256dh: string; auth: string } | undefined {
  const { endpoint, keys } = subscription.toJSON()
  return endpoint && keys?.p256dh && keys.auth ? { endpoint, p256dh: keys.p256dh, auth: keys.auth } : undefined
}

/** "Chrome op Android": so that one knows one's own devices apart. No more than that of the browser's name. */
export function deviceLabel(agent = navigator.userAgent): string {
  const browser =
    [
      ['Edg', 'Edge'],
      ['Firefox', 'Firefox'],
      ['CriOS', 'Chrome'],
      ['Chrome', 'Chrome'],
      ['Safari', 'Safari'],
    ].find(([mark = '']) => agent.includes(mark))?.[1] ?? 'Browser'
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['CrOS', 'Chromebook'],
    ['Macintosh', 'Mac'],
    ['Linux', 'Linux'],
  ].find(([mark = '']) => agent.includes(mark))?.[1]
  return system ? `${browser}, ${system}` : browser
}
