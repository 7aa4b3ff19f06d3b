import type { Page } from 'playwright-core'
import { describe, it } from 'vitest'
import { holding } from '../support/broken-line.ts'
import { openShell } from '../support/chromium.ts'
import { brokenOffice, fillIn, openPhone, photoPut, picture, received, sendIt, stored, story } from '../support/reporter.ts'
import { withChromium } from '../support/with-chromium.ts'

const { o, browser } = await withChromium(brokenOffice(), openShell)

/** Puts a segment after a JPEG's first two bytes, as cameras do. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}

/** Where it was taken, as a camera writes it: a TIFF block with a GPS directory, and the maker's own words. */
function withPlace(jpeg: Buffer): Buffer {
  const tiff = Buffer.alloc(64)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(0x8825, 10)
  tiff.writeUInt16BE(4, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt32BE(26, 18)
  tiff.writeUInt16BE(1, 26)
  tiff.writeUInt16BE(1, 28)
  tiff.write('N', 36)
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('Telefoon van Noor, 52.0907N 5.1214E')]))
}

const heavy = (jpeg: Buffer, bytes: number): Buffer => {
  const filler = Buffer.alloc(65_000, 0x20)
  const count = Math.ceil((bytes - jpeg.length) / filler.length)
  const segment = withSegment(Buffer.from([0xff, 0xd8]), 0xfe, filler).subarray(2)
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: count }, () => segment), jpeg.subarray(2)])
}

const choose = (page: Page, name: string, buffer: Buffer, mimeType = 'image/jpeg') =>
  page.locator('input[type=file]').last().setInputFiles({ name, mimeType, buffer })
const shown = (page: Page, n: number) => page.getByRole('img', { name: `Foto ${n} ` })

async function toTell(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Apparaat of USB-stick kwijt of gestolen' }).check()
  await page.getByRole('button', { name: 'Verder' }).click()
  await page.getByLabel('Wat is er gebeurd?').fill(story)
}

async function photoAtOffice(id: string): Promise<Buffer> {
  const dpo = await o.as('dpo')
  const [row] = await o.sql<{ incident: string; photo: string }>(
    'select r.incident_id as incident, a.id as photo from report r join attachment a on a.report_id = r.id where r.id = $1',
    [id],
  )
  const answer = await dpo.get(`/reports/${id}/attachments/${row!.photo}`)
  if (answer.status !== 200) throw new Error(`no photo: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

describe.concurrent('a photo', () => {
  it('of twenty megabytes with a place in it arrives small, and without the place', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const jpeg = heavy(withPlace(await picture(phone.page, 'crimson', 4000, 3000)), 20 * 1024 * 1024)
    expect(jpeg.length).toBeGreaterThan(20 * 1024 * 1024)
    await toTell(phone.page)
    await choose(phone.page, 'IMG_0001.jpg', jpeg)
    await shown(phone.page, 1).waitFor()
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 1 })
    const arrived = await photoAtOffice(id)
    expect(arrived.length).toBeLessThan(1024 * 1024)
    expect(arrived.toString('latin1')).not.toMatch(/Exif|Noor|52\.0907/)
    const width = await phone.page.evaluate(async (base64) => {
      const image = await createImageBitmap(await (await new Response(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)))).blob())
      return image.width
    }, arrived.toString('base64'))
    expect(width).toBe(2000)
    await phone.close()
  })

  it.for<[string, string, string, (page: Page) => Promise<Buffer>]>([
    [
      'HEIC that this browser cannot open',
      'IMG_2.HEIC',
      'image/heic',
      async () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(4000, 7)]),
    ],
    ['a letter with the name of a picture', 'brief.jpg', 'image/jpeg', async () => Buffer.from('Beste ouders, dit is geen foto.')],
    ['nothing at all', 'leeg.jpg', 'image/jpeg', async () => Buffer.alloc(0)],
    ['half a picture', 'half.jpg', 'image/jpeg', async (page) => (await picture(page, 'gold')).subarray(0, 300)],
  ])('that is %s is refused by name, and the report goes on without it', async ([, name, type, make], { expect }) => {
    const phone = await openPhone(browser, o)
    const [bad, good] = [await make(phone.page), await picture(phone.page, 'coral')]
    await toTell(phone.page)
    await choose(phone.page, name, bad, type)
    await phone.page.getByRole('alert').getByText(`${name} is geen foto die dit toestel kan openen. Kies een JPEG of PNG.`).waitFor()
    await choose(phone.page, 'goed.jpg', good)
    await shown(phone.page, 1).waitFor()
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 1 })
    await phone.close()
  })

  it('finds the text saved before the camera opens; a page the camera killed has it, and the earlier photo', async ({ expect }) => {
    const phone = await openPhone(browser, o, { persona: 'adviser' })
    const jpeg = await picture(phone.page, 'indigo')
    await toTell(phone.page)
    await choose(phone.page, 'een.jpg', jpeg)
    await shown(phone.page, 1).waitFor()
    await phone.page.getByLabel('Wat is er gebeurd?').fill('Dit typte ik vlak voor de camera.')
    const opening = phone.page.waitForEvent('filechooser')
    await phone.page.getByRole('button', { name: 'Maak foto' }).click()
    await opening
    // iOS throws the page away while the camera is open.
    await phone.page.close()

    const again = await phone.tab('/melden/vertellen')
    await expect.poll(() => again.getByLabel('Wat is er gebeurd?').inputValue()).toBe('Dit typte ik vlak voor de camera.')
    await shown(again, 1).waitFor()
    await choose(again, 'twee.jpg', jpeg)
    await shown(again, 2).waitFor()
    await again.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(again)
    await received(again).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 2 })
    await phone.close()
  })

  it('chosen in the moment before "Verstuur" belongs to this report', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const jpeg = await picture(phone.page, 'sienna', 3000, 2000)
    await toTell(phone.page)
    await choose(phone.page, 'laat.jpg', jpeg)
    await phone.page.getByRole('button', { name: 'Verder' }).click()
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    await expect.poll(() => stored(o, id)).toMatchObject({ times: 1, photos: 1 })
    await phone.close()
  })

  it('under way says so, and "Ontvangen" stays true for the report meanwhile', async ({ expect }) => {
    const phone = await openPhone(browser, o)
    const { fault, letGo } = holding()
    phone.meets(photoPut, fault)
    await fillIn(phone.page, story, [{ name: 'een.jpg', mimeType: 'image/jpeg', buffer: await picture(phone.page, 'plum') }])
    const id = await sendIt(phone.page)
    await received(phone.page).waitFor()
    await phone.page.getByText('Nog 1 foto of bericht onderweg').waitFor()
    expect(await stored(o, id)).toMatchObject({ times: 1, photos: 0 })
    letGo()
    await phone.page.getByText('Nog 1 foto of bericht onderweg').waitFor({ state: 'detached' })
    expect(await stored(o, id)).toMatchObject({ times: 1, photos: 1 })
    await phone.close()
  })
})
