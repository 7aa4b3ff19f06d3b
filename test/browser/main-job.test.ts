import type { Browser, Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliverPush, desktop, openChromium, openPage, signIn, workerReady } from '../support/chromium.ts'
import type { PushPayload } from '../../shared/alert/payload.ts'
import { liveOffice } from '../support/live-office.ts'
import { startPushService } from '../support/push-service.ts'
import { pictureOf } from '../support/share.ts'

const story = 'USB-stick met toetsen ligt in de trein. 🚆'
let o: Awaited<ReturnType<typeof liveOffice>>
let pushService: Awaited<ReturnType<typeof startPushService>>
let rung: () => PushPayload[] = () => []
let browser: Browser
beforeAll(async () => {
  pushService = await startPushService()
  o = await liveOffice({ guard: pushService.guard })
  // A second device of the FG, whose push service hands us what it got.
  const { input, received } = pushService.subscribe(o.deps.push.keyId)
  const dpo = await o.as('dpo')
  expect((await dpo.put(`/push-subscriptions/${v7()}`, input)).status).toBe(200)
  rung = () => received.map(({ payload }) => payload)
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await o?.close()
  await pushService?.close()
})

/** Chooses, tells, adds the photo and sends, with no network at all; gives the code the phone shows. */
async function reportOffline(phone: Page, jpeg: Buffer): Promise<string> {
  await phone.goto(`${o.origin}/`)
  await phone.getByRole('link', { name: /Meld een incident/ }).click()
  await phone.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await phone.getByRole('button', { name: 'Verder' }).click()
  await phone.getByLabel('Wat is er gebeurd?').fill(story)
  await phone.locator('input[type=file]').last().setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: jpeg })
  await phone.getByRole('img', { name: /Foto 1/ }).waitFor()
  await phone.getByRole('button', { name: 'Verder' }).click()
  await phone.getByRole('button', { name: 'Verstuur' }).click()
  await phone.getByText('Nog niet verstuurd').first().waitFor()
  return (await phone
    .getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/)
    .first()
    .textContent())!
}

/** The photo as the desk shows it: how wide it is, and its bytes. */
const shownPhoto = (desk: Page) =>
  desk
    .locator('img')
    .last()
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode()
      return { width: image.naturalWidth, bytes: await (await fetch(image.src)).text() }
    })

const notifications = (page: Page) =>
  page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })))

it('takes a lost stick with a photo from a phone without a signal to the desk of the FG, once, and rings there', async () => {
  const desk = await openPage(browser, { viewport: desktop })
  await signIn(desk, o.origin, 'dpo', '/desk')
  await desk.getByRole('heading', { level: 1 }).waitFor()
  await workerReady(desk)

  // One visit with a signal, then the train goes into the tunnel.
  const phone = await openPage(browser)
  await signIn(phone, o.origin, 'teacher')
  await workerReady(phone)
  const jpeg = await pictureOf(phone)
  await phone.context().setOffline(true)
  const code = await reportOffline(phone, jpeg)
  expect(await o.sql('select id from report')).toEqual([])

  // The phone is shut and opened again, still without a signal: the report is still there. Then the signal is back.
  await phone.goto(`${o.origin}/meldingen`)
  await phone.getByText('Nog niet verstuurd').first().waitFor()
  await phone.context().setOffline(false)
  await phone
    .getByText(/Ontvangen om/)
    .first()
    .waitFor({ timeout: 30_000 })

  // The desk shows it without reloading: once, with its photo, without where that was taken.
  await desk.getByRole('link', { name: /\d{4}-001/ }).click({ timeout: 15_000 })
  await desk.getByText(story).waitFor()
  await desk.getByText(code).waitFor()
  await expect.poll(async () => (await o.sql('select id from attachment')).length, { timeout: 20_000 }).toBe(1)
  expect(await o.sql('select id from report')).toHaveLength(1)
  const shown = await shownPhoto(desk)
  expect(shown.width).toBeLessThanOrEqual(2000)
  expect(shown.bytes).not.toContain('GPSLatitude')

  // The engine's own message, handed over as a push service would: the desk's worker shows it.
  await desk.context().grantPermissions(['notifications'], { origin: o.origin })
  await expect.poll(() => rung().length, { timeout: 10_000 }).toBeGreaterThan(0)
  const { notification } = rung()[0]!
  expect(JSON.stringify(rung())).not.toMatch(/stick|trein|Noor/)
  await deliverPush(desk, o.origin, JSON.stringify(rung()[0]))
  await expect.poll(() => notifications(desk)).toEqual([{ title: notification.title, body: notification.body, tag: notification.tag }])

  // He takes it on, and the teacher reads so.
  await desk.getByRole('button', { name: 'Ik pak dit op' }).first().click()
  await expect.poll(async () => (await o.sql('select state from incident'))[0]).toEqual({ state: 'acknowledged' })
  await phone.reload()
  await phone
    .getByText(/Gelezen op school om/)
    .first()
    .waitFor({ timeout: 30_000 })
}, 180_000)
