import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, it, vi } from 'vitest'
import { frozenBytes, sha256Hex, type Json } from '../../../web/offline/canonical.ts'
import { openDb, withDb, writeMeta } from '../../../web/offline/db.ts'
import { openDraft, photosOf, saveDraft } from '../../../web/offline/drafts.ts'
import { linesFor } from '../../../web/offline/lines.ts'
import { lostStick, makePhone, start, states } from './phone.ts'
import { dumpRaw, makeVersionOne, openRaw, putRaw, versionOne } from './raw-database.ts'

const ids = { draft: 'd', queued: 'q', photo: 'q-photo', half: 'h', halfPhoto: 'h-photo', received: 'r' } as const
const id = (name: keyof typeof ids) => `018f3a5e-0000-7000-8000-0000000000${'0123456789'[Object.keys(ids).indexOf(name)]}0`

/** The device as the previous app left it: written by hand, sealed with its own key. */
async function previousApp(): Promise<IDBFactory> {
  const indexedDB = new IDBFactory()
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const seal = async (place: string, bytes: Uint8Array<ArrayBuffer>) => {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }, key, bytes) }
  }
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const blank = {
    shape: 1,
    ownerId: 'anna',
    kind: 'deviceLost',
    createdAt: start,
    changedAt: start,
    draftSkewMs: null,
    draft: null,
    body: null,
    sha256: null,
    receipt: null,
    notOf: [],
  }
  const frozen = async (name: 'queued' | 'half' | 'received', photos: number) => {
    const bytes = frozenBytes({ ...lostStick(start, `tekst van ${name}`), ...(photos ? { attachments: photos } : {}) } as Json)
    const body = await seal(`report/${id(name)}/body`, bytes)
    return {
      ...blank,
      id: id(name),
      phase: 'frozen',
      draft: await seal(`report/${id(name)}/draft`, json({ description: name })),
      body,
      sha256: await sha256Hex(bytes),
    }
  }
  const photo = async (name: 'photo' | 'halfPhoto', reportId: string) => {
    const bytes = Uint8Array.of(0xff, 0xd8, 7)
    return {
      id: id(name),
      reportId,
      position: 1,
      contentType: 'image/jpeg',
      bytes: 3,
      sha256: await sha256Hex(bytes),
      content: await seal(`attachment/${id(name)}`, bytes),
    }
  }
  const item = (name: keyof typeof ids, what: string, reportId: string, state: string, attempts = 0) => ({
    id: id(name),
    what,
    reportId,
    ownerId: 'anna',
    shape: 1,
    state,
    queuedAt: start,
    attempts,
    misses: 0,
    nextTryAt: 0,
    notBefore: 0,
    lastTriedAt: attempts ? start : null,
    reason: null,
  })
  const receipt = { number: '2026-007', receivedAt: new Date(start).toISOString(), incidentId: 'i', state: 'received', readAt: null }
  const rows = {
    meta: [
      { key: 'vaultKey', value: key },
      { key: 'skewMs', value: 1200 },
    ],
    report: [
      { ...blank, id: id('draft'), phase: 'draft', draft: await seal(`report/${id('draft')}/draft`, json({ description: 'nog bezig' })) },
      await frozen('queued', 1),
      { ...(await frozen('half', 1)), receipt: { ...receipt, number: '2026-008' } },
      { ...(await frozen('received', 0)), receipt },
    ],
    attachment: [await photo('photo', id('queued')), await photo('halfPhoto', id('half'))],
    outbox: [
      item('queued', 'report', id('queued'), 'queued'),
      item('photo', 'attachment', id('queued'), 'queued'),
      item('half', 'report', id('half'), 'received', 1),
      item('halfPhoto', 'attachment', id('half'), 'sending', 1),
      item('received', 'report', id('received'), 'received', 1),
    ],
  }
  const db = await openRaw(indexedDB, versionOne, makeVersionOne)
  await putRaw(db, rows)
  db.close()
  return indexedDB
}

