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
