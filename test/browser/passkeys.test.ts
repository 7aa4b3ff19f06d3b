import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChromium, openPage, signIn } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withAuthenticator, type Authenticator } from '../support/authenticator.ts'

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

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()

/** The link that was mailed last, as the demo shows its mails. */
async function mailedLink(page: Page): Promise<string> {
  const { items } = (await (await page.request.get(`${o.origin}/api/v1/demo/messages`)).json()) as { items: { text: string }[] }
  const links = items.flatMap(({ text }) => text.match(/https?:\/\/\S+\/sleutel#\S+/g) ?? [])
  return links.at(-1) ?? ''
}

/** Makes a key on the screen that stands there. */
async function makeKey(page: Page, name: string) {
  await page.getByLabel('Hoe noem je deze sleutel?').fill(name)
  await press(page, 'Maak de sleutel')
}

it('leads from an invitation to a key, two keys, the desk, and back to one', async () => {
  const admin = await openPage(browser)
  await signIn(admin, o.origin, 'admin', '/ik/mensen')
  await press(admin, /^Nodig Frits Fictief uit/)
  await admin.getByText('Frits Fictief heeft een mail met een link gekregen.').waitFor()
  const link = await mailedLink(admin)
  await admin.context().close()

  const page = await openPage(browser)
  const phone: Authenticator = await withAuthenticator(page, 'internal')
  // The link before anybody is signed in: it waits in this tab, and is not in the address.
  await page.goto(link)
  await page.getByText('Log eerst in').waitFor()
  expect(page.url()).toBe(`${o.origin}/sleutel`)
  await signIn(page, o.origin, 'dpo', '/sleutel')
  await makeKey(page, 'Mijn telefoon')
  await heading(page, 'Bewaar je herstelcodes')
  expect(await page.locator('ol li').count()).toBe(10)
  await page.getByLabel('Ik heb ze bewaard').check()
  await press(page, 'Ga verder')
  await heading(page, 'Je sleutel werkt')

  // Another device, so that there are two of them.
  const stick = await phone.another('usb')
  await page.getByRole('link', { name: 'Voeg een sleutel toe' }).click()
  await press(page, 'Voeg een sleutel toe')
  await makeKey(page, 'Stickje')
  await page.getByText('Je nieuwe sleutel werkt.').waitFor()

  // Out, and in again with the key alone.
  await page.goto(`${o.origin}/ik`)
  await press(page, 'Uitloggen')
  await heading(page, 'Je bent niet ingelogd')
  await page.goto(`${o.origin}/inloggen?naar=/sleutels`)
  await press(page, 'Ik heb een sleutel')
  await page.getByLabel('Ja, alleen van mij').check()
  await press(page, 'Gebruik je sleutel')
  await heading(page, 'Sleutels en sessies')
  expect(await page.getByRole('heading', { name: 'Mijn telefoon' }).count()).toBe(1)
})
