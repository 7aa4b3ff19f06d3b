import { mkdirSync } from 'node:fs'
import { choseLanguage, desktop, openChromium, openPage, phone } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { furnish, screens } from '../support/screens.ts'
const [folder = '.', lang = 'nl', scheme = 'light', ...names] = process.argv.slice(2)
const o = await liveOffice()
const browser = await openChromium()
const made = await furnish(o)
mkdirSync(folder, { recursive: true })
for (const name of names)
  for (const [size, word] of [
    [phone, 'phone'],
    [desktop, 'desk'],
    [{ width: 320, height: 700 }, 'small'],
  ] as const) {
    const page = await openPage(browser, { viewport: size, colorScheme: scheme as 'light', locale: lang === 'en' ? 'en-GB' : 'nl-NL', reducedMotion: 'reduce' })
    await choseLanguage(page, lang)
    try {
      await screens[name]!(page, o.origin, made)
    } catch (e) {
      console.log(name, word, String(e).slice(0, 300))
    }
    await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, '-')}-${word}-${scheme}.png` })
    const h = await page.evaluate(() => document.querySelector('.frame')?.scrollHeight ?? 0)
    if (word !== 'small' && h > size.height) {
      await page.setViewportSize({ width: size.width, height: Math.min(h + 140, 5000) })
      await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, '-')}-${word}-${scheme}-long.png` })
    }
    await page.context().close()
  }
await browser.close()
await o.close()
process.exit(0)
