import { afterEach, beforeEach, expect, it } from 'vitest'
import { claim } from '../../../web/offline/claims.ts'
import { addPhoto, saveDraft } from '../../../web/offline/drafts.ts'
import { justKept, leavePage, onThisPage } from '../../../web/offline/here.ts'
import { lineFor, linesFor } from '../../../web/offline/lines.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import { settleDevice } from '../../../web/offline/shared-device.ts'
import { bindVerbs } from '../../../web/offline/verbs.ts'
import { lostStick, makePhone, type Phone } from './phone.ts'

let phone: Phone
beforeEach(async () => {
  phone = await makePhone()
  leavePage()
})
afterEach(leavePage)

const signIn = (who: string | null) => (phone.me.id = phone.end.session = who)
const verbs = () =>
  bindVerbs(
    phone.store,
    phone.sync,
    async () => undefined,
    () => phone.me.id,
  )
/** Written on this page, with a photo, under whoever is signed in. */
async function writtenHere(description = 'geheim') {
  const [offline, id, ownerId] = [verbs(), phone.store.newId(), phone.me.id]
  await offline.saveDraft({ id, ownerId, kind: 'deviceLost', draftSkewMs: null, fields: { description } })
  await offline.addPhoto(id, { id: phone.store.newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 1) })
  await offline.queueReport({ id, ownerId, report: lostStick(phone.store.now(), description) })
  return id
}
/** All that a screen could show or throw away of one report. */
async function opens(id: string) {
  const offline = verbs()
  const more = await offline.more()
  const [report, photos, messages] = [await offline.ownReport(id), await offline.photosOf(id), await more.ownMessages(id)]
  return { report: report !== null, photos: photos.length, messages: messages.length }
}
const nothing = { report: false, photos: 0, messages: 0 }

it('shows the next person no photo either of who signed out, or whose session ended', async () => {
  const id = await writtenHere()
  expect(await opens(id)).toEqual({ report: true, photos: 1, messages: 0 })
  signIn(null)
  expect(await opens(id)).toEqual(nothing)
  signIn('bert')
  expect(await opens(id)).toEqual(nothing)
})

it('keeps the photos in the form of whoever is writing while his session ends', async () => {
  const [offline, id] = [verbs(), phone.store.newId()]
  await offline.saveDraft({ id, ownerId: 'anna', kind: null, draftSkewMs: null, fields: {} })
  await offline.addPhoto(id, { id: phone.store.newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 1) })
  signIn(null)
  expect(await offline.photosOf(id)).toHaveLength(1)
  leavePage()
  expect(await offline.photosOf(id)).toEqual([])
})

it('lets nobody throw away a photo of another', async () => {
  const id = await writtenHere()
  const [photo] = await phone.store.db.attachment.toArray()
  await phone.store.db.outbox.update(photo!.id, { state: 'attention' })
  signIn('bert')
  const more = await verbs().more()
  await more.removeItem(photo!.id)
  expect(await more.takeOff(id)).toBe(false)
  expect(await phone.store.db.attachment.count()).toBe(1)
  signIn('anna')
  await more.removeItem(photo!.id)
  expect(await phone.store.db.attachment.count()).toBe(0)
})

it('offers the next person on this page nothing to hand in after somebody signed out on it', async () => {
  await settleDevice(phone.store, 'anna', false)
  await phone.sync.drain('start')
  const id = await writtenHere()
  signIn(null)
  const more = await verbs().more()
  expect((await more.heldReports(null)).map((held) => held.id)).toEqual([id])
  leavePage()
  expect(await more.heldReports(null)).toEqual([])
  expect(await lineFor(phone.store.db, id, null, onThisPage)).toBeUndefined()
})

it('opens what was written signed out only on the page that wrote it, and after its writer said it is his', async () => {
  signIn(null)
  const id = await writtenHere()
  expect(await opens(id)).toMatchObject({ report: true, photos: 1 })
  expect((await linesFor(phone.store.db, null, onThisPage))[0]).toMatchObject({ kind: 'deviceLost', editable: true, hidden: false })
  leavePage()
  const more = await verbs().more()
  expect(await opens(id)).toEqual(nothing)
  expect([await more.takeOff(id), await verbs().reopen(id)]).toEqual([false, false])
  expect((await linesFor(phone.store.db, null, onThisPage))[0]).toMatchObject({ kind: null, number: null, editable: false, hidden: true, state: 'unclaimed' })
  // Handing it in shows nothing of it, so that stays possible.
  expect(await more.heldReports(null)).toMatchObject([{ id, kind: null }])
  signIn('anna')
  expect(await opens(id)).toEqual(nothing)
  await claim(phone.store, id, 'anna')
  expect(await opens(id)).toMatchObject({ report: true, photos: 1 })
})

