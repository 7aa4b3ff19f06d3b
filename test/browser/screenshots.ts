import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page, ViewportSize } from 'playwright-core'
import { shownScreens, shownSizes } from '../../web/build/app-manifest.ts'
import { choseLanguage, desktop, openChromium, openPage, phone } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { furnish, screens } from '../support/screens.ts'

/*
 * `npm run screenshots` makes the pictures of the README and those of the manifests (what a phone shows before it installs the
 * app); `npm run screenshots -- all FOLDER [nl|en] [light|dark]` makes one of every screen on a phone and on a desk, to look at
 * them as a critical designer would.
 */
type Picture = { file: string; screen: string; size: ViewportSize; colors: 'light' | 'dark'; lang: string; before?: (page: Page) => Promise<unknown> }
const readme: Record<string, [screen: string, size: ViewportSize, scheme: 'light' | 'dark']> = {
  'phone-start': ['the start of a teacher', phone, 'light'],
  'phone-what': ['what happened', phone, 'light'],
  'phone-offline': ['done without a network', phone, 'light'],
  'phone-alarm': ['an alarm', phone, 'dark'],
  'desk-light': ['a dossier', desktop, 'light'],
  'desk-dark': ['a dossier', desktop, 'dark'],
}

/** The screens of the shop window, by the names of the manifests. */
const window = { start: 'the start of a teacher', what: 'what happened', done: 'done and received' } as const

const [what, folder = '.', lang = 'nl', scheme = 'light'] = process.argv.slice(2)
const wanted = what === 'all' ? everything() : [...forReadme(), ...forManifests()]

const o = await liveOffice()
const browser = await openChromium()
try {
  const made = await furnish(o)
  for (const { file, screen, size, colors, lang, before } of wanted) {
    const page = await openPage(browser, { viewport: size, colorScheme: colors, locale: lang === 'en' ? 'en-GB' : 'nl-NL', reducedMotion: 'reduce' })
    await choseLanguage(page, lang)
    await screens[screen]!(page, o.origin, made)
    await before?.(page)
    const path = join(folder, `${file}.png`)
    mkdirSync(dirname(path), { recursive: true })
    await page.screenshot({ path })
    await page.context().close()
  }
} finally {
  await browser.close()
  await o.close()
}
console.log(`${wanted.length} pictures in ${folder}`)
// The snapshot of the test database stays open for the next one, which never comes.
process.exit(0)

function forReadme(): Picture[] {
  return Object.entries(readme).map(([file, [screen, size, colors]]) => ({ file: `docs/screenshots/${file}`, screen, size, colors, lang }))
}

function forManifests(): Picture[] {
  return ['nl', 'en'].flatMap((lang) =>
    (['narrow', 'wide'] as const).flatMap((form) =>
      shownScreens[form].map((screen): Picture => ({
        ...{ file: `web/public/screenshots/${lang}-${screen}-${form}`, screen: window[screen], size: shownSizes[form], colors: 'light', lang },
        before: async (page) => {
          if (screen === 'done') await page.getByRole('heading', { name: /^(Ontvangen|Received)$/ }).waitFor()
          // A school's app does not have the banner of the demo.
          await page.getByRole('complementary').evaluateAll((banners) => banners.forEach((banner) => banner.remove()))
        },
      })),
    ),
  )
}

function everything(): Picture[] {
  const colors = scheme === 'dark' ? ('dark' as const) : ('light' as const)
  return Object.keys(screens).flatMap((screen) => [
    { file: `${screen.replaceAll(/\W+/g, '-')}-phone`, screen, size: phone, colors, lang },
    { file: `${screen.replaceAll(/\W+/g, '-')}-desk`, screen, size: desktop, colors, lang },
  ])
}
