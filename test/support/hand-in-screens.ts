import type { Page } from 'playwright-core'

const settled = async (page: Page) => {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'))
  await page.waitForTimeout(250)
}

/** Writes a report while nobody is signed in: it stays on the device and waits. */
export async function writeSignedOut(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/melden`)
  await page.locator('input[type=radio][value=deviceLost]').check()
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/vertellen/)
  await page.locator('#description').fill('USB-stick met toetsen van groep 8 ligt in de trein van 7:42.')
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/controleren/)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(/klaar/)
  await settled(page)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** What waits has waited longer than a minute: the device wrote down since when, and the page begins anew. */
export async function waitAMinute(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('a[href^="/inloggen"]'))
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('seintje')
        open.addEventListener('error', () => reject(open.error))
        open.addEventListener('success', () => {
          const work = open.result.transaction('meta', 'readwrite')
          work.objectStore('meta').put({ key: 'heldSince', value: Date.now() - 61_000 })
          work.addEventListener('complete', () => [open.result.close(), resolve()])
        })
      }),
  )
  await page.reload()
  await page.locator('a[href^="/inleveren/"]').first().waitFor()
  await settled(page)
}

/** A report that waits, with the screen for the school's code open; `code` typed and sent when there is one. */
export async function openHandIn(page: Page, origin: string, code?: string): Promise<void> {
  await writeSignedOut(page, origin)
  await waitAMinute(page)
  await page.locator('a[href^="/inleveren/"]').first().click()
  await page.locator('#school-code').waitFor()
  if (code !== undefined) {
    await page.locator('#school-code').fill(code)
    await page.locator('button[type=submit]').click()
    await page.locator('#school, [role=alert]').first().waitFor()
  }
  await settled(page)
}
