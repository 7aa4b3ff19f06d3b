import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { minutes } from '../../shared/instant.ts'
import { openPage, signIn } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { withAuthenticator } from '../support/with-authenticator.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice())

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()

/** The link that the administrator had mailed to somebody, as the demo shows its mails. */
async function invitation(name: string): Promise<string> {
  const page = await openPage(browser)
  await signIn(page, o.origin, 'admin', '/ik/mensen')
  await press(page, new RegExp(`^Nodig ${name} uit`))
  await page.getByText(`${name} heeft een mail met een link gekregen.`).waitFor()
  const { items } = (await (await page.request.get(`${o.origin}/api/v1/demo/messages`)).json()) as { items: { at: string; text: string }[] }
  const links = items.toSorted((a, b) => a.at.localeCompare(b.at)).flatMap(({ text }) => text.match(/https?:\/\/\S+\/sleutel#\S+/g) ?? [])
  await page.context().close()
  return links.at(-1) ?? ''
}

async function comeIn(page: Page, path: string) {
  await page.goto(`${o.origin}/inloggen?naar=${path}`)
  await press(page, 'Ik heb een sleutel')
  await page.getByLabel('Ja, alleen van mij').check()
  await press(page, 'Gebruik je sleutel')
}

/** Makes a key on the screen that stands there. */
async function makeKey(page: Page, name: string) {
  await page.getByLabel('Hoe noem je deze sleutel?').fill(name)
  await press(page, 'Maak de sleutel')
}

it('leads from an invitation to two keys and the desk, and takes one away with all that it opened', async () => {
  const link = await invitation('Frits Fictief')
  const page = await openPage(browser)
  const phone = await withAuthenticator(page, 'internal')
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

  const phoneKey = await phone.key()
  await phone.away()
  await withAuthenticator(page, 'usb')
  await page.getByRole('link', { name: 'Voeg een sleutel toe' }).click()
  await press(page, 'Voeg een sleutel toe')
  await makeKey(page, 'Stickje')
  await page.getByText('Je nieuwe sleutel werkt.').waitFor()

  // Out, and in again with the stick alone; the phone comes in elsewhere.
  await page.goto(`${o.origin}/ik`)
  await press(page, 'Uitloggen')
  await heading(page, 'Je bent niet ingelogd')
  await comeIn(page, '/sleutels')
  await heading(page, 'Sleutels en sessies')
  const elsewhere = await openPage(browser)
  await withAuthenticator(elsewhere, 'internal', phoneKey)
  await comeIn(elsewhere, '/desk')
  await heading(elsewhere, 'Dossiers')
  await elsewhere.getByText('Er loopt niets').waitFor()

  await o.advance(minutes(11))
  await press(page, 'Verwijder sleutel Mijn telefoon')
  await press(page, 'Ja, verwijder')
  await page.getByRole('heading', { name: 'Laat eerst je sleutel zien' }).waitFor()
  await press(page, 'Gebruik je sleutel')
  await page.getByText('De sleutel is verwijderd.').waitFor()
  await page.getByText('Je laatste sleutel kun je niet verwijderen.').waitFor()

  await elsewhere.reload()
  await elsewhere.getByText('Log in om dossiers te openen').waitFor()
  await comeIn(elsewhere, '/desk')
  await elsewhere.getByText('neem een andere sleutel').waitFor()
})

it('gives the way back to who lost his key: by a code on paper, or by two people', async () => {
  const page = await openPage(browser)
  await withAuthenticator(page, 'internal')
  await page.goto(await invitation('Hanna Verzonnen'))
  await signIn(page, o.origin, 'handler', '/sleutel')
  await makeKey(page, 'Mijn laptop')
  await heading(page, 'Bewaar je herstelcodes')
  const code = await page.locator('ol li').first().innerText()
  await page.goto(`${o.origin}/sleutel/kwijt`)
  await page.getByRole('textbox', { name: 'Herstelcode' }).fill(code.toLowerCase())
  await press(page, 'Gebruik deze code')
  await heading(page, 'Maak je sleutel')

  const [chair, officer] = [await openPage(browser), await openPage(browser)]
  await signIn(chair, o.origin, 'chair', '/ik/mensen')
  await press(chair, /^Hanna Verzonnen is de sleutel kwijt/)
  await chair.getByLabel('Waarom is een nieuwe sleutel nodig?').fill('Laptop gevallen, Hanna belde mij.')
  await press(chair, 'Vraag aan')
  await chair.getByText('Jij vroeg dit aan. Een ander beslist.').waitFor()
  await signIn(officer, o.origin, 'dpo', '/ik/mensen')
  await officer.getByText('Laptop gevallen, Hanna belde mij.').waitFor()
  await press(officer, /^Akkoord met een nieuwe sleutel/)
  await press(officer, 'Ja, akkoord')
  await officer.getByText('Akkoord. Hanna Verzonnen krijgt een mail met een link.').waitFor()
  expect(await officer.getByRole('listitem').filter({ hasText: 'Hanna Verzonnen' }).innerText()).toContain('Geen sleutel')
  await page.goto(`${o.origin}/desk`)
  await page.getByText('Log in om dossiers te openen').waitFor()
})
