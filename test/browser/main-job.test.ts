import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deliverPush, desktop, openChromium, openPage, signIn, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'

let o: Awaited<ReturnType<typeof liveOffice>>
let browser: Browser
beforeAll(async () => {
  o = await liveOffice()
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await o?.close()
})

/** A red square as a camera would hand it over, with a place where it was taken in its EXIF. */
async function photo(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1200)
    const ink = canvas.getContext('2d')!
    ink.fillStyle = 'rgb(200, 30, 30)'
    ink.fillRect(0, 0, 2400, 1200)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  const jpeg = Buffer.from(base64, 'base64')
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0x00, 0x1e]), Buffer.from('Exif\0\0GPSLatitude=52.1;secret')])
  exif.writeUInt16BE(exif.length - 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)])
}

it('takes a lost stick with a photo from a phone without a signal to the desk of the FG, once, and rings there', async () => {
  // The FG has his desk open.
  const desk = await openPage(browser, { viewport: desktop })
  await signIn(desk, o.origin, 'dpo', '/desk')
  await desk.getByRole('heading', { level: 1 }).waitFor()
  await workerReady(desk)

  // One visit with a signal, then the train goes into the tunnel.
  const phone = await openPage(browser)
  await signIn(phone, o.origin, 'teacher')
  await workerReady(phone)
  const jpeg = await photo(phone)
  await phone.context().setOffline(true)
  await phone.goto(`${o.origin}/`)
  await phone.getByRole('link', { name: /Meld een incident/ }).click()
  await phone.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await phone.getByRole('button', { name: 'Verder' }).click()
  await phone.getByLabel('Wat is er gebeurd?').fill('USB-stick met toetsen ligt in de trein. 🚆')
  await phone.locator('input[type=file]').last().setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: jpeg })
  await phone.getByRole('img', { name: /Foto 1/ }).waitFor()
  await phone.getByRole('button', { name: 'Verder' }).click()
  await phone.getByRole('button', { name: 'Verstuur' }).click()
  await phone.getByText('Nog niet verstuurd').first().waitFor()
  const code = await phone
    .getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}$/)
    .first()
    .textContent()
  expect(await o.sql('select id from report')).toEqual([])

  // The phone is shut and opened again, still without a signal: the report is still there.
  await phone.goto(`${o.origin}/meldingen`)
  await phone.getByText('Nog niet verstuurd').first().waitFor()

  // The signal is back.
  await phone.context().setOffline(false)
  await phone
    .getByText(/Ontvangen om/)
    .first()
    .waitFor({ timeout: 30_000 })
  await desk.getByRole('link', { name: /\d{4}-001/ }).click({ timeout: 15_000 })
  await desk.getByText('USB-stick met toetsen ligt in de trein. 🚆').waitFor()
  await desk.getByText(code!).waitFor()

  // Once, with its photo, without where it was taken.
  await expect.poll(async () => (await o.sql('select id from attachment')).length, { timeout: 20_000 }).toBe(1)
  expect(await o.sql('select id from report')).toHaveLength(1)
  const src = await desk
    .locator('img')
    .last()
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode()
      return [image.naturalWidth, await (await fetch(image.src)).text()] as const
    })
  expect(src[0]).toBeLessThanOrEqual(2000)
  expect(src[1]).not.toContain('GPSLatitude')

  // The desk's worker shows what the push service hands over, without a word of the story.
  await desk.context().grantPermissions(['notifications'], { origin: o.origin })
  const [row] = await o.sql<{ incident_id: string }>('select incident_id from report')
  const payload = {
    web_push: 8030,
    notification: {
      title: 'Nieuwe melding 2026-001',
      body: 'Nog 71 uur',
      navigate: `${o.origin}/alarm/${row!.incident_id}`,
      tag: 'a',
      lang: 'nl',
      app_badge: '1',
    },
  }
  await deliverPush(desk, o.origin, JSON.stringify(payload))
  await expect
    .poll(() => desk.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((n) => [n.title, n.body, n.tag])))
    .toEqual([['Nieuwe melding 2026-001', 'Nog 71 uur', 'a']])

  // He takes it on, and the teacher reads so.
  await desk.getByRole('button', { name: 'Ik pak dit op' }).first().click()
  await expect.poll(async () => (await o.sql('select state from incident'))[0]).toEqual({ state: 'acknowledged' })
  await phone.reload()
  await phone
    .getByText(/Gelezen door de FG om/)
    .first()
    .waitFor({ timeout: 30_000 })
}, 180_000)
