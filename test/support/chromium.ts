import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type CDPSession, type Page } from 'playwright-core'
import { findBrowser, needBrowser } from './browsers.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1280, height: 860 }

export const openChromium = (executablePath = needBrowser('chromium')): Promise<Browser> => chromium.launch({ executablePath, headless: true, args: quiet })

/** For what only looks at pages. */
export const openShell = (): Promise<Browser> => openChromium(findBrowser('shell') ?? needBrowser('chromium'))

const dutchPhone = { viewport: phone, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam' }

/** The browser with its storage in a folder: closed and opened again it is a phone that was switched off and on. */
export const openKept = (folder: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { executablePath: needBrowser('chromium'), headless: true, args: quiet, ...dutchPhone })

/**
 * A device of its own: storage, cookies and service worker shared with no other. Chromium would wake the worker for a Background
 * Sync as soon as a report is kept, and it would be first now and then, past what a test holds up in the page: so it is woken only
 * by `dispatchSync`.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...dutchPhone, ...options })
  await context.addInitScript(() => void Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync'))
  return context.newPage()
}

/** The language a person chose on this device earlier; without that it is Dutch, whatever the browser speaks. */
export const choseLanguage = (page: Page, lang: string) => page.addInitScript((chosen) => localStorage.setItem('seintje.lang', chosen), lang)

/** Signs in as one of the demo's people by the API and opens a path, as a tap on the persona would. */
export async function signIn(page: Page, origin: string, persona: string, path = '/'): Promise<void> {
  const answer = await page.context().request.post(`${origin}/api/v1/session/demo`, { data: { persona } })
  if (!answer.ok()) throw new Error(`no session for ${persona}: ${answer.status()}`)
  await page.goto(origin + path)
}

/** Waits until the worker of this page has everything it needs to open without a network. */
export const workerReady = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller)
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
  })

type Registration = { registrationId: string; scopeURL: string }

/** Speaks to the worker of this origin over the devtools protocol. */
async function withWorker(page: Page, origin: string, say: (cdp: CDPSession, registrationId: string) => Promise<unknown>): Promise<void> {
  const cdp: CDPSession = await page.context().newCDPSession(page)
  const found = new Promise<Registration>((resolve) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find((registration: Registration) => registration.scopeURL.startsWith(origin))
      if (own) resolve(own)
    })
  })
  await cdp.send('ServiceWorker.enable')
  const { registrationId } = await found
  await say(cdp, registrationId)
  await cdp.detach()
}

/** Hands a push to the page's worker as the browser's push service would (subscribe() hangs in headless Chromium). */
export const deliverPush = (page: Page, origin: string, data: string) =>
  withWorker(page, origin, (cdp, registrationId) => cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data }))

/** Wakes the worker as the browser does when the network is back (Background Sync). */
export const dispatchSync = (page: Page, origin: string, tag: string) =>
  withWorker(page, origin, (cdp, registrationId) => cdp.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false }))
