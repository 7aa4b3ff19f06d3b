import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { inPhotoLine } from '../../api/pressure.ts'
import { lostStick, office, type Office } from '../support/office.ts'

let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

const megabyte = 2 ** 20
const jpeg = new Uint8Array(50_000).fill(7)
jpeg.set([0xff, 0xd8, 0xff, 0xe0])

it('lets the desk in between when a crowd of photos comes in at once', async () => {
  const noor = await o.as('teacher')
  const dpo = await o.as('dpo')
  const reports = Array.from({ length: 10 }, () => v7())
  for (const id of reports) await noor.put(`/reports/${id}`, lostStick(o.now()))
  const order: string[] = []
  const note = (what: string) => (answer: Response) => void order.push(`${what} ${answer.status}`)
  const photos = reports.flatMap((id) => Array.from({ length: 5 }, async () => note('photo')(await noor.put(`/reports/${id}/attachments/${v7()}`, jpeg))))
  await Promise.race(photos)
  const desk = Promise.resolve(dpo.get('/incidents')).then(note('desk'))
  await Promise.all([...photos, desk])
  expect(order.filter((one) => one === 'photo 201')).toHaveLength(50)
  expect(order.indexOf('desk 200')).toBeLessThan(15)
})

it('reads a photo only when there is room for it, and goes on once another is stored', async () => {
  const read: number[] = []
  let stored = (): void => undefined
  const first = inPhotoLine(o.deps, 90 * megabyte, { read: async () => read.push(1), store: () => new Promise<void>((done) => (stored = done)) })
  const second = inPhotoLine(o.deps, 8 * megabyte, { read: async () => read.push(2), store: async () => undefined })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(read).toEqual([1])
  stored()
  await Promise.all([first, second])
  expect(read).toEqual([1, 2])
})

it('gives its place away when a photo cannot be read or stored', async () => {
  const broken = (part: 'read' | 'store') =>
    inPhotoLine(o.deps, 90 * megabyte, {
      read: async () => void (part === 'read' && (await Promise.reject(new Error('cut off')))),
      store: () => Promise.reject(new Error('refused')),
    })
  await expect(broken('read')).rejects.toThrow('cut off')
  await expect(broken('store')).rejects.toThrow('refused')
  expect(await inPhotoLine(o.deps, 90 * megabyte, { read: async () => 1, store: async (body) => body + 1 })).toBe(2)
})