it('asks a person who signs in on the very page too, by nothing but the hour', async () => {
  signIn(null)
  const id = await writtenHere()
  signIn('bert')
  expect((await linesFor(phone.store.db, 'bert', onThisPage))[0]).toMatchObject({ id, kind: null, claimable: true, hidden: true })
  expect(await opens(id)).toEqual(nothing)
})

it('keeps the number of a handed-in report from the next person, also after its receipt', async () => {
  const id = await phone.reports('geheim', { ownerId: null })
  const receipt = { number: '2026-014', receivedAt: new Date(0).toISOString(), incidentId: id, state: 'received', readAt: null, handedIn: true } as const
  await phone.store.db.report.update(id, { receipt, phase: 'stub' })
  expect((await linesFor(phone.store.db, null))[0]).toMatchObject({ number: null, kind: null })
  expect((await linesFor(phone.store.db, null, new Set([id])))[0]).toMatchObject({ number: '2026-014' })
})

it('takes up a draft of who was signed out, except on a device that others use: there it is asked whose it is', async () => {
  const id = phone.store.newId()
  await saveDraft(phone.store, { id, ownerId: null, kind: 'deviceLost', draftSkewMs: null, fields: { description: 'half' } })
  await addPhoto(phone.store, id, { id: phone.store.newId(), contentType: 'image/jpeg', bytes: Uint8Array.of(0xff, 0xd8, 1) })
  signIn(null)
  const drafts = async () => (await verbs().draftsFor(phone.me.id)).map((row) => row.id)
  expect(await drafts()).toEqual([id])
  await settleDevice(phone.store, 'bert', false)
  expect(await drafts()).toEqual([])
  expect(await verbs().openDraft(id)).toBeUndefined()
  expect(await linesFor(phone.store.db, null, onThisPage)).toEqual([])
  expect(await opens(id)).toEqual(nothing)
  signIn('anna')
  await settleDevice(phone.store, 'anna', false)
  expect(await drafts()).toEqual([])
  expect(await linesFor(phone.store.db, 'anna', onThisPage)).toMatchObject([{ id, state: 'draft', claimable: true, kind: null }])
  await claim(phone.store, id, 'anna')
  expect(await drafts()).toEqual([id])
  expect(await opens(id)).toMatchObject({ photos: 1 })
})

it('goes on with a draft of the same page on a shared device too', async () => {
  signIn(null)
  await settleDevice(phone.store, 'bert', false)
  const [offline, id] = [verbs(), phone.store.newId()]
  await offline.saveDraft({ id, ownerId: null, kind: null, draftSkewMs: null, fields: {} })
  expect((await offline.draftsFor(null)).map((row) => row.id)).toEqual([id])
})

it('sends no words of one person as another’s when a report is claimed', async () => {
  signIn(null)
  const id = await phone.reports('van Anna', { ownerId: null })
  await queueMessage(phone.store, { reportId: id, ownerId: null, text: 'van de schrijver' })
  const bert = await queueMessage(phone.store, { reportId: id, ownerId: 'bert', text: 'van Bert' })
  await claim(phone.store, id, 'anna')
  expect((await phone.store.db.outbox.get(bert))?.ownerId).toBe('bert')
  expect((await phone.store.db.outbox.toArray()).filter((item) => item.ownerId === 'anna')).toHaveLength(2)
})

it('takes no message of anybody but the writer about a report that nobody has claimed', async () => {
  signIn(null)
  const id = await writtenHere()
  await (await verbs().more()).queueMessage({ reportId: id, ownerId: null, text: 'nog iets' })
  signIn('bert')
  await expect((await verbs().more()).queueMessage({ reportId: id, ownerId: 'bert', text: 'van Bert' })).rejects.toThrow()
  expect(await phone.store.db.message.count()).toBe(1)
})

it('remembers how a report was kept only for who wrote it, until he signs out', async () => {
  const id = await writtenHere()
  expect(justKept(id, 'anna')).toMatchObject({ id, kind: 'deviceLost' })
  expect(justKept(id, 'bert')).toBeUndefined()
  expect(justKept(id, null)).toBeUndefined()
  leavePage()
  expect(justKept(id, 'anna')).toBeUndefined()
})
