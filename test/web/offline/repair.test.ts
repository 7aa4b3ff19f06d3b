import { expect, it } from 'vitest'
import { openDraft, photosOf } from '../../../web/offline/drafts.ts'
import { copyToDraft, removeItem } from '../../../web/offline/repair.ts'
import { makePhone, start, states } from './phone.ts'

async function refused() {
  const phone = await makePhone()
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  phone.end.refuse.set(id, { status: 422, code: 'request.invalid' })
  await phone.sync.drain('save')
  return { phone, id }
}

it('takes what was refused back to the form under a new id, with its words and photos', async () => {
  const { phone, id } = await refused()
  const fresh = await copyToDraft(phone.store, id)
  expect(fresh).not.toBe(id)
  expect(await openDraft(phone.store, fresh!)).toMatchObject({ fields: { description: 'Stick kwijt' }, row: { ownerId: 'anna' } })
  expect((await photosOf(phone.store, fresh!)).map((photo) => photo.bytes)).toEqual([Uint8Array.of(0xff, 0xd8, 0)])
  expect(await states(phone)).toEqual([])
})

it('starts again without the number and the receipt of the report it was made from', async () => {
  const { phone, id } = await refused()
  const receipt = { number: '2026-014', receivedAt: new Date(start).toISOString(), incidentId: id, state: 'received', readAt: null } as const
  await phone.store.db.report.update(id, { receipt })
  const fresh = await copyToDraft(phone.store, id)
  expect(await phone.store.db.report.get(fresh!)).toMatchObject({ phase: 'draft', receipt: null })
})

it('throws away a photo that nobody can open, and leaves the report', async () => {
  const phone = await makePhone()
  await phone.reports('Stick kwijt', { photos: 1 })
  const [photo] = await phone.store.db.attachment.toArray()
  phone.end.refuse.set(photo!.id, { status: 415, code: 'attachment.notImage' })
  await phone.sync.drain('save')
  expect(await states(phone)).toEqual(['attachment attention', 'report received'])
  await removeItem(phone.store, photo!.id)
  expect(await states(phone)).toEqual(['report received'])
})
