import { expect, it } from 'vitest'
import { days, hours, minutes } from '../../../shared/instant.ts'
import { claim } from '../../../web/offline/claims.ts'
import { discardDraft, openDraft, photosOf } from '../../../web/offline/drafts.ts'
import { lineFor } from '../../../web/offline/lines.ts'
import { ownMessages, queueMessage } from '../../../web/offline/messages.ts'
import { ownReport, queueReport, reopen } from '../../../web/offline/outbox.ts'
import { copyToDraft } from '../../../web/offline/repair.ts'
import { lostStick, makePhone, start, states, type Phone } from './phone.ts'

/** What a hostile reader of web/offline found that could lose a report, hold it for no reason, or call it sent. */

const refuseWrites = (phone: Phone, when: (mods: object) => boolean) =>
  phone.store.db.outbox.hook('updating', (mods) => {
    if (when(mods)) throw Object.assign(new Error('no room'), { name: 'QuotaExceededError' })
  })

it('keeps a message about a report that goes back to the form, never calls it received, and sends it after the report', async () => {
  const phone = await makePhone()
  const id = await phone.reports('eerste')
  const message = await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'O ja, ook een map' })
  await reopen(phone.store, id)
  await phone.sync.drain('save')
  expect(await ownMessages(phone.store, id)).toMatchObject([{ state: 'queued' }])
  expect(phone.end.requests.filter((request) => request.startsWith('POST /api/v1/reports/0'))).toEqual([])
  await queueReport(phone.store, { id, ownerId: 'anna', report: lostStick(start, 'tweede') })
  await phone.sync.drain('save')
  expect(phone.end.messages.get(message)?.reportId).toBe(id)
  expect(await states(phone)).toEqual(['message received', 'report received'])
})

it('throws away with a draft what was written about it, so that nothing of it is sent', async () => {
  const phone = await makePhone()
  const id = await phone.reports('eerste')
  await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'O ja' })
  await reopen(phone.store, id)
  await discardDraft(phone.store, id)
  expect(await states(phone)).toEqual([])
})

it('takes the messages along, and the photos that do not open, when a refused report goes back to the form', async () => {
  const phone = await makePhone()
  const id = await phone.reports('te lang', { photos: 2 })
  const message = await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'O ja' })
  phone.end.refuse.set(id, { status: 413, code: 'request.tooLarge' })
  await phone.sync.drain('save')
  const [first] = await phone.store.db.attachment.toArray()
  await phone.store.db.attachment.update(first!.id, { content: { iv: new Uint8Array(12), data: new ArrayBuffer(40) } })
  const fresh = (await copyToDraft(phone.store, id))!
  expect(await openDraft(phone.store, fresh)).toBeDefined()
  expect((await photosOf(phone.store, fresh)).map((photo) => photo.bytes !== null).toSorted()).toEqual([false, true])
  await queueReport(phone.store, { id: fresh, ownerId: 'anna', report: lostStick(start, 'korter') })
  await phone.sync.drain('save')
  expect(phone.end.messages.get(message)?.reportId).toBe(fresh)
  expect(await states(phone)).toEqual(['attachment attention', 'attachment received', 'message received', 'report received'])
})

it('goes on with the next item when the store refuses to touch one', async () => {
  const phone = await makePhone()
  const [bad, good] = [await phone.reports('eerst'), await phone.reports('dan')]
  phone.store.db.outbox.hook('updating', (_mods, key) => {
    if (key === bad) throw new Error('this row is broken')
  })
  await phone.sync.drain('save')
  expect(phone.end.reports.has(good)).toBe(true)
  expect(phone.sync.status().wakeAt).toBeNull()
})

it('sends what waits though the disk is too full to write the attempt down, and marks it received once there is room', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  let full = true
  refuseWrites(phone, () => full)
  await phone.sync.drain('start')
  expect(phone.end.reports.has(id)).toBe(true)
  expect((await lineFor(phone.store.db, id, phone.me.id, new Set()))?.state).toBe('waiting')
  full = false
  await phone.sync.drain('start')
  expect((await lineFor(phone.store.db, id, phone.me.id, new Set()))?.state).toBe('received')
  expect(new Set(phone.end.reports.get(id)!.bodies).size).toBe(1)
})

it('does not come back every two seconds for a photo that waits for its report', async () => {
  const phone = await makePhone()
  await phone.reports('kwijt', { photos: 1 })
  phone.end.fault = (_, method) => (method === 'PUT' ? 'trouble' : 'none')
  await phone.sync.drain('save')
  expect(phone.sync.status().wakeAt).toBeGreaterThan(phone.clock.ms)
})

it('lets a moment written under a clock that was turned back hold nothing', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'busy' : 'none')
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  phone.clock.ms -= hours(20)
  await phone.sync.drain('interval')
  expect(phone.end.reports.has(id)).toBe(true)
})

