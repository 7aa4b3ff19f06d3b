import { afterEach, beforeEach, expect, it } from 'vitest'
import { reportLimits } from '../../shared/incident/report-lists.ts'
import { ownReport, queueReport } from '../../web/offline/outbox.ts'
import { copyToDraft } from '../../web/offline/repair.ts'
import { lostStick as ofDesk, office, type Office } from '../support/office.ts'
import { pocket, type Pocket } from '../support/pocket.ts'
import { jpeg, lostStick, write } from '../support/real-device.ts'
import { nothingStored, readStored } from '../support/stored.ts'

let o: Office
let phone: Pocket
beforeEach(async () => {
  o = await office()
  phone = await pocket(o)
})
afterEach(() => o.drop())

const attention = (reason: string) => ({ state: 'attention', reason })

it('keeps a report whose id somebody else had (409), sends those around it, and sends it under a new id when its writer says so', async () => {
  const first = await write(phone.tab)
  const taken = await write(phone.tab, { description: 'Een ander was eerder met dit nummer' }, [jpeg(1)])
  const last = await write(phone.tab)
  await (await o.as('schoolLead')).put(`/reports/${taken.id}`, ofDesk(o.now()))
  await phone.tab.drain('save')
  const { db } = phone.tab.store
  expect(await db.outbox.get(taken.id)).toMatchObject(attention('report.idTaken'))
  for (const { id } of [first, last]) expect((await phone.shows(id))?.state).toBe('received')
  expect((await phone.shows(taken.id))?.state).toBe('attention')
  const fresh = (await copyToDraft(phone.tab.store, taken.id))!
  await queueReport(phone.tab.store, { id: fresh, ownerId: phone.tab.me.id, report: lostStick(Date.parse(o.now())) })
  await phone.tab.drain('save')
  expect((await phone.shows(fresh))?.state).toBe('received')
  expect([...(await readStored(o.deps, nothingStored())).photos.values()].map((photo) => photo.reportId)).toEqual([fresh])
})

it('keeps a report of ten megabytes (413) with all its words, and sends the next', async () => {
  const words = 'a'.repeat(10 * 1024 * 1024)
  const [huge, small] = [await write(phone.tab, { description: words }), await write(phone.tab)]
  await phone.tab.drain('save')
  const { store } = phone.tab
  expect(await store.db.outbox.get(huge.id)).toMatchObject(attention('request.tooLarge'))
  expect((await ownReport(store, huge.id))?.description).toHaveLength(words.length)
  expect((await phone.shows(small.id))?.state).toBe('received')
})

it('calls a report received though one of its photos was refused, and says which one', async () => {
  const large = new Uint8Array(reportLimits.attachmentBytes + 1)
  large.set(jpeg())
  const { id, photos } = await write(phone.tab, {}, [jpeg(1), large, jpeg(2)])
  await phone.tab.drain('save')
  const { db } = phone.tab.store
  expect(await db.outbox.get([...photos.keys()][1]!)).toMatchObject(attention('request.tooLarge'))
  expect(await phone.shows(id)).toMatchObject({ state: 'received', underway: 1, reason: 'request.tooLarge', stuckId: [...photos.keys()][1] })
  expect((await readStored(o.deps, nothingStored())).photos.size).toBe(2)
})

it('keeps a report without words (422) and lets it stand in nobody’s way', async () => {
  const good = await write(phone.tab)
  const empty = await write(phone.tab, { description: '   ' }, [jpeg(1)])
  const after = await write(phone.tab)
  await phone.tab.drain('save')
  const { db } = phone.tab.store
  expect(await db.outbox.get(empty.id)).toMatchObject(attention('report.descriptionEmpty'))
  for (const { id } of [good, after]) expect((await phone.shows(id))?.state).toBe('received')
  // It does not come back by itself, and it is not gone.
  expect(phone.tab.sync.status().wakeAt).toBeNull()
  await phone.tab.drain('start')
  expect(await ownReport(phone.tab.store, empty.id)).toMatchObject({ description: '   ' })
})

it('refuses a sixth photo and a photo that is none without losing the five', async () => {
  const pictures = Array.from({ length: reportLimits.attachments }, (_, at) => jpeg(at))
  const { id, photos } = await write(phone.tab, {}, pictures)
  expect(photos.size).toBe(reportLimits.attachments)
  await phone.tab.drain('save')
  expect(await phone.shows(id)).toMatchObject({ state: 'received', underway: 0 })
  const stored = await readStored(o.deps, nothingStored())
  expect([...stored.photos.values()].map((photo) => photo.bytes).toSorted()).toEqual([...photos.values()].toSorted())
  const other = await write(phone.tab, {}, [Uint8Array.of(1, 2, 3)])
  await phone.tab.drain('save')
  expect(await phone.tab.store.db.outbox.get([...other.photos.keys()][0]!)).toMatchObject(attention('attachment.notImage'))
})
