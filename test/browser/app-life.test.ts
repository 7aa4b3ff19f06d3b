import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openChromium, openPage, signIn, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { lostStick } from '../support/office.ts'
import { pictureOf } from '../support/share.ts'
import { ownBuild } from '../support/second-version.ts'

const story = 'USB-stick met toetsen ligt in de trein.'
let build: Awaited<ReturnType<typeof ownBuild>>
let o: Awaited<ReturnType<typeof liveOffice>>
let browser: Browser
let spoil: (request: Request) => Response | undefined = () => undefined
beforeEach(async () => {
  build = await ownBuild()
  o = await liveOffice({ ...build, before: (request) => spoil(request) })
  browser = await openChromium()
})
afterEach(async () => {
  await browser?.close()
  await o?.close()
  build?.drop()
})

const spoiled = {
  failure: () => new Response('oops', { status: 500 }),
  /** says it is long and stops after a few bytes, as when a train enters a tunnel */
  'cut off': () => {
    const stream = new ReadableStream({ start: (flow) => [flow.enqueue(new TextEncoder().encode('export')), setTimeout(() => flow.close(), 50)] })
    return new Response(stream, { headers: { 'content-type': 'text/javascript', 'content-length': '5000', connection: 'close' } })
  },
}

async function teacher(path = '/'): Promise<Page> {
  const page = await openPage(browser)
  await signIn(page, o.origin, 'teacher', path)
  await workerReady(page)
  return page
}

/** Looks for a newer version as the page does every hour; what came of it. */
const look = (page: Page) =>
  page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!
    await registration.update().catch(() => undefined)
    const coming = registration.installing
    if (coming)
      await new Promise<void>((done) => coming.addEventListener('statechange', () => (coming.state === 'installed' || coming.state === 'redundant') && done()))
    return registration.waiting ? 'waits' : 'nothing new'
  })

/** A mark on the page that no reload survives. */
const mark = (page: Page) => page.evaluate(() => void ((window as { marked?: boolean }).marked = true))
const isMarked = (page: Page) => page.evaluate(() => (window as { marked?: boolean }).marked === true)
const prompt = (page: Page) => page.getByText('Er is een nieuwe versie van Seintje')
const renew = (page: Page) => page.getByRole('button', { name: 'Vernieuw nu' })

async function tell(page: Page, words = story) {
  await page.getByRole('link', { name: /Meld een incident/ }).click()
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill(words)
}
async function send(page: Page) {
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('button', { name: /^(Verstuur|Bewaar)/ }).click()
}

it('lets a newer version wait while something is typed, and loads it only on a tap, with the text still there', async () => {
  const id = v7()
  const noor = await o.as('teacher')
  await noor.put(`/reports/${id}`, lostStick(o.now()), { 'device-now': o.now() })
  const page = await teacher()
  await tell(page)
  await mark(page)
  await build.next()
  expect(await look(page)).toBe('waits')
  // Whoever is reporting is not asked, and nothing of his is touched.
  await page.waitForTimeout(500)
  expect(await prompt(page).count()).toBe(0)
  expect(await page.getByLabel('Wat is er gebeurd?').inputValue()).toBe(story)

  // Half a message elsewhere: it is said, and it waits.
  await page.getByRole('link', { name: 'Stoppen' }).click()
  await prompt(page).waitFor()
  await page.getByRole('link', { name: /Ontvangen/ }).click()
  const words = page.locator('textarea').last()
  await words.fill('Ik dacht nog aan iets')
  await page.getByText('Daarom wachten we met vernieuwen').waitFor()
  expect(await renew(page).count()).toBe(0)
  await words.fill('')
  await renew(page).waitFor()
  expect(await isMarked(page)).toBe(true)

  await Promise.all([page.waitForEvent('load'), renew(page).click()])
  expect(await isMarked(page)).toBe(false)
  await page.goto(`${o.origin}/melden/vertellen`)
  await expect.poll(() => page.getByLabel('Wat is er gebeurd?').inputValue()).toBe(story)
  expect(await look(page)).toBe('nothing new')
}, 180_000)

it('lets a newer version wait while a report is being sent', async () => {
  const page = await teacher()
  let letGo = () => {}
  const held = new Promise<void>((done) => (letGo = done))
  await page.route('**/api/v1/reports/*', async (route) => (route.request().method() === 'PUT' ? held.then(() => route.continue()) : route.continue()))
  await tell(page)
  await send(page)
  await page.getByText('We versturen je melding').waitFor()
  await build.next()
  expect(await look(page)).toBe('waits')
  await page.getByText('Daarom wachten we met vernieuwen').waitFor()
  expect(await renew(page).count()).toBe(0)
  letGo()
  await renew(page).waitFor()
  await Promise.all([page.waitForEvent('load'), renew(page).click()])
  await page.getByRole('heading', { name: 'Ontvangen' }).waitFor()
  expect(await o.sql('select id from report')).toHaveLength(1)
}, 180_000)

