/// <reference lib="webworker" />

/** What a push becomes. The same declarative payload is shown by Safari without this worker. */
export interface Notice {
  title: string
  options: NotificationOptions & { renotify?: boolean }
  badge: number | null
}

type Told = Partial<Record<'title' | 'body' | 'navigate' | 'tag' | 'lang' | 'app_badge', unknown>>

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Reads a push. One that cannot be read is shown all the same: a silent push costs the right to push. */
export function readPush(raw: string): Notice {
  const { title, body, navigate, tag, lang, app_badge } = toldBy(raw)
  const count = Number(app_badge)
  const options = {
    body: text(body) ?? 'Open Seintje om te zien wat er is.',
    tag: text(tag) ?? 'seintje',
    // The same alarm rings again: it replaces the earlier one and sounds.
    renotify: true,
    lang: text(lang) ?? 'nl',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    data: { navigate: text(navigate) ?? '/' },
  }
  return { title: text(title) ?? 'Seintje', options, badge: text(app_badge) !== undefined && Number.isInteger(count) && count >= 0 ? count : null }
}

function toldBy(raw: string): Told {
  try {
    const payload = JSON.parse(raw) as { notification?: Told } | null
    return typeof payload?.notification === 'object' && payload.notification !== null ? payload.notification : {}
  } catch {
    return {}
  }
}

/** Shows the notification, whatever page is open, and sets the badge where there is one. */
export async function showPush(worker: ServiceWorkerGlobalScope, raw: string): Promise<void> {
  const { title, options, badge } = readPush(raw)
  await worker.registration.showNotification(title, options)
  if (badge !== null && worker.navigator.setAppBadge) await worker.navigator.setAppBadge(badge).catch(() => undefined)
}

/** The screen a notification leads to, on this site only. */
export function pathOf(data: unknown, origin: string): string {
  const wanted = text((data as { navigate?: unknown } | null)?.navigate) ?? '/'
  try {
    const url = new URL(wanted, origin)
    return url.origin === origin ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

/** Brings an open page forward and lets it go to the screen, so that nothing half typed is lost; otherwise opens one. */
export async function openFrom(worker: ServiceWorkerGlobalScope, data: unknown): Promise<void> {
  const path = pathOf(data, worker.location.origin)
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find((one) => one.focused) ?? pages[0]
  if (!page) return void (await worker.clients.openWindow(path))
  page.postMessage({ type: 'open', path })
  await page.focus().catch(() => worker.clients.openWindow(path))
}
