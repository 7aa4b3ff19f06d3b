import { beforeEach, expect, it } from 'vitest'
import { claim } from '../../../web/offline/claims.ts'
import { handInNow } from '../../../web/offline/hand-in-now.ts'
import { keepSent } from '../../../web/offline/keep-sent.ts'
import { frozenBytes, type Json } from '../../../web/offline/canonical.ts'
import { lineFor } from '../../../web/offline/lines.ts'
import { lostStick, makePhone, start, states, type Phone } from './phone.ts'

const code = 'ABCD1234'
let phone: Phone
beforeEach(async () => {
  phone = await makePhone()
  phone.me.id = phone.end.session = null
})
const now = (reportId: string, given = code) =>
  handInNow(phone.store, phone.sync.sending, { reportId, identityId: phone.me.id, code: given, writtenBy: 'Noor' }, new Set())
const line = async (id: string) => (await lineFor(phone.store.db, id, phone.me.id, new Set([id])))!
const full = () => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
}

it('hands in what is kept just as it is, photos after it, where there is no room to keep the code', async () => {
  const id = await phone.reports('Stick kwijt', { photos: 2 })
  phone.store.db.outbox.hook('updating', full)
  expect(await now(id)).toMatchObject({ verdict: { is: 'received', receipt: { number: '2026-014' } }, left: 0 })
  expect(phone.end.attachments.size).toBe(2)
  expect(JSON.parse(phone.end.reports.get(id)!.bodies[0]!)).not.toHaveProperty('writtenBy')
  // Nothing of it could be noted, so after signing in the same bytes go once more.
  expect(await line(id)).toMatchObject({ state: 'unclaimed' })
  phone.store.db.outbox.hook('updating').unsubscribe(full)
  phone.me.id = phone.end.session = 'anna'
  await claim(phone.store, id, 'anna')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(id)).toMatchObject({ owner: 'anna' })
  expect(new Set(phone.end.reports.get(id)!.bodies).size).toBe(1)
  expect(await line(id)).toMatchObject({ state: 'received' })
})

it('notes what arrived as soon as there is room for that', async () => {
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  phone.end.fault = (path) => (path.includes('attachments') ? 'down' : 'none')
  expect((await now(id))?.left).toBe(1)
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done', number: '2026-014' })
  expect(await states(phone)).toEqual(['attachment queued', 'report received'])
})

it('keeps everything when the code is wrong, and hands in nothing while somebody is signed in', async () => {
  const id = await phone.reports()
  expect((await now(id, 'ZZZZ9999'))?.verdict).toEqual({ is: 'refused', reason: 'handIn.codeWrong' })
  expect(await states(phone)).toEqual(['report queued'])
  phone.me.id = 'anna'
  expect(await now(id)).toBeNull()
})

it('keeps what was handed in from memory as that, and sends its last photo with the same code', async () => {
  const id = phone.store.newId()
  const photo = (at: number) => ({ id: phone.store.newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, at) })
  const [gone, left] = [photo(1), photo(2)]
  const body = frozenBytes({ ...lostStick(start), attachments: 2 } as Json)
  await phone.end.fetch(`/api/v1/hand-in/reports/${id}`, { method: 'PUT', headers: { 'Seintje-School-Code': code }, body })
  const receipt = { number: '2026-014', receivedAt: new Date(start).toISOString(), incidentId: id, state: 'received' as const, readAt: null }
  const sent = { draftId: id, id, ownerId: null, kind: 'deviceLost', body, receipt, photos: [gone, left], arrived: new Set([gone.id]), code }
  expect(await keepSent(phone.store, sent)).toBe(true)
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done', underway: 1, editable: false })
  await phone.sync.drain('retry')
  expect([...phone.end.attachments.keys()]).toEqual([left.id])
  phone.me.id = phone.end.session = 'anna'
  await claim(phone.store, id, 'anna')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(id)).toMatchObject({ owner: 'anna' })
  expect(await keepSent(phone.store, sent)).toBe(false)
})

it('keeps a corrected report under its new id, and the draft of the earlier words no more', async () => {
  const draftId = phone.store.newId()
  const { saveDraft, addPhoto } = await import('../../../web/offline/drafts.ts')
  await saveDraft(phone.store, { id: draftId, ownerId: 'anna', kind: 'deviceLost', draftSkewMs: null, fields: {} })
  const photo = { id: phone.store.newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 1) }
  await addPhoto(phone.store, draftId, photo)
  const id = phone.store.newId()
  const receipt = { number: '2026-014', receivedAt: new Date(start).toISOString(), incidentId: id, state: 'received' as const, readAt: null }
  const body = frozenBytes({ ...lostStick(start), attachments: 1 } as Json)
  await keepSent(phone.store, { draftId, id, ownerId: 'anna', kind: 'deviceLost', body, receipt, photos: [photo], arrived: new Set() })
  expect((await phone.store.db.report.toArray()).map((row) => [row.id, row.phase])).toEqual([[id, 'frozen']])
  expect(await phone.store.db.attachment.toArray()).toMatchObject([{ id: photo.id, reportId: id }])
  expect(await states(phone)).toEqual(['attachment queued', 'report received'])
})
