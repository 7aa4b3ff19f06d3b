import type { Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { lostOnTheWay } from '../support/broken-line.ts'
import {
  brokenOffice,
  comeBack,
  dumpStore,
  fillIn,
  giveSpace,
  kept,
  openPhone,
  picture,
  received,
  report,
  reportPut,
  sendIt,
  stored,
  story,
} from '../support/reporter.ts'
import { openShell } from '../support/chromium.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

const words = (page: Page) => page.getByLabel('Wat is er gebeurd?')

async function toTell(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await words(page).waitFor()
}

async function typeAndKeep(page: Page, text: string): Promise<void> {
  await words(page).fill(text)
  await page.getByText('Bewaard op dit toestel').waitFor()
}

const clearStore = async (page: Page): Promise<void> => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Storage.clearDataForOrigin', { origin: o.origin, storageTypes: 'indexeddb' })
}

const deleteFromElsewhere = async (page: Page): Promise<void> => {
  const other = await page.context().newPage()
  // A page without the app in it: nothing of ours helps.
  await other.goto(`${o.origin}/icons/icon-192.png`)
  await other.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const gone = indexedDB.deleteDatabase('seintje')
        gone.addEventListener('success', () => resolve())
        gone.addEventListener('error', () => reject(gone.error))
      }),
  )
  await other.close()
}

/** The worker's own files would fill it at once. */
const little = { space: 2_000_000, persona: 'adviser', serviceWorkers: 'block' } as const
const long = '漢'.repeat(3_000)

/** Something else of this site takes all the room there is, to the last two kilobytes. */
const fillUp = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const open = indexedDB.open('ballast')
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore('bytes', { autoIncrement: true }))
    await new Promise((resolve) => open.addEventListener('success', resolve))
    const fits = (size: number) =>
      new Promise<boolean>((resolve) => {
        const tx = open.result.transaction('bytes', 'readwrite')
        tx.addEventListener('complete', () => resolve(true))
        tx.addEventListener('abort', () => resolve(false))
        tx.objectStore('bytes').add(Array.from({ length: size / 50_000 + 1 }, () => crypto.getRandomValues(new Uint8Array(Math.min(size, 50_000)))))
      })
    for (const size of [200_000, 20_000, 2_000]) for (let n = 0; n < 50 && (await fits(size)); n++);
    open.result.close()
  })

describe.concurrent('a device that is full', () => {
  it('says that it cannot keep what is typed, and sends it from memory when there is a network', async ({ expect }) => {
    const phone = await openPhone(browser, o, little)
    await toTell(phone.page)
    await typeAndKeep(phone.page, 'Het eerste woord.')
    await fillUp(phone.page)
    await words(phone.page).fill(long)
    await phone.page.getByText('Dit toestel is vol').waitFor()
    expect(await words(phone.page).inputValue()).toBe(long)
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(phone.page)
    await phone.page.getByRole('heading', { name: 'Ontvangen' }).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    // Nothing is half there: no item to send, and no draft to send again.
    const { outbox, report: reports } = await dumpStore(phone.page)
    expect(outbox).toEqual([])
    expect(reports!.filter((row) => row['phase'] === 'draft')).toEqual([])
    await phone.close()
  })

  it('keeps the words when the session has ended too, through signing in and back, and sends them then', async ({ expect }) => {
    const phone = await openPhone(browser, o, little)
    await toTell(phone.page)
    await typeAndKeep(phone.page, 'Het eerste woord.')
    await fillUp(phone.page)
    await words(phone.page).fill(long)
    await phone.page.getByText('Dit toestel is vol').waitFor()
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    await phone.context.clearCookies()
    await phone.page.getByRole('button', { name: 'Verstuur' }).click()
    await phone.page.getByRole('link', { name: 'Log in', exact: true }).click()
    await phone.page.getByRole('button', { name: 'Adviseur' }).click()
    await phone.page.getByText(long).waitFor()
    const id = await sendIt(phone.page)
    await phone.page.getByRole('heading', { name: 'Ontvangen' }).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('without a network keeps the form as it stands, says so, and goes on when there is room again', async ({ expect }) => {
    const phone = await openPhone(browser, o, little)
    await toTell(phone.page)
    await typeAndKeep(phone.page, 'Het eerste woord.')
    await fillUp(phone.page)
    await words(phone.page).fill(long)
    await phone.page.getByText('Dit toestel is vol').waitFor()
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const down = phone.meets({}, lostOnTheWay)
    await phone.page.getByRole('button', { name: 'Verstuur' }).click()
    await phone.page.getByText('Bewaren lukte niet. Je tekst staat nog hier.', { exact: false }).waitFor()
    await phone.page.getByText(long).waitFor()
    expect((await dumpStore(phone.page))['outbox']).toEqual([])
    await giveSpace(phone.page, o.origin)
    const id = await sendIt(phone.page)
    await kept(phone.page).waitFor()
    down.lift()
    await comeBack(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })
})

describe.concurrent('a store that goes away under the app', () => {
  it.for([
    ['cleared by the browser', clearStore],
    ['deleted from elsewhere', deleteFromElsewhere],
  ] as const)('because it was %s leaves the words on the screen, and reporting works', async ([, lose], { expect }) => {
    const phone = await openPhone(browser, o)
    await toTell(phone.page)
    await typeAndKeep(phone.page, 'De eerste helft')
    await lose(phone.page)
    expect(await words(phone.page).inputValue()).toBe('De eerste helft')
    await words(phone.page).pressSequentially(', en de tweede.')
    await phone.page.getByText('Bewaard op dit toestel').waitFor()
    // What is kept now can be opened after a reload, or it was not kept.
    await phone.page.waitForTimeout(500)
    await phone.page.reload()
    await expect.poll(() => words(phone.page).inputValue()).toBe('De eerste helft, en de tweede.')
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.close()
  })

  it('between typing and sending still lets the report leave, with its photo', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    await fillIn(phone.page, story, [{ name: 'stick.jpg', mimeType: 'image/jpeg', buffer: await picture(phone.page, 'maroon') }])
    await clearStore(phone.page)
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 1 })
    await phone.close()
  })
})

describe.concurrent('a key that is gone', () => {
  it('is told of each report it locked, and the others go on', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const down = phone.meets(reportPut, lostOnTheWay)
    const locked = await report(phone.page, o, 'Straks onleesbaar.')
    // The browser has asked often enough by itself: nothing is under way any more.
    await phone.page.getByText('Er is geen verbinding.', { exact: false }).waitFor()
    await phone.page.goto('about:blank')
    const bare = await phone.tab('/icons/icon-192.png')
    await bare.evaluate(async () => {
      const open = indexedDB.open('seintje')
      await new Promise((resolve) => open.addEventListener('success', resolve))
      const asked = open.result.transaction('meta', 'readwrite').objectStore('meta').delete('vaultKey')
      await new Promise((resolve) => asked.addEventListener('success', resolve))
      open.result.close()
    })
    await bare.close()
    down.lift()
    const id = await report(phone.page, o, 'Deze gaat gewoon.')
    await received(phone.page).waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1 })
    await phone.page.goto(`${o.origin}/meldingen/${locked}`)
    await phone.page.getByText('Niet gelukt, je melding is niet weg').waitFor()
    await phone.page.getByText('Dit toestel kan de tekst niet meer openen.', { exact: false }).waitFor()
    expect(await stored(o, locked)).toMatchObject({ times: 0 })
    await phone.close()
  })
})
