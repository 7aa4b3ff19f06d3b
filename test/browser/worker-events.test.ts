import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterEach, expect, it } from 'vitest'
import { openPage, signIn, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { lostStick } from '../support/office.ts'
import { noteWishes, tapNotification, workerEvents } from '../support/worker-events.ts'
import { withChromium } from '../support/with-chromium.ts'

/** Our worker in Chromium: the browser's own events, handed over by CDP. */
const { o, browser } = await withChromium(liveOffice())
const open: Page[] = []
afterEach(async () => {
  for (const page of open.splice(0)) await page.context().close()
})

async function device(persona: string, path = '/') {
  const page = await openPage(browser)
  open.push(page)
  await page.context().grantPermissions(['notifications'], { origin: o.origin })
  await signIn(page, o.origin, persona, path)
  await workerReady(page)
  return { page, worker: await workerEvents(page, o.origin) }
}
const shown = (page: Page) =>
  page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })))
const ring = (changes: object = {}) =>
  JSON.stringify({
    web_push: 8030,
    notification: { title: 'Nieuwe melding 2026-014', body: 'Nog 71 uur', navigate: `${o.origin}/alarm/${v7()}`, tag: 'alarm-14', lang: 'nl', ...changes },
  })

it('shows a notification for a push that is not JSON, and for one without anything in it', async () => {
  const { page, worker } = await device('dpo', '/ik')
  await worker.push('<html>')
  await expect.poll(() => shown(page)).toEqual([{ title: 'Seintje', body: 'Open Seintje om te zien wat er is.', tag: 'seintje' }])
  await worker.push('')
  await expect.poll(() => shown(page)).toHaveLength(1)
  expect(worker.errors).toEqual([])
})

it('shows a notification also when a page is open and has the focus, and after the worker was stopped', async () => {
  const { page, worker } = await device('dpo', '/desk')
  await page.bringToFront()
  expect(await page.evaluate(() => document.hasFocus())).toBe(true)
  await worker.push(ring())
  await expect.poll(() => shown(page)).toHaveLength(1)
  await worker.stop()
  await worker.push(ring({ tag: 'alarm-15' }))
  await expect.poll(() => shown(page)).toHaveLength(2)
})

it('lets the later of two pushes with one tag take the place of the earlier, and puts the count on the icon', async () => {
  const { page, worker } = await device('dpo', '/ik')
  const wishes = await noteWishes(page.context())
  await worker.push(ring({ app_badge: '1' }))
  await worker.push(ring({ title: 'Nog niet opgepakt: melding 2026-014', app_badge: '2' }))
  await expect.poll(() => shown(page)).toEqual([{ title: 'Nog niet opgepakt: melding 2026-014', body: 'Nog 71 uur', tag: 'alarm-14' }])
  await expect.poll(async () => (await wishes()).badges).toEqual([1, 2])
})

it('takes an open page to the alarm after a tap without loading it anew: a half-typed report is still there', async () => {
  const { page, worker } = await device('dpo', '/melden')
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill('Ik was nog niet klaar met')
  await page.evaluate(() => Object.assign(globalThis, { stillHere: true }))
  const id = v7()
  await worker.push(ring({ navigate: `${o.origin}/alarm/${id}` }))
  await expect.poll(() => shown(page)).toHaveLength(1)
  await tapNotification(page.context())
  await page.waitForURL(`${o.origin}/alarm/${id}`)
  await expect.poll(() => shown(page)).toEqual([])
  await page.goBack()
  expect(await page.getByLabel('Wat is er gebeurd?').inputValue()).toBe('Ik was nog niet klaar met')
  expect(await page.evaluate(() => 'stillHere' in globalThis)).toBe(true)
})

it('opens a page where none is open, and never one of another site', async () => {
  const { page, worker } = await device('dpo', '/ik')
  await worker.push(ring({ navigate: 'https://elders.example/alarm/1' }))
  await expect.poll(() => shown(page)).toHaveLength(1)
  await tapNotification(page.context())
  await page.waitForURL(`${o.origin}/`)
  const wishes = await noteWishes(page.context())
  const id = v7()
  await worker.push(ring({ navigate: `${o.origin}/alarm/${id}` }))
  await expect.poll(() => shown(page)).toHaveLength(1)
  await page.goto('about:blank')
  await tapNotification(page.context())
  await expect.poll(async () => (await wishes()).windows).toEqual([`/alarm/${id}`])
})

it('keeps the way to the alarm through signing in', async () => {
  const page = await openPage(browser)
  open.push(page)
  const teacher = await o.as('teacher')
  const { incidentId } = (await (await teacher.put(`/reports/${v7()}`, lostStick(o.now()), { 'device-now': o.now() })).json()) as { incidentId: string }
  await page.goto(`${o.origin}/alarm/${incidentId}`)
  await page.getByRole('main').getByRole('link', { name: 'Inloggen' }).click()
  await page.getByRole('button', { name: /Functionaris gegevensbescherming/ }).click()
  await page.waitForURL(`${o.origin}/alarm/${incidentId}`)
  await page.getByRole('button', { name: 'Ik pak dit op' }).click()
  await expect.poll(async () => (await o.sql('select state from incident where id = $1', [incidentId]))[0]).toEqual({ state: 'acknowledged' })
})

/** A report that waits because the server does not answer, on a page whose own clock stands still from then on. */
async function queued(page: Page) {
  await page.clock.install()
  await o.down()
  await page.getByRole('link', { name: /Meld een incident/ }).click()
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill('USB-stick met toetsen ligt in de trein.')
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('button', { name: 'Verstuur' }).click()
  await page.getByText('Nog niet verstuurd').first().waitFor()
  await page.clock.pauseAt(new Date(Date.now() + 1_000))
  await o.up()
}
const received = async () => (await o.sql('select id from report')).length

it('lets an open page send what waits when the browser wakes the worker, before its own clock would', async () => {
  const { page, worker } = await device('teacher')
  const before = await received()
  await queued(page)
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await received()).toBe(before)
  await worker.sync()
  await expect.poll(received, { timeout: 10_000 }).toBe(before + 1)
})

it('takes a wake-up without an open page calmly: what waits has left once the app is open again at the latest, and once', async () => {
  const { page, worker } = await device('teacher')
  const before = await received()
  await queued(page)
  await page.goto('about:blank')
  await worker.sync()
  // The worker sends it itself where it is due; that it does is worker-outbox.test.ts.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(worker.errors).toEqual([])
  await page.clock.resume()
  await page.goto(`${o.origin}/meldingen`)
  await page.getByText('Ontvangen om').first().waitFor()
  expect(await received()).toBe(before + 1)
})
