import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lostStick, office, type Office } from '../../support/office.ts'

let o: Office
let noor: Awaited<ReturnType<Office['as']>>
let reportId: string
beforeEach(async () => {
  o = await office()
  noor = await o.as('teacher')
  reportId = v7()
  await noor.put(`/reports/${reportId}`, lostStick(o.now(), { attachments: 1 }))
})
afterEach(() => o.drop())

const jpeg = (size = 100, fill = 1) => {
  const bytes = new Uint8Array(size).fill(fill)
  bytes.set([0xff, 0xd8, 0xff, 0xe0])
  return bytes
}
const digestOf = (bytes: Uint8Array) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
const photo = (id: string, bytes: Uint8Array, digest = digestOf(bytes)) =>
  noor.put(`/reports/${reportId}/attachments/${id}`, bytes, { 'content-type': 'image/jpeg', 'content-digest': digest })

it('keeps a photo byte for byte and shows it to its reporter and the desk only', async () => {
  const [id, bytes] = [v7(), jpeg(5000)]
  expect((await photo(id, bytes)).status).toBe(201)
  expect((await photo(id, bytes)).status).toBe(200)
  for (const persona of ['teacher', 'dpo'] as const) {
    const shown = await (await o.as(persona)).get(`/reports/${reportId}/attachments/${id}`)
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes)
    expect(shown.headers.get('content-type')).toBe('image/jpeg')
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  }
  for (const persona of ['admin', 'schoolLead', 'auditor'] as const)
    expect((await (await o.as(persona)).get(`/reports/${reportId}/attachments/${id}`)).status).toBe(404)
})

it('refuses what is no image, whatever it is called, and the report stays', async () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', 'MZ\x90\x00 program', '%PDF-1.7', '']) {
    const answer = await photo(v7(), new TextEncoder().encode(text))
    expect({ status: answer.status, code: (await answer.json()).code }).toEqual({ status: 415, code: 'attachment.notImage' })
  }
  expect((await noor.get(`/reports/${reportId}`)).status).toBe(200)
})

it('refuses a photo that arrived damaged, a sixth photo, one above 8 MB, and another photo under the same id', async () => {
  expect((await photo(v7(), jpeg(), digestOf(jpeg(100, 2)))).status).toBe(422)
  const big = await photo(v7(), jpeg(8 * 1024 * 1024 + 1))
  expect(await big.json()).toMatchObject({ status: 413, code: 'request.tooLarge', limit: '8 MB' })
  const id = v7()
  await photo(id, jpeg())
  expect(await (await photo(id, jpeg(100, 9))).json()).toMatchObject({ status: 409, code: 'attachment.idTaken' })
  const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => photo(v7(), jpeg(100, i + 10))))
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(4)
  expect(await answers.find((answer) => answer.status !== 201)!.json()).toMatchObject({ code: 'attachment.tooMany', limit: 5 })
})

it("does not let a colleague add a photo to someone else's report", async () => {
  const sanne = await o.as('schoolLead')
  const bytes = jpeg()
  expect((await sanne.put(`/reports/${reportId}/attachments/${v7()}`, bytes, { 'content-type': 'image/jpeg' })).status).toBe(404)
})
