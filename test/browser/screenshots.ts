import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ViewportSize } from 'playwright-core'
import { choseLanguage, desktop, openChromium, openPage, phone } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { furnish, screens } from '../support/screens.ts'

/*
 * `npm run screenshots` makes the pictures of the README; `npm run screenshots -- all FOLDER [nl|en] [light|dark]` makes one of
 * every screen on a phone and on a desk, to look at them as a critical designer would.
 */
const readme: Record<string, [screen: string, size: ViewportSize, scheme: 'light' | 'dark']> = {
  'phone-start': ['the start of a teacher', phone, 'light'],
  'phone-what': ['what happened', phone, 'light'],
  'phone-offline': ['done without a network', phone, 'light'],
  'phone-alarm': ['an alarm', phone, 'dark'],
  'desk-light': ['a dossier', desktop, 'light'],
  'desk-dark': ['a dossier', desktop, 'dark'],
}

const [what, folder = 'docs/screenshots', lang = 'nl', scheme = 'light'] = process.argv.slice(2)
const wanted = what === 'all' ? everything() : Object.entries(readme).map(([file, [screen, size, colors]]) => ({ file, screen, size, colors }))

mkdirSync(folder, { recursive: true })
const o = await liveOffice()
const browser = await openChromium()
try {
  const made = await furnish(o)
  for (const { file, screen, size, colors } of wanted) {
    const page = await openPage(browser, { viewport: size, colorScheme: colors, locale: lang === 'en' ? 'en-GB' : 'nl-NL', reducedMotion: 'reduce' })
    await choseLanguage(page, lang)
    await screens[screen]!(page, o.origin, made)
    await page.screenshot({ path: join(folder, `${file}.png`) })
    await page.context().close()
  }
} finally {
  await browser.close()
  await o.close()
}
console.log(`${wanted.length} pictures in ${folder}`)
// The snapshot of the test database stays open for the next one, which never comes.
process.exit(0)

function everything() {
  const colors = scheme === 'dark' ? ('dark' as const) : ('light' as const)
  return Object.keys(screens).flatMap((screen) => [
    { file: `${screen.replaceAll(/\W+/g, '-')}-phone`, screen, size: phone, colors },
    { file: `${screen.replaceAll(/\W+/g, '-')}-desk`, screen, size: desktop, colors },
  ])
}
