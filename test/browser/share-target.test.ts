import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openPage, signIn, workerReady } from '../support/chromium.ts'
import { liveOffice } from '../support/live-office.ts'
import { pictureOf, share, type Share } from '../support/share.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(liveOffice())
const page = await openPage(browser)
const jpeg = await pictureOf(page)
await page.context().close()

async function phone(persona: string | null = 'teacher', options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openPage(browser, options)
  if (persona) await signIn(page, o.origin, persona)
  else await page.goto(o.origin)
  await workerReady(page)
  // The page has told the box who is signed in.
  await page.waitForFunction(() => document.querySelector('link[rel=manifest]'))
  await page.waitForTimeout(300)
  return page
}

/** What still lies in the box, and how many drafts there are. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const rows = (name: string, store: string) =>
      new Promise<{ phase?: string }[]>((done) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => {
          const asked = opening.result.transaction(store).objectStore(store).getAll()
          asked.onsuccess = () => [opening.result.close(), done(asked.result)]
        }
      })
    const drafts = (await rows('seintje', 'report')).filter(({ phase }) => phase === 'draft').length
    const [things, photos] = [(await rows('seintje-shared', 'thing')).length, (await rows('seintje-shared', 'photo')).length]
    return { drafts, things, photos }
  })

async function toStory(page: Page) {
  await page.getByRole('radio', { name: 'Verdachte mail of link' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  return page.getByLabel('Wat is er gebeurd?')
}

it('takes a picture and words from another app into a new draft without a network, and they are sent as a report', async () => {
  const page = await phone()
  await page.context().setOffline(true)
  await share(page, { title: 'Vreemde mail', text: 'Wie kent dit?', url: 'https://phish.example/x', files: [jpeg, Buffer.from('%PDF-1.7')] })
  await page.getByText('Wat je deelde, staat in je melding').waitFor()
  await page.getByText('Er is 1 foto meegekomen').waitFor()
  await page.getByText('1 bestand kwam niet mee').waitFor()
  expect(await kept(page)).toEqual({ drafts: 1, things: 0, photos: 0 })
  expect(await (await toStory(page)).inputValue()).toBe('Vreemde mail\nWie kent dit?\nhttps://phish.example/x')
  await page.getByRole('img', { name: 'Foto 1' }).waitFor()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('button', { name: 'Verstuur' }).click()
  await page.getByText('Nog niet verstuurd').first().waitFor()
  await page.context().setOffline(false)
  await page.getByRole('heading', { name: 'Ontvangen' }).waitFor({ timeout: 30_000 })
  await expect.poll(async () => (await o.sql('select id from attachment')).length, { timeout: 20_000 }).toBe(1)
  await page.context().close()
}, 180_000)

it('strips where a shared picture was taken, and makes it smaller', async () => {
  // The picture on the screen is read back here, which the page's own policy forbids.
  const page = await phone('teacher', { bypassCSP: true })
  await share(page, { files: [jpeg] })
  await page.getByText('Er is 1 foto meegekomen').waitFor()
  await toStory(page)
  const shown = await page.getByRole('img', { name: 'Foto 1' }).evaluate(async (image: HTMLImageElement) => {
    await image.decode()
    return { width: image.naturalWidth, bytes: await (await fetch(image.src)).text() }
  })
  expect(jpeg.toString('latin1')).toContain('GPSLatitude')
  expect(shown.width).toBe(2000)
  expect(shown.bytes).not.toContain('GPSLatitude')
  await page.context().close()
}, 180_000)

it('leaves alone what was being written, and keeps what was shared in a draft of its own', async () => {
  const page = await phone()
  await page.goto(`${o.origin}/melden`)
  await (await toStory(page)).fill('Hier was ik aan begonnen')
  await page.getByText('Bewaard op dit toestel').waitFor()
  await share(page, { text: 'Gedeeld' })
  await page.getByText('Wat je deelde, staat in je melding').waitFor()
  expect(await (await toStory(page)).inputValue()).toBe('Gedeeld')
  expect(await kept(page)).toEqual({ drafts: 2, things: 0, photos: 0 })
  // Loading the same address again brings the same draft, not another.
  await page.goBack()
  await page.reload()
  await (await toStory(page)).waitFor()
  expect(await page.getByLabel('Wat is er gebeurd?').inputValue()).toBe('Gedeeld')
  expect((await kept(page)).drafts).toBe(2)
  await page.context().close()
}, 180_000)

it('finds what was shared when the page was killed before it took it over, once', async () => {
  const page = await phone()
  const context = page.context()
  await killed(page, { text: 'Bijna kwijt', files: [jpeg, jpeg] })
  const next = await context.newPage()
  await next.goto(`${o.origin}/meldingen`)
  expect(await kept(next)).toEqual({ drafts: 0, things: 1, photos: 2 })
  await next.goto(`${o.origin}/melden`)
  await next.getByText("Er zijn 2 foto's meegekomen").waitFor()
  expect(await (await toStory(next)).inputValue()).toBe('Bijna kwijt')
  expect(await kept(next)).toEqual({ drafts: 1, things: 0, photos: 0 })
  const third = await context.newPage()
  await third.goto(`${o.origin}/melden`)
  await third.getByText('Je was hier al mee bezig').waitFor()
  expect(await kept(third)).toEqual({ drafts: 1, things: 0, photos: 0 })
  await context.close()
}, 180_000)

/** Shares, and shuts the page as soon as the worker answered. */
async function killed(page: Page, what: Share) {
  const opened = page.waitForRequest((request) => /\/melden\?gedeeld=/.test(request.url()))
  void share(page, what).catch(() => undefined)
  await opened
  await page.close()
}

