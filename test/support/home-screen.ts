import type { Page } from 'playwright-core'

const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

/** An iPhone as a page sees one, opened from the home screen or not; no iOS runs here. */
export const onIphone = (page: Page, { standalone = false } = {}) =>
  page.addInitScript(
    ([userAgent, opened]) => {
      Object.defineProperty(navigator, 'userAgent', { get: () => userAgent })
      Object.assign(navigator, { standalone: opened })
    },
    [safari, standalone] as const,
  )

/** Chromium's offer to install, which a headless one never makes: the browser's far end. Counts how often it was taken. */
export const offersToInstall = (page: Page) =>
  page.addInitScript(() => {
    const prompt = async () => void ((window as { asked?: number }).asked = ((window as { asked?: number }).asked ?? 0) + 1)
    const offer = () => window.dispatchEvent(Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt, userChoice: Promise.resolve({}) }))
    addEventListener('load', () => setTimeout(offer))
  })

/** A newer version that is installed and waits, as the browser tells a page at its start. */
export const newerVersionWaits = (page: Page) =>
  page.addInitScript(() => {
    const waiting = { state: 'installed', postMessage: () => undefined }
    const registration = { waiting, addEventListener: () => undefined, update: async () => undefined }
    Object.defineProperty(ServiceWorkerContainer.prototype, 'controller', { get: () => waiting })
    ServiceWorkerContainer.prototype.register = async () => registration as unknown as ServiceWorkerRegistration
  })