it('does not wait a day because a portal, or a server read with a slow clock, says so', async () => {
  const phone = await makePhone({ serverAhead: days(2) })
  const id = await phone.reports()
  const { fetch } = phone.end
  const answers = [
    () => new Response('<h1>Vol</h1>', { status: 503, headers: { 'content-type': 'text/html', 'retry-after': '86400' } }),
    () =>
      new Response('{"status":429,"code":"request.tooMany"}', {
        status: 429,
        headers: {
          'content-type': 'application/problem+json',
          'server-now': new Date(phone.end.now()).toISOString(),
          'retry-after': new Date(phone.end.now() + 60_000).toUTCString(),
        },
      }),
  ]
  phone.end.fetch = async (path, init) => (init.method === 'PUT' && answers.length > 0 ? answers.shift()!() : fetch(path, init))
  await phone.sync.drain('save')
  phone.clock.ms += minutes(6)
  await phone.sync.drain('interval')
  expect((await phone.store.db.outbox.get(id))?.reason).toBe('busy')
  phone.clock.ms += minutes(6)
  await phone.sync.drain('interval')
  expect(phone.end.reports.has(id)).toBe(true)
})

it('sends a row of an earlier version that lacks the moments of today, and leaves alone what a later version made', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  const { notBefore: _, nextTryAt: __, lastTriedAt: ___, ...older } = (await phone.store.db.outbox.get(id))!
  await phone.store.db.outbox.put({ ...older, shape: 0 } as never)
  const later = { ...older, id: 'later', reportId: id, what: 'voiceNote', shape: 9, nextTryAt: 0, notBefore: 0 }
  await phone.store.db.outbox.put(later as never)
  await phone.sync.drain('save')
  expect(phone.end.reports.has(id)).toBe(true)
  expect(await phone.store.db.outbox.get('later')).toEqual(later)
})

it('sends the frozen bytes of a row with a newer shape all the same', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.store.db.outbox.update(id, { shape: 7, sealedBy: 'a later version' } as never)
  await phone.sync.drain('save')
  expect(await phone.store.db.outbox.get(id)).toMatchObject({ state: 'received', shape: 7, sealedBy: 'a later version' })
})

it('keeps the lifted waiting when a save is asked for after coming back', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'trouble' : 'none')
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  const first = phone.sync.drain('interval')
  void phone.sync.drain('online')
  void phone.sync.drain('save')
  await first
  expect(phone.end.reports.has(id)).toBe(true)
})

it('gives a pass to who asked for one while another tab took the lock', async () => {
  let meanwhile: (() => Promise<void>) | undefined
  const phone = await makePhone({
    lock: async (work) => {
      await work()
      if (!meanwhile) return 'done'
      await meanwhile()
      meanwhile = undefined
      throw new DOMException('the lock was stolen', 'AbortError')
    },
  })
  let id = ''
  meanwhile = async () => {
    id = await phone.reports()
    void phone.sync.drain('save')
  }
  await phone.sync.drain('start').catch(() => undefined)
  expect(phone.end.reports.has(id)).toBe(true)
})

it('keeps an unread report when the clock of the phone jumps a month ahead and the line is too slow to measure it', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  await phone.sync.drain('save')
  const { fetch } = phone.end
  phone.clock.ms += days(30)
  phone.end.now = () => phone.clock.ms - days(30)
  phone.end.fetch = async (path, init) => {
    phone.clock.ms += 11_000
    return fetch(path, init)
  }
  await phone.sync.drain('interval')
  expect((await phone.store.db.report.get(id))?.phase).toBe('frozen')
})

it('takes no answer about who we were for who we are', async () => {
  const phone = await makePhone()
  const id = await phone.reports()
  const { fetch } = phone.end
  let late = true
  phone.end.session = phone.me.id = null
  phone.end.fetch = async (path, init) => {
    const answer = await fetch(path, init)
    if (late) phone.end.session = phone.me.id = 'anna'
    late = false
    return answer
  }
  await phone.sync.drain('start')
  expect(phone.told).toEqual([])
  expect(phone.end.reports.has(id)).toBe(true)
})

it('does not put older words back when a report is claimed while it is written anew', async () => {
  const phone = await makePhone()
  const id = await phone.reports('eerste', { ownerId: null })
  const { seal } = phone.store.vault
  phone.store.vault.seal = async (place, bytes) => {
    phone.store.vault.seal = seal
    await reopen(phone.store, id)
    await queueReport(phone.store, { id, ownerId: null, report: lostStick(start, 'tweede') })
    return seal(place, bytes)
  }
  await claim(phone.store, id, 'anna', '01900000-0000-7000-8000-000000000001')
  expect(await ownReport(phone.store, id)).toMatchObject({ description: 'tweede' })
  await phone.sync.drain('save')
  expect(phone.end.reports.get(id)?.bodies[0]).toContain('tweede')
})