it('leaves the form alone that somebody opens to go on with, and keeps what was shared one tap away', async () => {
  const page = await phone()
  await page.goto(`${o.origin}/melden`)
  await (await toStory(page)).fill('Al bezig')
  await page.getByText('Bewaard op dit toestel').waitFor()
  const context = page.context()
  await killed(page, { text: 'Later gedeeld' })
  const next = await context.newPage()
  await next.goto(`${o.origin}/melden`)
  await next.getByText('Je deelde iets voor een nieuwe melding').waitFor()
  await next.getByText('Je was hier al mee bezig').waitFor()
  await next.getByRole('button', { name: 'Open wat je deelde' }).click()
  await next.getByText('Wat je deelde, staat in je melding').waitFor()
  expect(await (await toStory(next)).inputValue()).toBe('Later gedeeld')
  expect((await kept(next)).drafts).toBe(2)
  await context.close()
}, 180_000)

it('makes it one draft when the page is killed between the draft and the box, twice', async () => {
  const page = await phone()
  const context = page.context()
  await killed(page, { text: 'Halverwege', files: [jpeg] })
  const next = await context.newPage()
  await next.goto(`${o.origin}/meldingen`)
  // What a page that died there leaves behind: the box as it was, and the draft already made.
  await next.evaluate(keepABackUp)
  await next.goto(`${o.origin}/melden`)
  await next.getByText('Er is 1 foto meegekomen').waitFor()
  await (await toStory(next)).fill('Halverwege, en verder getypt')
  await next.getByText('Bewaard op dit toestel').waitFor()
  await next.evaluate(putBack)
  await next.goto(`${o.origin}/melden`)
  await next.getByText('Er is 1 foto meegekomen').waitFor()
  expect(await (await toStory(next)).inputValue()).toBe('Halverwege, en verder getypt')
  expect(await next.getByRole('img', { name: /^Foto/ }).count()).toBe(1)
  expect(await kept(next)).toEqual({ drafts: 1, things: 0, photos: 0 })
  await context.close()
}, 180_000)