it('never reloads another tab, which goes on with the files of its own version', async () => {
  const here = await teacher()
  const there = await here.context().newPage()
  await there.goto(o.origin)
  await workerReady(there)
  await tell(there)
  await mark(there)
  const gone = await build.next({ without: 'MeScreen' })
  expect(await look(here)).toBe('waits')
  await Promise.all([here.waitForEvent('load'), renew(here).click()])
  await here.getByRole('heading', { level: 1 }).waitFor()

  expect(await isMarked(there)).toBe(true)
  expect(await there.getByLabel('Wat is er gebeurd?').inputValue()).toBe(story)
  await there.getByRole('link', { name: 'Stoppen' }).click()
  const chunk = there.waitForResponse((answer) => answer.url().includes(gone))
  await there.getByRole('link', { name: 'Ik', exact: true }).click()
  expect([(await chunk).status(), (await chunk).headers()['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  await there.getByRole('heading', { level: 1 }).waitFor()
  expect(await isMarked(there)).toBe(true)
  // When it suits that tab too, loading is all that is left.
  await Promise.all([there.waitForEvent('load'), renew(there).click()])
  expect(await isMarked(there)).toBe(false)
}, 180_000)

it('does not install a version of which a file is missing or cut off, goes on with the old one, and tries again later', async () => {
  const page = await teacher()
  const name = 'late-AAAAAAAA.js'
  build.nextWith(name)
  expect(await look(page)).toBe('nothing new')

  writeFileSync(join(build.webRoot, 'assets', name), 'export const late = 1')
  // The outbox of the worker is imported, not fetched: an exception there would leave a worker without any file.
  for (const file of [name, 'sw-drain.js'])
    for (const way of ['cut off', 'failure'] as const) {
      spoil = (request) => (request.url.endsWith(file) ? spoiled[way]() : undefined)
      expect({ file, way, found: await look(page) }).toEqual({ file, way, found: 'nothing new' })
    }
  expect(await prompt(page).count()).toBe(0)

  await page.context().setOffline(true)
  await page.reload()
  await page.getByRole('link', { name: /Meld een incident/ }).waitFor()
  await page.context().setOffline(false)

  spoil = () => undefined
  expect(await look(page)).toBe('waits')
  await renew(page).waitFor()
}, 180_000)

it('takes the worker off a phone with the kill switch, keeps its report and sends it, and installs again when it is back', async () => {
  const page = await teacher()
  await page.context().setOffline(true)
  await tell(page)
  await send(page)
  await page.getByText('Nog niet verstuurd').first().waitFor()
  o.deps.env.worker = 'off'
  // The report keeps waiting: writes are cut off, all else is there again.
  await page.route('**/api/v1/reports/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
  await page.context().setOffline(false)
  await look(page)
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 30_000 }).toBe(0)
  const left = () => page.evaluate(async () => ({ workers: (await navigator.serviceWorker.getRegistrations()).length, caches: (await caches.keys()).length }))
  expect((await page.goto(`${o.origin}/meldingen`))?.fromServiceWorker()).toBe(false)
  await expect.poll(left).toEqual({ workers: 0, caches: 0 })
  await page.getByText('Nog niet verstuurd').first().waitFor()

  await page.unroute('**/api/v1/reports/*')
  await page.reload()
  await page
    .getByText(/Ontvangen om/)
    .first()
    .waitFor({ timeout: 30_000 })
  expect(await o.sql('select id from report')).toHaveLength(1)

  o.deps.env.worker = 'on'
  await page.reload()
  await workerReady(page)
  await page.context().setOffline(true)
  await page.reload()
  await page
    .getByText(/Ontvangen om/)
    .first()
    .waitFor()
}, 180_000)

it('never passes a report or a photo through the worker', async () => {
  const page = await teacher()
  const sent: { method: string; byWorker: boolean }[] = []
  page.on('response', (answer) => {
    const method = answer.request().method()
    if (method !== 'GET') sent.push({ method, byWorker: answer.fromServiceWorker() })
  })
  await tell(page)
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await pictureOf(page) })
  await page.getByRole('img', { name: 'Foto 1' }).waitFor()
  await send(page)
  await page.getByRole('heading', { name: 'Ontvangen' }).waitFor()
  await expect.poll(() => sent.filter(({ method }) => method === 'PUT').length).toBe(2)
  expect(sent).toContainEqual({ method: 'PUT', byWorker: false })
  expect(sent.filter(({ byWorker }) => byWorker)).toEqual([])
}, 180_000)
