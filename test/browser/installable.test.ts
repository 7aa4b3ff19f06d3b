import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type APIResponse, type BrowserContext, type Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { needBrowser } from '../support/browsers.ts'
import { choseLanguage, openPage, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice())

type Picture = { src: string; sizes: string; type: string; purpose?: string; form_factor?: string; label?: string }
type Manifest = Record<
  'id' | 'name' | 'short_name' | 'description' | 'lang' | 'start_url' | 'scope' | 'display' | 'theme_color' | 'background_color',
  string
> & {
  icons: Picture[]
  screenshots: Picture[]
  shortcuts: { name: string; url: string; icons: Picture[] }[]
  share_target: { action: string; method: string; enctype: string; params: { files: { name: string; accept: string[] }[] } }
  launch_handler: { client_mode: string[] }
  categories: string[]
}

/** The size a PNG gives itself, in the header of the file. */
async function pngSize(answer: APIResponse): Promise<string> {
  const bytes = await answer.body()
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`
}

async function open(lang: string, context?: BrowserContext) {
  const page = context ? await context.newPage() : await openPage(browser)
  await choseLanguage(page, lang)
  await page.goto(o.origin)
  await workerReady(page)
  await page.waitForFunction(
    (wanted) => (document.querySelector('link[rel=manifest]')?.getAttribute('href') ?? '').includes('.en.') === (wanted === 'en'),
    lang,
  )
  const href = (await page.locator('link[rel=manifest]').getAttribute('href'))!
  const answer = await page.context().request.get(o.origin + href)
  expect(answer.headers()['content-type']).toMatch('application/manifest+json')
  return { page, href, manifest: (await answer.json()) as Manifest, get: (path: string) => page.context().request.get(o.origin + path) }
}

/** Whether all that a round mask may cut away is one opaque colour: the drawing stays within a circle of 40 % around the middle. */
const staysInSafeZone = (page: Page, src: string) =>
  page.evaluate(async (path) => {
    const picture = await createImageBitmap(await (await fetch(path)).blob())
    const { width: size } = picture
    const ink = new OffscreenCanvas(size, size).getContext('2d')!
    ink.drawImage(picture, 0, 0)
    const { data } = ink.getImageData(0, 0, size, size)
    const at = (x: number, y: number) => [0, 1, 2, 3].map((part) => data[(y * size + x) * 4 + part]!)
    const ground = at(0, 0)
    const other: string[] = []
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const outside = Math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2) > size * 0.4
        if (outside && at(x, y).some((part, i) => Math.abs(part - ground[i]!) > 2)) other.push(`${x},${y}: ${at(x, y).join(' ')}`)
      }
    return { opaque: ground[3] === 255, other: other.slice(0, 5) }
  }, src)

describe.each(['nl', 'en'])('the app in %s', (lang) => {
  it('is what Chromium installs: linked, named, in scope, standalone, with icons that are what they say', async () => {
    const { page, manifest, get } = await open(lang)
    expect(manifest).toMatchObject({ id: '/', scope: '/', start_url: '/', display: 'standalone', lang, short_name: 'Seintje' })
    expect(manifest.name).toMatch(lang === 'nl' ? /meld/ : /report/)
    expect(manifest.short_name.length).toBeLessThanOrEqual(12)
    expect(manifest.description.length).toBeLessThanOrEqual(300)
    const colour = await page.locator('meta[name=theme-color][media*=light]').getAttribute('content')
    expect([manifest.theme_color, manifest.background_color]).toEqual([colour, colour])
    for (const icon of [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons)]) {
      expect(icon.type).toBe('image/png')
      expect({ src: icon.src, is: await pngSize(await get(icon.src)) }).toEqual({ src: icon.src, is: icon.sizes })
    }
    const any = manifest.icons.filter(({ purpose }) => purpose === 'any').map(({ sizes }) => sizes)
    expect(any).toEqual(expect.arrayContaining(['192x192', '512x512']))
    expect(manifest.icons.find(({ purpose }) => purpose === 'maskable')?.sizes).toBe('512x512')
    await page.context().close()
  })

  it('shows pictures of the sizes it says, as a phone and a desk may show them, and keeps them out of the worker', async () => {
    const { page, manifest, get } = await open(lang)
    for (const { src, sizes, form_factor, label } of manifest.screenshots) {
      expect({ src, is: await pngSize(await get(src)) }).toEqual({ src, is: sizes })
      const [width = 0, height = 0] = sizes.split('x').map(Number)
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(320)
      expect(Math.max(width, height)).toBeLessThanOrEqual(3840)
      expect(Math.max(width, height) / Math.min(width, height)).toBeLessThanOrEqual(2.3)
      expect(form_factor).toBe(width > height ? 'wide' : 'narrow')
      expect(label).toBeTruthy()
    }
    for (const form of ['narrow', 'wide']) {
      const shown = manifest.screenshots.filter(({ form_factor }) => form_factor === form)
      expect(shown.length).toBeGreaterThan(0)
      expect(new Set(shown.map(({ sizes }) => sizes)).size).toBe(1)
    }
    const cached = await page.evaluate(async () => {
      const names = await caches.keys()
      return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()
    })
    expect(cached.length).toBeGreaterThan(20)
    expect(cached.filter((url) => /screenshots|sw-off|webmanifest/.test(url))).toEqual([])
    await page.context().close()
  })

  it('starts without a network, and its shortcuts and its share target lead to real screens', async () => {
    const { page, manifest } = await open(lang)
    await page.context().setOffline(true)
    await page.goto(o.origin + manifest.start_url)
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
    expect(await page.locator('h1').count()).toBe(1)
    for (const { url, name } of manifest.shortcuts) {
      expect(name).not.toBe('')
      await page.goto(o.origin + url)
      await page.getByRole('radio').first().waitFor()
    }
    await page.context().setOffline(false)
    expect(manifest.share_target).toMatchObject({ action: '/delen', method: 'POST', enctype: 'multipart/form-data' })
    expect(manifest.share_target.params.files).toEqual([{ name: 'files', accept: ['image/*'] }])
    const answer = await page.context().request.post(`${o.origin}/delen`, { multipart: { text: 'x' }, maxRedirects: 0 })
    expect([answer.status(), answer.headers()['location']]).toEqual([303, '/melden?gedeeld=mislukt'])
    await page.context().close()
  })

  it('is read by Chromium without a word of complaint', async () => {
    // A window that keeps nothing cannot install, as a private one: this one keeps.
    const folder = mkdtempSync(join(tmpdir(), 'seintje-chromium-'))
    const context = await chromium.launchPersistentContext(folder, { executablePath: needBrowser('chromium'), headless: true, args: ['--no-sandbox'] })
    const { page, href } = await open(lang, context)
    const cdp = await page.context().newCDPSession(page)
    const read = await cdp.send('Page.getAppManifest')
    expect([read.url, read.errors]).toEqual([o.origin + href, []])
    const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors')
    expect(installabilityErrors).toEqual([])
    await context.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

it('is one app in two languages: the link follows the language and everything that identifies the app is the same', async () => {
  const { page, manifest: nl } = await open('nl')
  await page.locator('button[lang=en]').first().click()
  await page.waitForFunction(() => document.querySelector('link[rel=manifest]')?.getAttribute('href') === '/manifest.en.webmanifest')
  const en = (await (await page.context().request.get(`${o.origin}/manifest.en.webmanifest`)).json()) as Manifest
  for (const key of ['id', 'start_url', 'scope', 'display', 'icons', 'share_target', 'launch_handler', 'categories'] as const) expect(en[key]).toEqual(nl[key])
  expect(en.name).not.toBe(nl.name)
  expect(en.shortcuts[0]!.name).not.toBe(nl.shortcuts[0]!.name)
  await page.context().close()
})

it('has a maskable icon whose drawing no mask cuts, on a ground that fills the square', async () => {
  const { page, manifest } = await open('nl')
  const { src } = manifest.icons.find(({ purpose }) => purpose === 'maskable')!
  expect(await staysInSafeZone(page, src)).toEqual({ opaque: true, other: [] })
  await page.context().close()
})
