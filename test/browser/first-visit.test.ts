import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openPage, openShell, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice(), openShell)

/** Holds back what matches until it is let go, as a line does that is hardly there. */
async function holdBack(page: Page, files: RegExp): Promise<() => void> {
  let letGo = () => {}
  const gone = new Promise<void>((resolve) => (letGo = resolve))
  await page.route(files, async (route) => {
    await gone
    await route.continue()
  })
  return letGo
}

it('takes a tap and a text before the rest has come, and loses neither', async () => {
  const page = await openPage(browser)
  const letApp = await holdBack(page, /\/assets\/start-.*\.js/)
  const letStore = await holdBack(page, /\/assets\/store-.*\.js/)

  // Nothing of the app is here yet: the tiles stand in the page, and what is tapped is held.
  await page.goto(`${o.origin}/melden`)
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  expect(await page.locator('#description').count()).toBe(0)
  letApp()

  // The form is here, the store that keeps it is not.
  await page.getByLabel('Wat is er gebeurd?').fill('USB-stick ligt in de trein')
  await page.getByText('Doe dit meteen').waitFor()
  letStore()
  await page.getByText('Bewaard op dit toestel').waitFor()
  expect(await page.getByLabel('Wat is er gebeurd?').inputValue()).toBe('USB-stick ligt in de trein')

  await page.reload()
  await expect.poll(() => page.getByLabel('Wat is er gebeurd?').inputValue()).toBe('USB-stick ligt in de trein')
  await page.context().close()
})

it('leads from the drawn start to the form by a link, before the app is there', async () => {
  const page = await openPage(browser)
  const letApp = await holdBack(page, /\/assets\/start-.*\.js/)
  await page.goto(o.origin)
  await page.getByRole('link', { name: /Meld een incident/ }).click()
  await page.getByRole('radio', { name: 'Verdachte mail of link' }).check()
  letApp()
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
  expect(await page.getByRole('radio', { name: 'Verdachte mail of link' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').waitFor()
  await page.context().close()
})

it.each([
  ['the large link', '/', 'link', /Meld een incident/],
  ['a link of the bar', '/', 'link', 'Meldingen'],
  ['the button', '/melden', 'button', 'Verder'],
] as const)('leaves the focus on %s when the app takes over', async (_, path, role, name) => {
  const page = await openPage(browser)
  const letApp = await holdBack(page, /\/assets\/start-.*\.js/)
  await page.goto(o.origin + path)
  await page.getByRole(role, { name }).first().focus()
  letApp()
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}))
  await expect
    .poll(() =>
      page
        .getByRole(role, { name })
        .first()
        .evaluate((one) => one === document.activeElement),
    )
    .toBe(true)
  await page.context().close()
})

it('switches to English when that was tapped before the app was there', async () => {
  const page = await openPage(browser)
  const letApp = await holdBack(page, /\/assets\/start-.*\.js/)
  await page.goto(o.origin)
  await page.getByRole('button', { name: 'English' }).click()
  letApp()
  await page.getByRole('link', { name: /Report an incident/ }).waitFor()
  await page.context().close()
})

it('draws the form in Dutch for nobody who chose English, with a network and without', async () => {
  const page = await openPage(browser)
  const drawn = async () => (await (await page.goto(`${o.origin}/melden`))?.text())?.includes('Wat is er gebeurd?')
  expect(await drawn()).toBe(true)
  await workerReady(page)
  expect(await drawn()).toBe(true)
  await page.goto(o.origin)
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('link', { name: /Report an incident/ }).waitFor()
  expect(await drawn()).toBe(false)
  await page.context().setOffline(true)
  expect(await drawn()).toBe(false)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await page.context().setOffline(false)

  // Another visit, before there is a worker: the server does not draw it either.
  const cookies = await page.context().cookies()
  const answer = await fetch(`${o.origin}/melden`, { headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') } })
  expect(await answer.text()).toContain('<div id="app"></div>')
  await page.context().close()
})
