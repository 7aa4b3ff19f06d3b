import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoPersonas } from '../../shared/access/session-view.ts'
import { brokenLine, type Fault, type Where } from './broken-line.ts'
import { openPage, signIn } from './chromium.ts'
import { liveOffice } from './live-office.ts'

/** A live office behind a line that can be broken. */
export async function brokenOffice() {
  const line = brokenLine()
  return { ...(await liveOffice({ line })), line }
}
export type BrokenOffice = Awaited<ReturnType<typeof brokenOffice>>
export type Phone = Awaited<ReturnType<typeof openPhone>>

let phones = 0

type Options = NonNullable<Parameters<typeof openPage>[1]> & {
  persona?: string
  /** run before the app in every page of this device */ before?: string
  /** bytes this site may keep */ space?: number
}

/** Somebody's device, signed in, on the form's first step; the line knows it from the others. */
export async function openPhone(browser: Browser, o: BrokenOffice, { persona = 'teacher', before, space, ...options }: Options = {}) {
  const device = `phone-${++phones}`
  const page = await openPage(browser, { ...options, extraHTTPHeaders: { 'x-device': device } })
  const context: BrowserContext = page.context()
  context.setDefaultTimeout(20_000)
  if (before) await context.addInitScript(before)
  if (space !== undefined) await giveSpace(page, o.origin, space)
  await signIn(page, o.origin, persona, '/melden')
  return {
    device,
    page,
    context,
    /** another tab, at this path */
    tab: async (path: string) => {
      const tab = await context.newPage()
      await tab.goto(o.origin + path)
      return tab
    },
    meets: (where: Where, fault: Fault, times?: number) => o.line.on({ ...where, device }, fault, times),
    asked: (where: Where = {}) => o.line.asked({ ...where, device }),
    close: () => context.close(),
  }
}

/** From here on the browser gives this site so many bytes; undefined: what it always gave. It asks again only when it gave none yet, or too little. */
export async function giveSpace(page: Page, origin: string, quotaSize?: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize === undefined ? {} : { quotaSize }) })
}

export const story = 'USB-stick met toetsen ligt in de trein. 🚆'

/** From the first step to the last: what happened, the words, the photos. Stops before "Verstuur". */
export async function fillIn(page: Page, words = story, photos: { name: string; mimeType: string; buffer: Buffer }[] = []): Promise<void> {
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill(words)
  for (const [index, photo] of photos.entries()) {
    await page.locator('input[type=file]').last().setInputFiles(photo)
    await page.getByRole('img', { name: `Foto ${index + 1}` }).waitFor()
  }
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByRole('button', { name: 'Verstuur' }).waitFor()
}

/** Taps "Verstuur" and waits for the last screen; gives the report's id. */
export async function sendIt(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Verstuur' }).click()
  await page.waitForURL(/\/melden\/klaar\//)
  return new URL(page.url()).pathname.split('/').at(-1)!
}

/** A whole report from an empty form: fills in, taps, and gives its id. */
export async function report(page: Page, o: BrokenOffice, words?: string, photos?: Parameters<typeof fillIn>[2]): Promise<string> {
  if (new URL(page.url()).pathname !== '/melden') await page.goto(`${o.origin}/melden`)
  await fillIn(page, words, photos)
  return sendIt(page)
}

/** What the line calls the two ways a report leaves by. */
export const reportPut = { method: 'PUT', path: /\/reports\/[^/]+$/ }
export const photoPut = { method: 'PUT', path: /\/attachments\// }

export const received = (page: Page) => page.getByRole('heading', { name: 'Ontvangen', exact: true })
export const kept = (page: Page) => page.getByRole('heading', { name: 'Bewaard op dit toestel' })

/** The network comes back, as the browser tells it: nobody waits out an old delay. */
export const comeBack = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('online')))

/** What the office holds of one report: how often, by whom, and its photos. */
export async function stored({ sql }: BrokenOffice, id: string) {
  const reports = await sql<{ reporter: string }>('select reporter_id as reporter from report where id = $1', [id])
  const photos = await sql<{ id: string }>('select id from attachment where report_id = $1 order by id', [id])
  return { times: reports.length, reporter: demoPersonas[Number(reports[0]?.reporter.at(-1))], photos: photos.length }
}

/** Everything in this page's IndexedDB, as text; bytes as their numbers are left out. */
export const dumpStore = (page: Page): Promise<Record<string, Record<string, unknown>[]>> =>
  page.evaluate(async () => {
    const open = indexedDB.open('seintje')
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      open.addEventListener('success', () => resolve(open.result))
      open.addEventListener('error', () => reject(open.error))
    })
    const all: Record<string, Record<string, unknown>[]> = {}
    for (const name of db.objectStoreNames) {
      const rows = db.transaction(name).objectStore(name).getAll()
      await new Promise((resolve) => rows.addEventListener('success', resolve))
      all[name] = JSON.parse(JSON.stringify(rows.result)) as Record<string, unknown>[]
    }
    db.close()
    return all
  })

/** A small picture of this colour, as JPEG. */
export async function picture(page: Page, color: string, width = 640, height = 480, type = 'image/jpeg'): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ color, width, height, type }) => {
      const canvas = new OffscreenCanvas(width, height)
      const ink = canvas.getContext('2d')!
      ink.fillStyle = color
      ink.fillRect(0, 0, width, height)
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer())
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    },
    { color, width, height, type },
  )
  return Buffer.from(base64, 'base64')
}
