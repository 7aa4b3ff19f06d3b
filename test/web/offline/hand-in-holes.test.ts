import { beforeEach, expect, it } from 'vitest'
import { giveCode } from '../../../web/offline/hand-in-code.ts'
import { ownReport, queueReport, reopen } from '../../../web/offline/outbox.ts'
import type { Receipt } from '../../../web/offline/rows.ts'
import { lostStick, makePhone, start, type Phone } from './phone.ts'

/** What a hostile reader of handing in found that could hold a report, or tell an old story of it. */
const code = 'ABCD1234'
let phone: Phone
beforeEach(async () => {
  phone = await makePhone()
  phone.me.id = phone.end.session = null
})
const give = (reportId: string, more = {}) => giveCode(phone.store, { reportId, identityId: null, code, ...more })

it('sends what is ready though a report with a code cannot be written to here', async () => {
  const coded = await phone.reports('met code')
  await give(coded)
  await phone.store.db.report.update(coded, { ownerId: 'anna' })
  await phone.store.db.outbox.update(coded, { ownerId: 'anna' })
  phone.me.id = phone.end.session = 'anna'
  const good = await phone.reports('gewoon')
  phone.store.db.outbox.hook('updating', (_mods, key) => {
    if (key === coded) throw new Error('this row is broken')
  })
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.has(good)).toBe(true)
})

it('hands in though the disk is too full to write the attempt down', async () => {
  const id = await phone.reports()
  await give(id)
  let full = true
  phone.store.db.outbox.hook('updating', () => {
    if (full) throw Object.assign(new Error('no room'), { name: 'QuotaExceededError' })
  })
  await phone.sync.drain('interval')
  expect(phone.end.reports.has(id)).toBe(true)
  full = false
  await phone.sync.drain('retry')
  expect((await phone.store.db.report.get(id))?.receipt?.handedIn).toBe(true)
})

it('does not call a report handed in again when that answer comes after its writer’s own', async () => {
  const id = await phone.reports()
  await give(id)
  const { fetch } = phone.end
  phone.end.fetch = async (path, init) => {
    const answer = await fetch(path, init)
    const own: Receipt = { number: '2026-014', receivedAt: new Date(start).toISOString(), incidentId: id, state: 'received', readAt: null }
    if (path.includes('hand-in')) await phone.store.db.report.update(id, { receipt: own, ownerId: 'anna' })
    return answer
  }
  await phone.sync.drain('retry')
  expect((await phone.store.db.report.get(id))?.receipt?.handedIn).toBeUndefined()
})

it('does not put older words back when a name is added while the report is written anew', async () => {
  const id = await phone.reports('eerste')
  const { seal } = phone.store.vault
  phone.store.vault.seal = async (place, bytes) => {
    phone.store.vault.seal = seal
    await reopen(phone.store, id)
    await queueReport(phone.store, { id, ownerId: null, report: lostStick(start, 'tweede') })
    return seal(place, bytes)
  }
  await give(id, { writtenBy: 'Noor' })
  expect(await ownReport(phone.store, id)).toMatchObject({ description: 'tweede' })
})
