import { describe, it } from 'vitest'
import { holding } from '../support/broken-line.ts'
import { openShell } from '../support/chromium.ts'
import { brokenOffice, fillIn, kept, openPhone, photoPut, picture, received, report, reportPut, sendIt, stored } from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

describe.concurrent('a tab that is killed', () => {
  it('between saving and sending leaves a report that goes as soon as the app opens again', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await fillIn(phone.page)
    const { fault, letGo } = holding()
    // The first question of a pass: nothing has been sent before it is answered.
    const held = phone.meets({ path: /\/session$/ }, fault)
    const id = await sendIt(phone.page)
    await kept(phone.page).waitFor()
    await phone.page.close()
    held.lift()
    letGo()
    expect(phone.asked(reportPut)).toHaveLength(0)

    const again = await phone.tab(`/melden/klaar/${id}`)
    await received(again).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('the moment after the tap loses nothing: the report is sent, or still stands in the form', async ({ expect }) => {
    const phone = await openPhone(browser, o, { persona: 'adviser' })
    await fillIn(phone.page, 'Meteen weg, midden in de tik.')
    await phone.page.getByRole('button', { name: 'Verstuur' }).click({ noWaitAfter: true })
    await phone.page.close()
    const again = await phone.tab('/meldingen')
    const line = again.getByText(/Ontvangen om|Nog niet af/)
    await line.first().waitFor()
    expect(await line.count()).toBe(1)
    if (/Nog niet af/.test((await line.textContent()) ?? '')) {
      await again.getByText('Nog niet af').click()
      await again.getByRole('button', { name: 'Verder' }).click()
      expect(await again.getByLabel('Wat is er gebeurd?').inputValue()).toBe('Meteen weg, midden in de tik.')
    }
    await phone.close()
  })

  it('between the request and its answer sends the same bytes once more, and the office keeps one', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const { fault, letGo } = holding('answer')
    const held = phone.meets(reportPut, fault)
    const id = await report(phone.page, o)
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1 })
    // It arrived, but the phone cannot know that.
    expect(await received(phone.page).count()).toBe(0)
    await phone.page.close()
    held.lift()
    letGo()

    const again = await phone.tab(`/melden/klaar/${id}`)
    await received(again).waitFor()
    const sent = phone.asked(reportPut)
    expect(sent.map((asked) => asked.status)).toEqual([201, 200])
    expect(new Set(sent.map((asked) => asked.sha256)).size).toBe(1)
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('between the report and its photos sends each photo once when the app opens again', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const photos = await Promise.all(
      ['red', 'green'].map(async (color) => ({ name: `${color}.jpg`, mimeType: 'image/jpeg', buffer: await picture(phone.page, color) })),
    )
    const { fault, letGo } = holding()
    const held = phone.meets(photoPut, fault)
    const id = await report(phone.page, o, undefined, photos)
    await phone.page.getByText('Nog 2 foto').waitFor()
    await expect.poll(() => held.met).toBe(1)
    await phone.page.close()
    held.lift()
    letGo()

    const again = await phone.tab(`/melden/klaar/${id}`)
    await received(again).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 2 })
    await again.getByText('onderweg').waitFor({ state: 'detached' })
    // What the dead tab had under way may still have arrived: each photo is the same bytes, however often it came.
    expect(new Set(phone.asked(photoPut).map(({ path, sha256 }) => path + sha256)).size).toBe(2)
    await phone.close()
  })
})
