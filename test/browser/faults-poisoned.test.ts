import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { lostOnTheWay, proxyRefusal } from '../support/broken-line.ts'
import { openShell } from '../support/chromium.ts'
import { lostStick } from '../support/office.ts'
import {
  brokenOffice,
  comeBack,
  dumpStore,
  openPhone,
  photoPut,
  picture,
  received,
  report,
  reportPut,
  sendIt,
  stored,
  type Phone,
} from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

const notGone = 'Niet gelukt, je melding is niet weg'
const words = 'De middelste, die niet wil.'

/** A report whose id somebody else's report has taken at the office: refused (409) for as long as the world stands. */
async function poisoned(phone: Phone, photos?: Parameters<typeof report>[3]): Promise<string> {
  const down = phone.meets(reportPut, lostOnTheWay)
  const id = await report(phone.page, o, words, photos)
  await phone.page.getByText('Bewaard op dit toestel').waitFor()
  const other = await o.as('schoolLead')
  await other.put(`/reports/${id}`, lostStick(o.now()), { 'device-now': o.now() })
  down.lift()
  return id
}

async function openRefused(page: Page, id: string): Promise<void> {
  await page.goto(`${o.origin}/meldingen/${id}`)
  await page.getByText(notGone).waitFor()
}

describe.concurrent('a report that the office will not take', () => {
  it('never stops the ones before and after it, and is not gone', async ({ expect }) => {
    const phone = await openPhone(browser, o, { persona: 'adviser' })
    const down = phone.meets(reportPut, lostOnTheWay)
    const before = await report(phone.page, o, 'De eerste.')
    const refused = await poisoned(phone)
    const after = await report(phone.page, o, 'De laatste.')
    down.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    await phone.page.goto(`${o.origin}/meldingen`)
    await phone.page.getByText(notGone).waitFor()
    for (const id of [before, after]) {
      await phone.page
        .locator(`a[href="/meldingen/${id}"]`)
        .getByText(/Ontvangen om/)
        .waitFor()
      expect(await stored(o, id)).toMatchObject({ times: 1, reporter: 'adviser' })
    }
    expect(await stored(o, refused)).toMatchObject({ times: 1, reporter: 'schoolLead' })
    await phone.close()
  })

  it('offers another try, which tells the truth again', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const id = await poisoned(phone)
    await comeBack(phone.page)
    await openRefused(phone.page, id)
    await phone.page.getByText('Onder deze code staat al iets anders.').waitFor()
    const asked = phone.asked(reportPut).length
    await phone.page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await expect.poll(() => phone.asked(reportPut).length).toBeGreaterThan(asked)
    await phone.page.getByText(notGone).waitFor()
    await phone.page.getByText(words).waitFor()
    await phone.close()
  })

  it('leaves on another try once what stood in its way is gone', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const proxy = phone.meets(reportPut, proxyRefusal(413))
    const id = await report(phone.page, o, words)
    await phone.page.getByRole('heading', { name: notGone }).waitFor()
    await phone.page.getByRole('link', { name: 'Wat wil je doen?' }).click()
    await phone.page.getByText('Het is te groot om te versturen.', { exact: false }).waitFor()
    proxy.lift()
    await phone.page.getByRole('button', { name: 'Probeer opnieuw' }).click()
    await phone.page.getByText(/Ontvangen om/).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('can be kept as a file with every word in it', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const id = await poisoned(phone)
    await comeBack(phone.page)
    await openRefused(phone.page, id)
    const [download] = await Promise.all([phone.page.waitForEvent('download'), phone.page.getByRole('button', { name: 'Bewaar een kopie' }).click()])
    expect(download.suggestedFilename()).toMatch(/^seintje-[0-9A-Z-]+\.txt$/)
    const text = await readFile(await download.path(), 'utf8')
    expect(text).toContain(words)
    expect(text).toContain('Nog niet door school ontvangen.')
    await phone.close()
  })

  it('goes back to the form with words and photos, and leaves under an id of its own', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const photo = { name: 'stick.jpg', mimeType: 'image/jpeg', buffer: await picture(phone.page, 'teal') }
    const refused = await poisoned(phone, [photo])
    await comeBack(phone.page)
    await openRefused(phone.page, refused)
    await phone.page.getByRole('button', { name: 'Pas aan en verstuur opnieuw' }).click()
    await phone.page.waitForURL(/vertellen/)
    await expect.poll(() => phone.page.getByLabel('Wat is er gebeurd?').inputValue()).toBe(words)
    await phone.page.getByRole('img', { name: 'Foto 1' }).waitFor()
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    expect(id).not.toBe(refused)
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, reporter: 'teacher', photos: 1 })
    expect(await stored(o, refused)).toMatchObject({ times: 1, reporter: 'schoolLead', photos: 0 })
    expect(phone.asked(photoPut).every(({ path }) => path.includes(id))).toBe(true)
    await phone.close()
  })

  it('is thrown away only when a person says so twice, and then nothing of it stays', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const id = await poisoned(phone)
    await comeBack(phone.page)
    await openRefused(phone.page, id)
    await phone.page.getByRole('button', { name: 'Gooi weg' }).click()
    await phone.page.getByRole('button', { name: 'Nee, bewaar' }).click()
    await phone.page.getByText(words).waitFor()
    await phone.page.getByRole('button', { name: 'Gooi weg' }).click()
    await phone.page.getByRole('button', { name: 'Ja, gooi weg' }).click()
    await phone.page.waitForURL(/\/meldingen$/)
    expect(JSON.stringify(await dumpStore(phone.page))).not.toContain(id)
    await phone.close()
  })
})
