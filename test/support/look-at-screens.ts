import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { choseLanguage, openPage, openShell } from './chromium.ts'
import { liveOffice } from './live-office.ts'
import { furnish, screens } from './screens.ts'
import { withChromium } from './with-chromium.ts'

type Scheme = 'light' | 'dark'

/** The new colours and places are on the screen: two frames, and whatever was still fading has faded. */
const painted = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const fading = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.all(fading.map((animation) => animation.finished.catch(() => undefined)))
    await frame()
  })

type Look = { width: number; colorScheme: Scheme; rules: 'all' | 'colours' | 'none' }

/**
 * What is asked of each screen: every rule of axe on a phone and on a desk in the light; in the dark the same page differs in its colours
 * only, and 320 pixels in what must not scroll. In the other language the words differ, not what they stand in
 * nor its colours: they are asked for everything on a phone, and must fit on a desk.
 */
const looks: Record<'nl' | 'en', readonly Look[]> = {
  nl: [
    { width: 390, colorScheme: 'light', rules: 'all' },
    { width: 320, colorScheme: 'light', rules: 'none' },
    { width: 1280, colorScheme: 'light', rules: 'all' },
    { width: 1280, colorScheme: 'dark', rules: 'colours' },
    { width: 390, colorScheme: 'dark', rules: 'colours' },
  ],
  en: [
    { width: 1280, colorScheme: 'light', rules: 'none' },
    { width: 320, colorScheme: 'light', rules: 'none' },
    { width: 390, colorScheme: 'light', rules: 'all' },
  ],
}

/** What axe finds, and whether the page scrolls sideways. */
async function faults(page: Page, { width, colorScheme, rules }: Look): Promise<string[]> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: width > 1000 ? 860 : 844 })
  await painted(page)
  // There are no frames to gather from other origins: without that axe need not open a page of its own for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  const { violations } = rules === 'none' ? { violations: [] } : await (rules === 'colours' ? axe.withRules('color-contrast') : axe).analyze()
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  return [...found, ...(sideways ? ['scrolls sideways'] : [])].map((fault) => `${width} px, ${colorScheme}: ${fault}`)
}

const findsFaults = (browser: Browser) =>
  it('sees what is wrong with a page', async () => {
    const page = await openPage(browser)
    await page.setContent(
      '<html lang="nl"><title>Fout</title><main><h1>Fout</h1><input><p style="color: #999; width: 900px">Te licht en te breed.</p></main></html>',
    )
    const found = await faults(page, { width: 390, colorScheme: 'light', rules: 'all' })
    for (const what of ['label', 'color-contrast', 'scrolls sideways']) expect(found.join('; ')).toContain(what)
    await page.context().close()
  })

/** What is about the worker itself, or wants one. */
const wantsWorker = /shared|newer version|hint to install|without a network/

/** Every screen in one language, two at a time: a browser waits more than it works. Each language is a file of its own, so that they run beside each other. */
export async function lookAtScreens(lang: 'nl' | 'en'): Promise<void> {
  const { o, browser } = await withChromium(liveOffice(), openShell)
  const furnished = await furnish(o)
  if (lang === 'nl') findsFaults(browser)
  describe.concurrent(`in ${lang}`, () => {
    for (const [name, show] of Object.entries(screens)) {
      // Most screens look the same without a worker, and each device of its own would fetch everything for one.
      const serviceWorkers = wantsWorker.test(name) ? 'allow' : 'block'
      const look: BrowserContextOptions = { locale: lang === 'nl' ? 'nl-NL' : 'en-GB', reducedMotion: 'reduce', serviceWorkers }
      it(`shows ${name} without a violation in light and dark, and without scrolling sideways`, async () => {
        const page = await openPage(browser, look)
        await choseLanguage(page, lang)
        const broken: string[] = []
        page.on('pageerror', (error) => broken.push(error.message))
        page.on('console', (message) => /Content Security Policy|\[intlify\]|\[Vue warn\]/.test(message.text()) && broken.push(message.text()))
        await show(page, o.origin, furnished)
        expect(await page.locator('html').getAttribute('lang')).toBe(lang)
        expect(await page.locator('h1').count()).toBe(1)
        for (const one of looks[lang]) expect(await faults(page, one)).toEqual([])
        expect(broken).toEqual([])
        await page.context().close()
      })
    }
  })
}
