import type { BrowserContext, Page } from 'playwright-core'

/** How much slower than this machine the phone is; 1: as fast. The service worker runs at full speed either way: browsers slow pages only. */
export type Slowness = 1 | 4

export async function slowPage(context: BrowserContext, rate: Slowness): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage())
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate })
  return page
}

type Usable = { usable: Promise<number> }

/** Runs in the page, before anything of it: the moment a thing one can tap is painted, or has painted its answer to a tap. */
function lookOut(what: 'button' | 'tiles'): void {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  const find = () => [...document.querySelectorAll<HTMLElement>(what === 'button' ? 'a[href="/melden"]' : 'input[name=kind]')]
  const there = () =>
    new Promise<void>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (find().length < (what === 'button' ? 1 : 8)) return
        watcher.disconnect()
        resolve()
      })
      watcher.observe(document, { subtree: true, childList: true })
    })
  const usable = async () => {
    await there()
    await painted()
    for (let at = 0; what === 'tiles' && !document.querySelector('label:has(:checked)'); at = (at + 1) % 8) {
      find()[at]?.click()
      await painted()
    }
    return performance.now()
  }
  Object.assign(globalThis, { usable: usable() })
}

/** From the start of the navigation until the button is painted, or a tile answers a tap: milliseconds by the page's own clock. */
export async function untilUsable(page: Page, url: string, what: 'button' | 'tiles'): Promise<number> {
  await page.addInitScript(lookOut, what)
  await page.goto(url, { waitUntil: 'commit' })
  return page.evaluate(() => (globalThis as unknown as Usable).usable)
}

/** From the start of the navigation until a tap on "Verder" has brought the next step; the first tap that is not lost counts. */
export async function untilNextStep(page: Page): Promise<number> {
  await page.evaluate(() => {
    const next = new Promise<number>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (!document.querySelector('#description')) return
        watcher.disconnect()
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
      })
      watcher.observe(document, { subtree: true, childList: true })
      document.querySelector<HTMLElement>('button[type=submit]')?.click()
    })
    Object.assign(globalThis, { usable: next })
  })
  return page.evaluate(() => (globalThis as unknown as Usable).usable)
}

/** Fills the form up to its last button. */
export async function fillForm(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/melden`)
  await page.locator('input[name=kind][value=deviceLost]').check()
  await page.locator('button[type=submit]').click()
  await page.locator('#description').fill('USB-stick met toetsen van groep 8 kwijt, waarschijnlijk in de trein van 16.14 uur.')
  await page.getByText('Bewaard op dit toestel').waitFor()
  await page.locator('button[type=submit]').click()
  await page.getByRole('heading', { name: 'Klopt dit zo?' }).waitFor()
  await page.waitForTimeout(1_000)
}

/** From the tap on the last button until the screen has painted that the report is kept: milliseconds. */
export async function tapUntilKept(page: Page): Promise<number> {
  await page.evaluate(() => {
    let tappedAt = 0
    addEventListener('click', ({ timeStamp }) => (tappedAt = timeStamp), { capture: true, once: true })
    const usable = new Promise<number>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (document.querySelector('h1')?.textContent !== 'Bewaard op dit toestel') return
        watcher.disconnect()
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - tappedAt)))
      })
      watcher.observe(document, { subtree: true, childList: true, characterData: true })
    })
    Object.assign(globalThis, { usable })
  })
  await page.locator('button[type=submit]').click({ noWaitAfter: true })
  return page.evaluate(() => (globalThis as unknown as Usable).usable)
}
