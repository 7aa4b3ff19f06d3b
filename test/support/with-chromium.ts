import type { Browser } from 'playwright-core'
import { afterAll } from 'vitest'
import { openChromium } from './chromium.ts'

/** An office of whatever kind and a browser, for a whole file of tests, and closed after it. */
export async function withChromium<O extends { close: () => Promise<unknown> }>(opening: Promise<O>, open = openChromium): Promise<{ o: O; browser: Browser }> {
  const o = await opening
  const browser = await open()
  afterAll(async () => {
    await browser.close()
    await o.close()
  })
  return { o, browser }
}
