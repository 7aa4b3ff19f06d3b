import type { Page } from 'playwright-core'

/** A red picture as a camera would hand it over, 2,400 pixels wide, with the place where it was taken in its EXIF. */
export async function pictureOf(page: Page): Promise<Buffer> {
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

export type Share = { title?: string; text?: string; url?: string; files?: Buffer[] }

/** What the phone's share menu does: a form of several parts, posted to /delen as a page that opens. */
export async function share(page: Page, { files = [], ...words }: Share): Promise<void> {
  await page.evaluate((given) => {
    const form = Object.assign(document.createElement('form'), { action: '/delen', method: 'post', enctype: 'multipart/form-data' })
    for (const [name, value] of Object.entries(given)) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    form.append(Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true, id: 'shared-files' }))
    document.body.append(form)
  }, words)
  await page.locator('#shared-files').setInputFiles(files.map((buffer, n) => ({ name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer })))
  await Promise.all([page.waitForURL(/\/melden\?gedeeld=/), page.locator('#shared-files').evaluate((input) => (input as HTMLInputElement).form!.submit())])
}
