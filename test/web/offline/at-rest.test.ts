import { IDBFactory } from 'fake-indexeddb'
import { expect, it } from 'vitest'
import { addPhoto, openDraft, saveDraft } from '../../../web/offline/drafts.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import { ownReport, queueReport } from '../../../web/offline/outbox.ts'
import { pull } from '../../../web/offline/pull.ts'
import { sealPlain } from '../../../web/offline/reseal.ts'
import { settleDevice } from '../../../web/offline/shared-device.ts'
import type { Sealed } from '../../../web/offline/rows.ts'
import type { Vault } from '../../../web/offline/vault.ts'
import { lostStick, makePhone, start, type Phone } from './phone.ts'
import { dumpRaw } from './raw-database.ts'

const canary = 'kanarie-7f3a'
/** Bytes of a picture with the canary in them, as a place or a name may be in a real one. */
const picture = new Uint8Array([0xff, 0xd8, ...new TextEncoder().encode(`${canary}-in-de-foto`)])
const fields = { kind: 'deviceLost', description: `${canary}-in-het-formulier` }

/** One row of every kind: a draft, a report with a photo, a message, and what the server told with its words. */
async function fill(phone: Phone): Promise<{ draft: string; report: string }> {
  const { store } = phone
  const draft = store.newId()
  await saveDraft(store, { id: draft, ownerId: 'anna', kind: 'deviceLost', draftSkewMs: null, fields })
  await addPhoto(store, draft, { id: store.newId(), contentType: 'image/jpeg', bytes: picture })
  const report = store.newId()
  await saveDraft(store, { id: report, ownerId: 'anna', kind: 'deviceLost', draftSkewMs: null, fields })
  await addPhoto(store, report, { id: store.newId(), contentType: 'image/jpeg', bytes: picture })
  await queueReport(store, { id: report, ownerId: 'anna', report: lostStick(start, `${canary}-in-de-melding`) })
  await queueMessage(store, { reportId: report, ownerId: 'anna', text: `${canary}-in-het-bericht` })
  const at = new Date(start).toISOString()
  const message = { id: 'm', from: 'team', text: `${canary}-van-school`, sentAt: at, receivedAt: at }
  const told = { id: 'v', number: '2026-099', kind: 'wrongRecipient', state: 'read', reportedAt: at, receivedAt: at, readAt: at, unansweredQuestions: 1 }
  phone.end.told.set('v', { ...told, messages: [message], description: `${canary}-zoals-op-school` })
  await pull(phone.sync.sending, 'anna')
  return { draft, report }
}

const elsewhere = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])

it('leaves no word and no picture readable, in any store of the database or beside it', async () => {
  const indexedDB = new IDBFactory()
  const phone = await makePhone({ indexedDB })
  await fill(phone)
  const dump = await dumpRaw(indexedDB)
  for (const store of phone.store.db.tables.filter(({ name }) => name !== 'meta')) expect(await store.count()).toBeGreaterThan(0)
  expect(dump).not.toContain(canary)
  expect(dump).not.toContain('\u00ff\u00d8')
  expect(elsewhere()).not.toContain(canary)
  // In clear on purpose (rows.ts): the list has to be drawn before anything is opened.
  expect(dump).toContain('2026-099')
  expect(dump).toContain('deviceLost')
})

/** The same device in a browser that keeps no keys. */
function unsealed(phone: Phone): Phone {
  const seal = async (_: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> => ({ plain: bytes.slice().buffer })
  const vault: Vault = { ...phone.store.vault, sealing: false, seal, sealJson: (place, value) => seal(place, new TextEncoder().encode(JSON.stringify(value))) }
  return { ...phone, store: { ...phone.store, vault }, sync: { ...phone.sync, sending: { ...phone.sync.sending, vault } } }
}

it('seals what was written in clear as soon as a key can be kept, and it still opens', async () => {
  const indexedDB = new IDBFactory()
  const phone = await makePhone({ indexedDB })
  const { draft, report } = await fill(unsealed(phone))
  expect(await dumpRaw(indexedDB)).toContain(canary)
  expect(await sealPlain(unsealed(phone).store)).toBe(0)
  expect(await sealPlain(phone.store)).toBe(7)
  expect(await dumpRaw(indexedDB)).not.toContain(canary)
  expect((await openDraft(phone.store, draft))?.fields).toEqual(fields)
  expect(await ownReport(phone.store, report)).toMatchObject({ description: `${canary}-in-de-melding` })
  await phone.sync.drain('start')
  expect(phone.end.attachments.size).toBe(1)
  expect(phone.end.messages.size).toBe(1)
  expect(await sealPlain(phone.store)).toBe(0)
})

it('leaves alone what was typed anew while it was being sealed', async () => {
  const phone = await makePhone()
  const id = phone.store.newId()
  const { store } = unsealed(phone)
  const type = (description: string) => saveDraft(store, { id, ownerId: 'anna', kind: null, draftSkewMs: null, fields: { description } })
  await type('oud')
  const { seal } = phone.store.vault
  const late: Vault = {
    ...phone.store.vault,
    seal: async (place, bytes) => {
      await type('nieuw')
      return seal(place, bytes)
    },
  }
  expect(await sealPlain({ ...phone.store, vault: late })).toBe(0)
  expect((await openDraft(phone.store, id))?.fields).toEqual({ description: 'nieuw' })
})

it('leaves nothing of a person on a shared device: no word, no number, no kind, no trace beside the database', async () => {
  const indexedDB = new IDBFactory()
  const phone = await makePhone({ indexedDB })
  await settleDevice(phone.store, 'anna', false)
  const { draft, report } = await fill(phone)
  await phone.sync.drain('save')
  localStorage.setItem('seintje.push', JSON.stringify({ id: 'device', identityId: 'anna', keyId: null, wanted: false }))
  localStorage.setItem('seintje.lang', 'nl')
  phone.me.id = null
  await settleDevice(phone.store, null, false)
  const dump = await dumpRaw(indexedDB)
  for (const told of [canary, '2026-014', '2026-099', 'deviceLost', 'wrongRecipient', report]) expect(dump).not.toContain(told)
  expect(elsewhere()).not.toContain('anna')
  expect(localStorage.getItem('seintje.lang')).toBe('nl')
  // The draft stays, sealed, for who wrote it: back again it has its kind.
  expect(await phone.store.db.report.toArray()).toMatchObject([{ id: draft, kind: null }])
  await settleDevice(phone.store, 'anna', false)
  expect(await phone.store.db.report.toArray()).toMatchObject([{ id: draft, kind: 'deviceLost' }])
})
