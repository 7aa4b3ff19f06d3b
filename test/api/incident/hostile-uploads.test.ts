import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pixelsOf, sniffImage } from '../../../api/incident/sniff-image.ts'
import { expectDecent } from '../../support/hostile.ts'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
let noor: Awaited<ReturnType<Office['as']>>
let reportId = ''
beforeAll(async () => {
  o = await office()
  noor = await o.as('teacher')
})
afterAll(() => o.drop())

const text = (words: string) => new TextEncoder().encode(words)
const bytes = (...parts: (number[] | string | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(typeof part === 'string' ? text(part) : part))))
const u16 = (n: number) => [n >> 8, n & 255]
const u32 = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const script = '<html><script>alert(document.cookie)</script></html>'

const png = (width: number, height: number) =>
  bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], u32(13), 'IHDR', u32(width), u32(height), [8, 6, 0, 0, 0, 0, 0, 0, 0])
const jpeg = (width: number, height: number, comment = '') =>
  bytes([0xff, 0xd8, 0xff, 0xfe], u16(comment.length + 2), comment, [0xff, 0xc4, 0, 3, 0, 0xff, 0xc2], u16(17), [8], u16(height), u16(width), [3, 0, 0, 0])
const gif = (width: number, height: number, tail = '') => bytes('GIF89a', [width & 255, width >> 8, height & 255, height >> 8], tail)
const riff = (chunk: string, head: number[]) => bytes('RIFF', [0, 0, 0, 0], 'WEBP', chunk, [0, 0, 0, 0], head)
const webp = {
  plain: (width: number, height: number) => riff('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, width & 255, width >> 8, height & 255, height >> 8]),
  lossless: (width: number, height: number) => riff('VP8L', [0x2f, ...u32((width - 1) | ((height - 1) << 14)).toReversed()]),
  extended: (width: number, height: number) =>
    riff('VP8X', [
      0,
      0,
      0,
      0,
      ...u32(width - 1)
        .toReversed()
        .slice(0, 3),
      ...u32(height - 1)
        .toReversed()
        .slice(0, 3),
    ]),
}
const avif = (width: number, height: number) => bytes(u32(24), 'ftypavif', u32(0), 'mif1', u32(20), 'ispe', u32(0), u32(width), u32(height))

const send = async (photo: Uint8Array, headers: Record<string, string> = {}) => {
  reportId = v7()
  await noor.put(`/reports/${reportId}`, lostStick(o.now()))
  const id = v7()
  return { id, answer: await noor.put(`/reports/${reportId}/attachments/${id}`, photo, headers) }
}

describe('a file that says it is a photo', () => {
  it.each([
    ['a program with another name', bytes('MZ', [0x90, 0, 3, 0, 0, 0], 'This program cannot be run in DOS mode.')],
    ['a program of a Mac', bytes([0xcf, 0xfa, 0xed, 0xfe], script)],
    ['a drawing with a script in it', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')],
    ['a page', text(script)],
    ['a page behind a mark of its alphabet', bytes([0xef, 0xbb, 0xbf], script)],
    ['a document', text('%PDF-1.7 /JavaScript')],
    ['an archive', bytes([0x50, 0x4b, 3, 4], script)],
    ['a page that says WEBP', bytes('<script>WEBP', script)],
    ['nothing', new Uint8Array(0)],
    ['one byte', new Uint8Array([0xff])],
    ['a photo behind a page', bytes(script, jpeg(10, 10))],
  ])('is refused by what it is, whatever it is called: %s', async (_, file) => {
    for (const type of ['image/jpeg', 'text/html']) {
      const { answer } = await send(file, { 'content-type': type, 'content-disposition': 'attachment; filename="foto.jpg"' })
      expect({ status: answer.status, code: await expectDecent(answer, 'photo') }).toEqual({ status: 415, code: 'attachment.notImage' })
    }
  })

  it.each([
    ['a JPEG with a page in its comment', jpeg(20, 20, script), 'image/jpeg'],
    ['a GIF that is a script too', gif(20, 20, '/*'.padEnd(40, ' ') + '*/=alert(1)//'), 'image/gif'],
    ['a PNG with an archive behind it', bytes(png(20, 20), [0x50, 0x4b, 3, 4], script), 'image/png'],
  ])('and is one as well, comes back as that photo and never as a page: %s', async (_, file, type) => {
    const { id, answer } = await send(file, { 'content-type': 'text/html' })
    expect(answer.status).toBe(201)
    const back = await noor.get(`/reports/${reportId}/attachments/${id}`)
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-disposition': 'inline',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(new Uint8Array(await back.arrayBuffer())).toEqual(file)
  })
})

describe('a photo that would unpack to gigabytes', () => {
  const makers = { png, jpeg, gif, 'webp, plain': webp.plain, 'webp, lossless': webp.lossless, 'webp, extended': webp.extended, avif }
  it.each(Object.entries(makers))('is refused by the size in its head, and a large real one is not: %s', async (_, make) => {
    expect(pixelsOf(make(12_000, 8_000))).toBe(96_000_000)
    const bomb = make(16_000, 16_000)
    const { answer } = await send(bomb)
    expect({ status: answer.status, code: await expectDecent(answer, 'photo') }).toEqual({ status: 422, code: 'attachment.tooManyPixels' })
  })

  it('is refused at 50,000 by 50,000, the classic one', async () => {
    for (const bomb of [png(50_000, 50_000), jpeg(50_000, 50_000), png(0xffffffff, 0xffffffff)]) expect((await send(bomb)).answer.status).toBe(422)
  })

  it('is not suspected where its head is cut off or says nothing', () => {
    for (const whole of [png(9, 9), jpeg(9, 9), gif(9, 9), webp.plain(9, 9), webp.lossless(9, 9), webp.extended(9, 9), avif(9, 9)]) {
      expect(pixelsOf(whole)).toBe(81)
      for (let length = 0; length < whole.length; length++) expect([undefined, 81]).toContain(pixelsOf(whole.slice(0, length)))
    }
    expect(pixelsOf(bytes([0xff, 0xd8, 0xff], new Uint8Array(100_000).fill(0xff)))).toBeUndefined()
    expect(sniffImage(new Uint8Array(0))).toBeUndefined()
  })
})
