import type { Page } from 'playwright-core'
import { openChromium, openPage, signIn, workerReady } from '../support/chromium.ts'
import { modules } from '../../shared/training/modules.ts'
import type { Figure } from './figures.ts'
import { slowPage } from './phone-device.ts'
import { withDemo } from './phone-office.ts'

/** Everything the worker fetches after the installation lies on the device. */
const allIsHere = (page: Page) =>
  page.evaluate(async () => {
    const files = (await (await fetch('/later.json')).json()) as string[]
    for (;;) {
      const kept = (await (await caches.open('seintje-later')).keys()).map(({ url }) => new URL(url).pathname)
      if (files.every((file) => kept.includes(file))) return
      await new Promise((later) => setTimeout(later, 100))
    }
  })

/** From the tap on a module until its first question is painted with its answers: milliseconds, by the page's own clock. */
async function tapUntilQuestion(page: Page, moduleId: string): Promise<number> {
  await page.evaluate((path) => {
    const link = document.querySelector<HTMLElement>(`a[href^="${path}"]`)
    if (!link) throw new Error(`no link to ${path}`)
    let tappedAt = 0
    addEventListener('click', ({ timeStamp }) => (tappedAt = timeStamp), { capture: true, once: true })
    const question = new Promise<number>((resolve) => {
      const watcher = new MutationObserver(() => {
        if (document.querySelectorAll('[role=group] button').length < 3) return
        watcher.disconnect()
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - tappedAt)))
      })
      watcher.observe(document, { subtree: true, childList: true })
    })
    Object.assign(globalThis, { question })
  }, `/oefenen/module/${moduleId}`)
  await page.locator(`a[href^="/oefenen/module/${moduleId}"]`).first().click({ noWaitAfter: true })
  return page.evaluate(() => (globalThis as unknown as { question: Promise<number> }).question)
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Each module twice, each time in a page that was loaded anew: nothing of the player or the content is in memory when it is tapped. */
export const modulesOpen = (folder: string): Promise<Figure[]> =>
  withDemo(folder, async ({ line, origin }) => {
    const browser = await openChromium()
    try {
      const first = await openPage(browser)
      await signIn(first, origin, 'teacher')
      const { boards } = (await (await first.context().request.get(`${origin}/api/v1/session`)).json()) as { boards: { organisationId: string }[] }
      await first.context().request.patch(`${origin}/api/v1/training/mine`, { data: { organisationId: boards[0]?.organisationId, role: 'teacher' } })
      await workerReady(first)
      await allIsHere(first)
      // The overview with a network, so that the role lies on the device.
      await first.goto(`${origin}/oefenen`)
      await first.getByRole('link', { name: modules[0]!.title.nl }).waitFor()
      await line.down()
      const page = await slowPage(first.context(), 4)
      const took: number[] = []
      for (const { id } of [...modules, ...modules]) {
        await page.goto(`${origin}/oefenen`)
        await page.locator(`a[href^="/oefenen/module/${id}"]`).first().waitFor()
        await page.waitForTimeout(500)
        took.push(await tapUntilQuestion(page, id))
      }
      await line.up()
      console.log(`  tap on a module until its first question: ${took.map((ms) => ms.toFixed(0)).join(' ')} ms`)
      return [{ what: 'tap on a module without a network until its first question, 4× slower', value: middle(took), unit: 'ms', limit: 300 }]
    } finally {
      await browser.close()
    }
  })
