import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openDb, readMeta, writeMeta, type OfflineDb } from '../../../web/offline/db.ts'
import { giveCode } from '../../../web/offline/hand-in-code.ts'
import { queueReport } from '../../../web/offline/outbox.ts'
import { saveDraft, type Store } from '../../../web/offline/drafts.ts'
import { newId } from '../../../web/offline/uuid.ts'
import { openVault } from '../../../web/offline/vault.ts'
import { drainOutbox } from '../../../web/sw/drain.ts'
import { makeFarEnd, type FarEnd } from '../offline/far-end.ts'
import { lostStick } from '../offline/phone.ts'

/** The worker that the browser woke: no page is open, and it starts knowing nobody. */
let end: FarEnd
let db: OfflineDb
let store: Store
beforeEach(async () => {
  end = makeFarEnd(() => Date.now())
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => end.fetch(path, init))
  db = openDb()
  store = { db, vault: await openVault(db), now: () => Date.now(), newId: () => newId(Date.now()) }
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await db.delete()
})

async function written(ownerId: string | null) {
  const id = store.newId()
  await saveDraft(store, { id, ownerId, kind: 'deviceLost', draftSkewMs: null, fields: {} })
  await queueReport(store, { id, ownerId, report: lostStick(Date.now()) })
  return id
}

it('hears first who is signed in, and sends what that person wrote with the second question', async () => {
  const id = await written('anna')
  await drainOutbox()
  expect(end.reports.get(id)?.owner).toBe('anna')
  expect(end.requests.slice(0, 3)).toEqual(['GET /api/v1/session', 'GET /api/v1/session', `PUT /api/v1/reports/${id}`])
  expect(await readMeta(db, 'lastHere')).toBe('anna')
})

it('tells the page nothing that is not so when the line drops between its two questions', async () => {
  await writeMeta(db, 'lastHere', 'anna')
  await written('anna')
  end.fault = () => (end.requests.length > 1 ? 'down' : 'none')
  await expect(drainOutbox()).rejects.toThrow()
  expect(await readMeta(db, 'heldSince')).toBeUndefined()
})

it('sends with nobody signed in what was given the school’s code, and nothing else', async () => {
  const [coded, plain] = [await written(null), await written(null)]
  await giveCode(store, { reportId: coded, identityId: null, code: end.schoolCode })
  end.session = null
  await drainOutbox()
  expect([...end.reports.keys()]).toEqual([coded])
  expect((await db.outbox.get(plain))?.state).toBe('queued')
  expect(await readMeta(db, 'lastHere')).toBeUndefined()
  expect(await readMeta(db, 'heldSince')).toBeTypeOf('number')
})

it('wants to be woken once more when the server took the question and not the report', async () => {
  const id = await written('anna')
  end.fault = (_, method) => (method === 'PUT' ? 'down' : 'none')
  await expect(drainOutbox()).rejects.toThrow()
  end.fault = () => 'none'
  await drainOutbox()
  expect(end.reports.has(id)).toBe(true)
})

it('makes no database where the page made none', async () => {
  await db.delete()
  await drainOutbox()
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('seintje')
  expect(end.requests).toEqual([])
})
