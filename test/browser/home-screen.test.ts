import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { openPage, signIn, workerReady } from '../support/chromium.ts'
import { offersToInstall, onIphone } from '../support/home-screen.ts'
import { liveOffice } from '../support/live-office.ts'
import { lostStick } from '../support/office.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice())

/** The number on the icon as the system would show it: the browser's far end. */
const watchBadge = (page: Page) =>
  page.addInitScript(() => {
    const seen = window as { badge?: number | null }
    Object.assign(navigator, { setAppBadge: async (count: number) => void (seen.badge = count), clearAppBadge: async () => void (seen.badge = null) })
  })
const badge = (page: Page) => page.evaluate(() => (window as { badge?: number | null }).badge)
const hint = (page: Page) => page.getByRole('heading', { name: 'Zet Seintje op je beginscherm' })

async function open(persona: 'teacher' | 'schoolLead' | 'dpo', before: ((page: Page) => Promise<unknown>)[] = []) {
  const page = await openPage(browser)
  await watchBadge(page)
  for (const prepare of before) await prepare(page)
  await signIn(page, o.origin, persona)
  await workerReady(page)
  return page
}

async function tell(page: Page) {
  await page.getByRole('link', { name: /Meld een incident/ }).click()
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill('Stick kwijt in de trein.')
  await page.getByRole('button', { name: 'Verder' }).click()
}
const send = (page: Page) => page.getByRole('button', { name: 'Verstuur' }).click()
const received = (page: Page) => page.getByRole('heading', { name: 'Ontvangen' }).waitFor({ timeout: 20_000 })

it('offers to install after the first report that arrived, never while one waits, and asks the browser on a tap', async () => {
  const page = await open('teacher', [offersToInstall])
  expect(await hint(page).count()).toBe(0)
  await tell(page)
  await page.context().setOffline(true)
  await send(page)
  await page.getByText('Nog niet verstuurd').first().waitFor()
  await page.waitForTimeout(500)
  expect(await hint(page).count()).toBe(0)
  await page.context().setOffline(false)
  await received(page)
  await hint(page).waitFor()
  await page.getByRole('button', { name: 'Zet op beginscherm' }).click()
  expect(await page.evaluate(() => (window as { asked?: number }).asked)).toBe(1)
  await expect.poll(() => hint(page).count()).toBe(0)
  await page.goto(o.origin)
  await page
    .getByText(/Ontvangen om/)
    .first()
    .waitFor()
  await page.waitForTimeout(500)
  expect(await hint(page).count()).toBe(0)
  await page.context().close()
}, 120_000)

it('is shown once: seen on one visit, it stays away on the next', async () => {
  const page = await open('teacher', [offersToInstall])
  await hint(page).scrollIntoViewIfNeeded()
  await page.waitForTimeout(500)
  expect(await hint(page).count()).toBe(1)
  await page.reload()
  await page
    .getByText(/Ontvangen om/)
    .first()
    .waitFor()
  await page.waitForTimeout(500)
  expect(await hint(page).count()).toBe(0)
  await page.context().close()
}, 120_000)

it('says on an iPhone in three steps how, that one signs in again, and goes for good when it is tapped away', async () => {
  const page = await open('teacher', [onIphone])
  await hint(page).waitFor()
  for (const words of [/een vierkant met een pijl omhoog/, /Kies ‘Zet op beginscherm’/, /Tik op ‘Voeg toe’/, /nog één keer in/])
    await page.getByText(words).waitFor()
  expect(await page.getByRole('button', { name: 'Zet op beginscherm' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Nee, dank je' }).click()
  await expect.poll(() => hint(page).count()).toBe(0)
  await page.context().close()
}, 120_000)

it('says nothing where the browser cannot install, or where it is installed already', async () => {
  const plain = await open('teacher')
  const installed = await open('teacher', [(page) => onIphone(page, { standalone: true })])
  for (const page of [plain, installed]) {
    await page
      .getByText(/Ontvangen om/)
      .first()
      .waitFor()
    await page.waitForTimeout(500)
    expect(await hint(page).count()).toBe(0)
    await page.context().close()
  }
}, 120_000)

it('counts on the icon what waits for this person: unsent reports and questions, and clears it', async () => {
  const page = await open('schoolLead')
  await expect.poll(() => badge(page)).toBeNull()
  await tell(page)
  await page.context().setOffline(true)
  await send(page)
  await expect.poll(() => badge(page)).toBe(1)
  await page.getByText('Nog niet verstuurd').first().waitFor()
  await page.context().setOffline(false)
  await received(page)
  await expect.poll(() => badge(page)).toBeNull()

  const [{ id }] = (await o.sql('select id from report order by received_at desc limit 1')) as [{ id: string }]
  const dpo = await o.as('dpo')
  expect((await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Welke trein was het?' })).status).toBeLessThan(300)
  await page.goto(o.origin)
  await expect.poll(() => badge(page), { timeout: 20_000 }).toBe(1)
  await page.context().close()
}, 120_000)

it('leaves the number that a push set for the FG until his alarms are counted', async () => {
  const noor = await o.as('teacher')
  expect((await noor.put(`/reports/${v7()}`, lostStick(o.now()), { 'device-now': o.now() })).status).toBe(201)
  const alarms = (await (await (await o.as('dpo')).get('/alarms')).json()) as { items: { acknowledgedAt: string | null }[] }
  const rings = alarms.items.filter(({ acknowledgedAt }) => acknowledgedAt === null).length
  expect(rings).toBeGreaterThan(0)
  const page = await open('dpo', [(one) => one.addInitScript(() => Object.assign(window, { badge: 7 }))])
  await page.reload()
  await page.waitForTimeout(1_500)
  expect(await badge(page)).toBe(7)
  await page.getByRole('link', { name: 'Dossiers' }).click()
  await expect.poll(() => badge(page)).toBe(rings)
  await page.context().close()
}, 120_000)