it('opens what the previous app left: a draft, a queue, a half-sent report, a received one and the key', async () => {
  const phone = await makePhone({ indexedDB: await previousApp() })
  expect(phone.store.db.verno).toBe(2)
  expect((await linesFor(phone.store.db, 'anna')).map(({ state, number }) => `${state} ${number}`).sort()).toEqual([
    'draft null',
    'received 2026-007',
    'received 2026-008',
    'waiting null',
  ])
  expect((await openDraft(phone.store, id('draft')))?.fields).toEqual({ description: 'nog bezig' })
  expect((await photosOf(phone.store, id('queued'))).map(({ bytes }) => bytes)).toEqual([Uint8Array.of(0xff, 0xd8, 7)])
  expect(await phone.store.db.outbox.where('ownerId').equals('anna').count()).toBe(5)
})

it('sends the queue of the previous app after the upgrade, photos too', async () => {
  const phone = await makePhone({ indexedDB: await previousApp() })
  for (const name of ['half', 'received'] as const) phone.end.reports.set(id(name), { owner: 'anna', sha256: 'x', bodies: [], state: 'received' })
  await phone.sync.drain('start')
  expect(JSON.parse(phone.end.reports.get(id('queued'))!.bodies[0]!)).toMatchObject({ description: 'tekst van queued', attachments: 1 })
  expect([...phone.end.attachments.keys()].sort()).toEqual([id('photo'), id('halfPhoto')].sort())
  expect((await states(phone)).every((state) => state.endsWith('received'))).toBe(true)
})

it('lets a newer tab through: the old one closes, says so, and works on with what it finds', async () => {
  const indexedDB = new IDBFactory()
  const old = await makePhone({ indexedDB })
  const told = vi.fn()
  old.store.db.told = told
  const draft = { id: old.store.newId(), ownerId: 'anna', kind: null, draftSkewMs: null, fields: { description: 'tot hier' } }
  await saveDraft(old.store, draft)
  const newer = await openRaw(indexedDB, 30, (db) => db.createObjectStore('later', { keyPath: 'id' }))
  expect(newer.version).toBe(30)
  expect(told).toHaveBeenCalledWith('newer')
  expect(await saveDraft(old.store, { ...draft, fields: { description: 'en verder' } })).toBe(true)
  expect((await openDraft(old.store, draft.id))?.fields).toEqual({ description: 'en verder' })
  newer.close()
})

it('upgrades from version 1 while an old tab still has it open and closes when asked', async () => {
  const indexedDB = await previousApp()
  const oldTab = await openRaw(indexedDB)
  oldTab.addEventListener('versionchange', () => oldTab.close())
  const db = openDb({ indexedDB, IDBKeyRange })
  expect((await db.open()).verno).toBe(2)
})

it('says that another tab stands in the way when it does not close, and goes on once it does', async () => {
  const indexedDB = await previousApp()
  const oldTab = await openRaw(indexedDB)
  const db = openDb({ indexedDB, IDBKeyRange })
  const told = vi.fn()
  db.told = told
  const opening = db.open()
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith('blocked'))
  oldTab.close()
  await opening
  expect(await db.report.count()).toBe(4)
})

it('refuses a database that needs a newer app, touches nothing in it, and says so', async () => {
  const indexedDB = new IDBFactory()
  const phone = await makePhone({ indexedDB })
  await phone.reports('van de nieuwe app')
  await writeMeta(phone.store.db, 'oldest', 3)
  phone.store.db.close()
  const before = await dumpRaw(indexedDB)
  const db = openDb({ indexedDB, IDBKeyRange })
  const told = vi.fn()
  db.told = told
  await expect(withDb(db, () => db.report.clear())).rejects.toMatchObject({ name: 'VersionError' })
  expect(told).toHaveBeenCalledWith('tooOld')
  db.close()
  expect(await dumpRaw(indexedDB)).toBe(before)
})

it('opens again when the browser dropped the database, and says when that fails too', async () => {
  const phone = await makePhone()
  const { db } = phone.store
  const told = vi.fn()
  db.told = told
  const gone = () => Object.assign(new Error('Connection to Indexed Database server lost'), { name: 'UnknownError' })
  let failures = 1
  const work = async () => {
    if (failures-- > 0) throw gone()
    return db.report.count()
  }
  expect(await withDb(db, work)).toBe(0)
  expect(told).not.toHaveBeenCalledWith('lost')
  failures = 2
  await expect(withDb(db, work)).rejects.toThrow('lost')
  expect(told).toHaveBeenLastCalledWith('lost')
  expect(await withDb(db, work)).toBe(0)
  expect(told).toHaveBeenLastCalledWith(null)
})
