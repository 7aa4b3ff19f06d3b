import type { BrowserContext, CDPSession, Page } from 'playwright-core'

type Registration = { registrationId: string; scopeURL: string }

/** What a browser does to a worker by itself, done now (Chromium, over CDP). Keeps working when the page goes elsewhere. */
export async function workerEvents(page: Page, origin: string) {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  const errors: string[] = []
  cdp.on('ServiceWorker.workerErrorReported', ({ errorMessage }) => errors.push(errorMessage.errorMessage))
  const found = new Promise<Registration>((resolve) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find((one: Registration) => one.scopeURL.startsWith(origin))
      if (own) resolve(own)
    }),
  )
  await cdp.send('ServiceWorker.enable')
  const { registrationId } = await found
  return {
    /** what went wrong in the worker, as the browser reports it */
    errors,
    push: (data: string) => cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }),
    sync: () => cdp.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag: 'outbox', lastChance: false }),
    stop: () => cdp.send('ServiceWorker.stopAllWorkers'),
  }
}

const workerOf = async (context: BrowserContext) => context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))

/** From now on the worker writes down what it asks of the browser and a headless one cannot show: the badge, and new windows. */
export async function noteWishes(context: BrowserContext): Promise<() => Promise<{ badges: number[]; windows: string[] }>> {
  const worker = await workerOf(context)
  await worker.evaluate(() => {
    const wishes = { badges: [] as number[], windows: [] as string[] }
    const scope = globalThis as unknown as { clients: object }
    Object.assign(navigator, { setAppBadge: async (count: number) => void wishes.badges.push(count) })
    Object.assign(scope.clients, { openWindow: async (path: string) => (wishes.windows.push(path), null) })
    Object.assign(globalThis, { wishes })
  })
  return () => worker.evaluate(() => (globalThis as unknown as { wishes: { badges: number[]; windows: string[] } }).wishes)
}

/** A tap on the newest notification, as far as a script may make one: Chromium lets only a real tap bring a window forward. */
export async function tapNotification(context: BrowserContext): Promise<void> {
  const worker = await workerOf(context)
  await worker.evaluate(async () => {
    const scope = globalThis as unknown as ServiceWorkerGlobalScope & { NotificationEvent: typeof NotificationEvent }
    const notification = (await scope.registration.getNotifications()).at(-1)
    if (!notification) throw new Error('no notification')
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
  })
}
