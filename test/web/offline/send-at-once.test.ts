import { beforeEach, expect, it } from 'vitest'
import { sendAtOnce } from '../../../web/offline/send-at-once.ts'
import { makeFarEnd, type FarEnd, type Fault } from './far-end.ts'
import { lostStick, start } from './phone.ts'

let id = ''
let last = 0
let end: FarEnd
beforeEach(() => {
  id = `018f3a5e-0000-7000-8000-0000000001${String(++last).padStart(2, '0')}`
  end = makeFarEnd(() => start)
})

const photo = (at: number) => ({ id: `018f3a5e-0000-7000-8000-0000000002${at}0`, contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, at) })
type More = {
  fault?: Fault
  at?: number
  addressee?: 'dpo' | 'chair'
  photos?: Parameters<typeof sendAtOnce>[0]['photos']
  ownerId?: string | null
  code?: string
}
function sends(description: string, { fault = 'none', at = start, addressee = 'dpo', photos = [], ownerId = 'anna', code }: More = {}) {
  end.fault = () => fault
  return sendAtOnce({ id, report: { ...lostStick(start, description), reportedAt: new Date(at).toISOString(), addressee }, photos, ownerId, code }, end.fetch)
}
const bodiesAt = (reportId: string) => (end.reports.get(reportId)?.bodies ?? []).map((body) => JSON.parse(body) as { description: string; addressee: string })

it('sends from memory where nothing can be kept, and the same bytes when the same words are tried again', async () => {
  expect((await sends('stick', { fault: 'lost' })).verdict.is).toBe('retry')
  expect(await sends('stick', { at: start + 60_000 })).toMatchObject({ id, verdict: { is: 'received', receipt: { number: '2026-014' } }, left: 0 })
  expect(new Set(end.reports.get(id)?.bodies).size).toBe(1)
})

it('does not call it arrived when a portal answers', async () => {
  expect((await sends('stick', { fault: 'portal' })).verdict).toMatchObject({ is: 'retry', reason: 'notAnAnswer' })
})

it('sends the corrected report under the same id when the server certainly does not have the first', async () => {
  end.session = null
  expect((await sends('over de FG')).verdict.is).toBe('signIn')
  end.session = 'anna'
  end.refuse.set(id, { status: 400, code: 'report.descriptionEmpty' })
  expect((await sends('over de FG')).verdict.is).toBe('refused')
  end.refuse.clear()
  expect((await sends('over de FG, verbeterd', { addressee: 'chair' })).id).toBe(id)
  expect(bodiesAt(id)).toMatchObject([{ description: 'over de FG, verbeterd', addressee: 'chair' }])
})

it.each(['lost', 'down', 'trouble'] as const)('never sends the earlier words again once the reporter changed to whom they go (%s)', async (fault) => {
  await sends('over de FG', { fault })
  const before = bodiesAt(id).length
  const sent = await sends('over de FG', { addressee: 'chair' })
  expect([sent.verdict.is, sent.id === id]).toEqual(['received', false])
  expect(bodiesAt(sent.id)).toMatchObject([{ addressee: 'chair' }])
  expect(bodiesAt(id)).toHaveLength(before)
})

it('goes on under the other id while the corrected words stay the same', async () => {
  await sends('eerst', { fault: 'lost' })
  const second = await sends('verbeterd', { fault: 'lost' })
  expect((await sends('verbeterd')).id).toBe(second.id)
  expect(bodiesAt(second.id)).toHaveLength(2)
})

it('takes another id when something else is known under this one', async () => {
  end.reports.set(id, { owner: 'anna', sha256: 'x', bodies: [], state: 'received' })
  expect((await sends('stick')).verdict).toEqual({ is: 'refused', reason: 'report.idTaken' })
  expect((await sends('stick')).verdict.is).toBe('received')
})

it('sends the photos of the form when the device gives none, and says how many did not arrive', async () => {
  expect((await sends('met foto', { photos: [photo(1), { ...photo(2), bytes: null }] })).left).toBe(1)
  expect([...end.attachments.keys()]).toEqual([photo(1).id])
  expect(bodiesAt(id)).toMatchObject([{ attachments: 2 }])
})

it('says whose report it is, and sends nobody’s only with the school’s code', async () => {
  const asked: (string | null)[] = []
  const fetch = end.fetch
  end.fetch = (path, init) => (asked.push(new Headers(init.headers).get('seintje-as')), fetch(path, init))
  await sends('van Anna', { fault: 'down' })
  expect((await sends('van niemand', { ownerId: null })).verdict.is).toBe('signIn')
  expect(asked).toEqual(['anna'])
  expect((await sends('van niemand', { ownerId: null, code: 'ABCD1234' })).verdict.is).toBe('received')
  expect(asked).toEqual(['anna', null])
})

it('hands in what stands in the form now, not what was tried before it', async () => {
  end.session = null
  await sends('eerst')
  expect((await sends('verbeterd', { code: 'ABCD1234' })).verdict.is).toBe('received')
  expect(bodiesAt(id)).toMatchObject([{ description: 'verbeterd' }])
})
