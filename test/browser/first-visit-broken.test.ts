import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChromium, openPage } from '../support/chromium.ts'
import { openFirefox } from '../support/firefox.ts'
import { liveOffice } from '../support/live-office.ts'

let o: Awaited<ReturnType<typeof liveOffice>>
let browser: Browser
/** matches the files that do not come, while it is set */
let broken: RegExp | null = null
beforeAll(async () => {
  o = await liveOffice({ before: ({ url }) => (broken?.test(url) ? new Response('', { status: 503 }) : undefined) })
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await o?.close()
})

it.each([
  ['the app', /\/assets\/start-.*\.js/],
  ['the form', /\/assets\/reporting-.*\.js/],
])('says so when %s does not come, keeps the drawn form, and goes on with what was chosen once it does', async (_, files) => {
  broken = files
  const page = await openPage(browser)
  await page.goto(`${o.origin}/melden`)
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('alert').getByText('Dit laadt niet verder').waitFor()
  expect(await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).isChecked()).toBe(true)
  if (process.env['SHOT']) await page.screenshot({ path: process.env['SHOT'] })
  broken = null
  await page.getByRole('button', { name: 'Probeer opnieuw' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill('Stick kwijt')
  await page.getByText('Bewaard op dit toestel').waitFor()
  await page.goBack()
  expect(await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).isChecked()).toBe(true)
  await page.context().close()
})

it('tries again by itself, and stops loading the page again when the app never runs', async () => {
  broken = /\/assets\/start-.*\.js/
  const page = await openPage(browser)
  let loaded = 0
  page.on('framenavigated', () => loaded++)
  await page.goto(`${o.origin}/melden`)
  await page.getByRole('radio', { name: 'Verdachte mail of link' }).check()
  await expect.poll(() => loaded, { timeout: 40_000 }).toBe(4)
  await page.getByRole('alert').waitFor()
  await page.waitForTimeout(7_000)
  expect(loaded).toBe(4)
  expect(await page.getByRole('radio', { name: 'Verdachte mail of link' }).isChecked()).toBe(true)
  broken = null
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
  expect(await page.getByRole('radio', { name: 'Verdachte mail of link' }).isChecked()).toBe(true)
  expect(await page.evaluate(() => sessionStorage.getItem('seintje.drawn'))).toBeNull()
  await page.context().close()
})

it('puts nothing of what was chosen into an address when no script runs', async () => {
  const page = await openPage(browser, { javaScriptEnabled: false })
  await page.goto(`${o.origin}/melden`)
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.waitForTimeout(500)
  expect(page.url()).toBe(`${o.origin}/melden`)
  await page.context().close()
})

it('ticks nothing again in Firefox after a reload: what the browser remembers is not what somebody did', async () => {
  broken = /\/first-paint\.js|\/assets\/start-.*\.js/
  const firefox = await openFirefox('ws://localhost:9/')
  const checked = () => [...document.querySelectorAll('#app input:checked')].map(({ id }) => id)
  try {
    const page = await firefox.newPage()
    await page.go(`${o.origin}/melden`)
    await page.tap('Apparaat of USB-stick kwijt')
    expect(await page.run(checked)).toEqual(['kind-deviceLost'])
    await page.reload()
    expect(await page.run(checked)).toEqual([])
  } finally {
    await firefox.close()
  }
})
