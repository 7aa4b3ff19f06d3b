import { expect, it } from 'vitest'
import { openDraft, photosOf } from '../../../web/offline/drafts.ts'
import { copyToDraft, removeItem, removeReport } from '../../../web/offline/repair.ts'
import { makePhone, states } from './phone.ts'

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

it('throws away what was refused or never left, and nothing that is on its way or received', async () => {
  const { phone, id } = await refused()
  expect(await removeReport(phone.store, id)).toBe(true)
  const waiting = await phone.reports('wacht')
  expect(await removeReport(phone.store, waiting)).toBe(true)
  const received = await phone.reports('ontvangen')
  await phone.sync.drain('save')
  expect(await removeReport(phone.store, received)).toBe(false)
  expect(await copyToDraft(phone.store, received)).toBeUndefined()
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
