import { afterEach, expect, it, vi } from 'vitest'
import { saveDraft } from '../../../web/offline/drafts.ts'
import { queueReport, reopen } from '../../../web/offline/outbox.ts'
import { lostStick, makePhone, start, states, type Phone } from './phone.ts'

afterEach(() => void vi.unstubAllGlobals())

const draft = (phone: Phone, id: string) => saveDraft(phone.store, { id, ownerId: 'anna', kind: 'deviceLost', draftSkewMs: null, fields: {} })

/** Each request with what it carried, and what the outbox said of its item at that moment. */
function watched(phone: Phone) {
  const { fetch } = phone.end
  const seen: { path: string; headers: Headers; body: unknown; item: unknown }[] = []
  phone.end.fetch = async (path, init) => {
    const id = path.split('/').at(-1)!
    seen.push({ path, headers: new Headers(init.headers), body: init.body, item: await phone.store.db.outbox.get(id) })
    return fetch(path, init)
  }
  return seen
}

it('gives a report its id with the draft, a UUIDv7, and keeps it through reopening, queueing and every sending', async () => {
  const phone = await makePhone()
  const id = phone.store.newId()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  await draft(phone, id)
  const tap = { id, ownerId: 'anna', report: lostStick(start) }
  await queueReport(phone.store, tap)
  await reopen(phone.store, id)
  await queueReport(phone.store, tap)
  phone.end.fault = (_, method) => (method === 'PUT' ? 'lost' : 'none')
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  await phone.sync.drain('online')
  expect([...phone.end.reports.keys()]).toEqual([id])
})

it('freezes the body and its sha256 when it is queued: nothing that is typed or known later changes a byte', async () => {
  const phone = await makePhone()
  const id = await phone.reports('eerste')
  const { sha256 } = (await phone.store.db.report.get(id))!
  await draft(phone, id)
  phone.clock.ms += 86_400_000
  await phone.sync.drain('save')
  expect(phone.end.reports.get(id)).toMatchObject({ sha256 })
  expect(JSON.parse(phone.end.reports.get(id)!.bodies[0]!)).toEqual(lostStick(start, 'eerste'))
})

it('puts a report, its photos and their places in the outbox in one transaction, or none of it', async () => {
  const phone = await makePhone()
  const id = await phone.reports('kwijt', { photos: 2 })
  await reopen(phone.store, id)
  let broken = true
  phone.store.db.outbox.hook('creating', () => {
    if (broken) throw new Error('the disk says no')
  })
  await expect(queueReport(phone.store, { id, ownerId: 'anna', report: lostStick(start) })).rejects.toThrow()
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'draft', body: null })
  expect(await states(phone)).toEqual([])
  broken = false
  await queueReport(phone.store, { id, ownerId: 'anna', report: lostStick(start) })
  expect(await states(phone)).toEqual(['attachment queued', 'attachment queued', 'report queued'])
})

it('keeps each photo as one ArrayBuffer in a row of its own, and sends it raw with Content-Digest', async () => {
  const phone = await makePhone()
  const id = await phone.reports('kwijt', { photos: 2 })
  const rows = await phone.store.db.attachment.toArray()
  expect(rows.map((row) => row.content && 'data' in row.content && row.content.data instanceof ArrayBuffer)).toEqual([true, true])
  const seen = watched(phone)
  await phone.sync.drain('save')
  const sent = seen.filter(({ path }) => path.includes('/attachments/'))
  expect(sent.map(({ path }) => path).toSorted()).toEqual(rows.map((row) => `/api/v1/reports/${id}/attachments/${row.id}`).toSorted())
  for (const { headers, body } of sent) {
    expect(headers.get('content-type')).toBe('image/jpeg')
    expect(headers.get('content-digest')).toMatch(/^sha-256=:[A-Za-z0-9+/]{43}=:$/)
    expect(body).toBeInstanceOf(Uint8Array)
  }
})

it('writes the attempt down before anything leaves', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  const seen = watched(phone)
  await phone.sync.drain('save')
  expect(seen.find(({ path }) => path.endsWith(id))?.item).toMatchObject({ state: 'sending', attempts: 1, lastTriedAt: start })
})

it('counts tries and waits of each item apart', async () => {
  const phone = await makePhone()
  const [bad, good] = [await phone.reports('een'), await phone.reports('twee')]
  phone.end.fault = (path) => (path.endsWith(bad) ? 'trouble' : 'none')
  for (let at = 0; at < 3; at++) await phone.sync.drain('online')
  expect(await phone.store.db.outbox.get(bad)).toMatchObject({ attempts: 3, state: 'queued' })
  expect(await phone.store.db.outbox.get(good)).toMatchObject({ attempts: 1, state: 'received' })
})

it('sends the same where tabs cannot talk to each other: no BroadcastChannel and no locks', async () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.sync.drain('save')
  expect(phone.end.reports.has(id)).toBe(true)
})