it('keeps what a person shared from the next person on this device, until he is back', async () => {
  const page = await phone('teacher')
  const context = page.context()
  await killed(page, { text: 'Van Noor alleen' })
  const other = await context.newPage()
  await signIn(other, o.origin, 'schoolLead')
  await other.waitForTimeout(1_000)
  await other.goto(`${o.origin}/melden`)
  await other.waitForTimeout(1_000)
  expect(await other.getByText('Wat je deelde').count()).toBe(0)
  expect(await kept(other)).toEqual({ drafts: 0, things: 1, photos: 0 })
  await signIn(other, o.origin, 'teacher')
  await other.waitForTimeout(1_000)
  await other.goto(`${o.origin}/melden`)
  await other.getByText('Wat je deelde, staat in je melding').waitFor()
  await context.close()
}, 180_000)

it('says that it waits when the session was gone by the time the form opened, and brings it after signing in', async () => {
  const page = await phone('teacher')
  // The browser was closed on a device of several people: the box still knows the name, the page does not.
  await page.context().clearCookies()
  await page.evaluate(() => [localStorage.clear(), sessionStorage.clear()])
  await share(page, { text: 'Van wie was dit' })
  await page.getByText('Wat je deelde, wacht nog op dit toestel').waitFor()
  expect(await kept(page)).toEqual({ drafts: 0, things: 1, photos: 0 })
  await signIn(page, o.origin, 'teacher', '/melden')
  await page.getByText('Wat je deelde, staat in je melding').waitFor()
  expect(await (await toStory(page)).inputValue()).toBe('Van wie was dit')
  await page.context().close()
}, 180_000)

it('takes a share while nobody is signed in, as a report written signed out', async () => {
  const page = await phone(null)
  await share(page, { text: 'Zonder in te loggen' })
  await page.getByText('Wat je deelde, staat in je melding').waitFor()
  await (await toStory(page)).waitFor()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('button', { name: 'Bewaar tot ik inlog' }).waitFor()
  await page.context().close()
}, 180_000)

it('says plainly that it did not come along without a worker, also after twenty megabytes', async () => {
  const page = await openPage(browser, { serviceWorkers: 'block' })
  await page.goto(o.origin)
  await share(page, { text: 'Weg', files: [Buffer.alloc(20_000_000, 7)] })
  await page.getByText('Wat je deelde, kwam niet mee').waitFor()
  expect(page.url()).toBe(`${o.origin}/melden?gedeeld=mislukt`)
  await page.context().close()
}, 180_000)

it('says so too when this device cannot keep it', async () => {
  const page = await phone()
  const [worker] = page.context().serviceWorkers()
  await worker!.evaluate(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await share(page, { text: 'Past niet', files: [jpeg] })
  await page.getByText('Wat je deelde, kwam niet mee').waitFor()
  await page.context().close()
}, 180_000)

type Rows = { store: string; rows: unknown[] }[]

function keepABackUp(): Promise<void> {
  return new Promise((done) => {
    const opening = indexedDB.open('seintje-shared')
    opening.onsuccess = () => {
      const copy: Rows = []
      const tx = opening.result.transaction(['thing', 'photo'])
      for (const store of ['thing', 'photo'])
        tx.objectStore(store).getAll().onsuccess = (event) => copy.push({ store, rows: (event.target as IDBRequest<unknown[]>).result })
      tx.oncomplete = () => {
        opening.result.close()
        const backUp = indexedDB.open('back-up', 1)
        backUp.onupgradeneeded = () => backUp.result.createObjectStore('copy')
        backUp.onsuccess = () => {
          const put = backUp.result.transaction('copy', 'readwrite')
          put.objectStore('copy').put(copy, 1)
          put.oncomplete = () => [backUp.result.close(), done()]
        }
      }
    }
  })
}

function putBack(): Promise<void> {
  return new Promise((done) => {
    const backUp = indexedDB.open('back-up')
    backUp.onsuccess = () => {
      const asked = backUp.result.transaction('copy').objectStore('copy').get(1)
      asked.onsuccess = () => {
        const copy = asked.result as Rows
        const opening = indexedDB.open('seintje-shared')
        opening.onsuccess = () => {
          const tx = opening.result.transaction(['thing', 'photo'], 'readwrite')
          for (const { store, rows } of copy) for (const row of rows) tx.objectStore(store).put(row)
          tx.oncomplete = () => [opening.result.close(), done()]
        }
      }
    }
  })
}
