import { beforeEach, expect, it } from 'vitest'
import { days } from '../../../shared/instant.ts'
import { claim } from '../../../web/offline/claims.ts'
import { giveCode, heldReports } from '../../../web/offline/hand-in-code.ts'
import { lineFor, linesFor } from '../../../web/offline/lines.ts'
import { queueMessage } from '../../../web/offline/messages.ts'
import { ownReport, reopen } from '../../../web/offline/outbox.ts'
import { settleDevice } from '../../../web/offline/shared-device.ts'
import { makePhone, start, states, type Phone } from './phone.ts'

const code = 'ABCD1234'
let phone: Phone
beforeEach(async () => void (phone = await makePhone()))

const nobodyHere = () => (phone.me.id = phone.end.session = null)
const signIn = (who: string) => (phone.me.id = phone.end.session = who)
const give = (reportId: string, more = {}) => giveCode(phone.store, { reportId, identityId: phone.me.id, code, ...more })
const drain = () => phone.sync.drain('retry')
const line = async (id: string) => (await lineFor(phone.store.db, id, phone.me.id, new Set([id])))!

/** Written signed out, with two photos; nobody can sign in. */
async function written() {
  nobodyHere()
  const id = await phone.reports('Stick kwijt', { photos: 2 })
  await phone.sync.drain('save')
  return id
}
async function handedIn() {
  const id = await written()
  await give(id)
  await drain()
  return id
}

it('hands in with the school’s code what waits for signing in, photos after it, and calls it received but not verified', async () => {
  const id = await written()
  expect(await line(id)).toMatchObject({ state: 'unclaimed', handIn: null })
  expect((await heldReports(phone.store, null)).map((held) => held.id)).toEqual([id])
  expect(await give(id)).toBe(true)
  expect(await line(id)).toMatchObject({ state: 'waiting', handIn: 'underway' })
  await drain()
  expect(phone.end.reports.get(id)).toMatchObject({ owner: '' })
  expect(phone.end.attachments.size).toBe(2)
  expect(await states(phone)).toEqual(['attachment received', 'attachment received', 'report received'])
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done', claimable: true, number: '2026-014' })
  expect(phone.sync.status().signInSince).toBeNull()
  expect(await heldReports(phone.store, null)).toEqual([])
})

it('throws the code away once everything arrived, and not before', async () => {
  const id = await written()
  phone.end.fault = (path) => (path.includes('attachments') ? 'down' : 'none')
  await give(id)
  await drain()
  const codes = async () => (await phone.store.db.outbox.toArray()).map((row) => (row.code ? 'kept' : row.code))
  expect(await codes()).toEqual(['kept', 'kept', 'kept'])
  expect(await line(id)).toMatchObject({ state: 'received', underway: 2 })
  expect(JSON.stringify(await phone.store.db.outbox.toArray())).not.toContain(code)
  phone.end.fault = () => 'none'
  phone = await phone.restarted()
  await phone.sync.drain('start')
  expect(phone.end.attachments.size).toBe(2)
  expect(await codes()).toEqual([null, null, null])
})

it.each(['portal', 'portal401', 'trouble', 'wrongSha', 'lost'] as const)('takes a %s for no acknowledgement and sends the same bytes again', async (fault) => {
  const id = await written()
  await give(id)
  phone.end.fault = (_, method) => (method === 'PUT' ? fault : 'none')
  await drain()
  expect(await phone.store.db.outbox.get(id)).toMatchObject({ state: 'queued', attempts: 1, misses: 1 })
  expect(phone.sync.status().wakeAt).toBeGreaterThan(start)
  phone.end.fault = () => 'none'
  await phone.sync.drain('online')
  expect(new Set(phone.end.reports.get(id)?.bodies).size).toBe(1)
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done' })
})

it('waits as long as the server asks when too many were handed in', async () => {
  const id = await written()
  await give(id)
  phone.end.fault = (_, method) => (method === 'PUT' ? 'busy' : 'none')
  await drain()
  phone.end.fault = () => 'none'
  phone.clock.ms += 59_000
  await phone.sync.drain('online')
  expect(phone.end.reports.size).toBe(0)
  phone.clock.ms += 1_000
  await phone.sync.drain('interval')
  expect(phone.end.reports.has(id)).toBe(true)
})

it('sends again what was under way with the code when the page was closed', async () => {
  const id = await written()
  await give(id)
  await phone.store.db.outbox.update(id, { state: 'sending', attempts: 1 })
  phone = await phone.restarted()
  await phone.sync.drain('start')
  expect(phone.end.reports.get(id)?.bodies).toHaveLength(1)
})

it('needs a person when the school has another code by now, loses nothing, and still goes after signing in', async () => {
  const id = await written()
  await give(id)
  phone.end.schoolCode = 'ZZZZ9999'
  await drain()
  expect(await line(id)).toMatchObject({ state: 'attention', reason: 'handIn.codeWrong' })
  expect((await phone.store.db.outbox.toArray()).every((row) => row.code === null)).toBe(true)
  expect((await heldReports(phone.store, null)).map((held) => held.id)).toEqual([id])
  signIn('anna')
  await claim(phone.store, id, 'anna')
  await drain()
  expect(phone.end.reports.get(id)?.owner).toBe('anna')
  expect(phone.end.attachments.size).toBe(2)
})

it('sends a handed-in report once more under its writer’s name when he has said it is his, and it is his from then on', async () => {
  const id = await handedIn()
  signIn('anna')
  await phone.sync.drain('signedIn')
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done', claimable: true })
  await claim(phone.store, id, 'anna')
  await phone.sync.drain('save')
  const { owner, bodies } = phone.end.reports.get(id)!
  expect([owner, bodies.length, new Set(bodies).size]).toEqual(['anna', 2, 1])
  expect(await line(id)).toMatchObject({ state: 'received', handIn: null, claimable: false })
  await phone.sync.drain('interval')
  expect(phone.end.reports.get(id)?.bodies).toHaveLength(2)
})

it('asks nothing when it was written by the one who signs in again: his name comes to it by itself', async () => {
  await phone.sync.drain('start')
  phone.end.fault = () => 'down'
  const id = await phone.reports('van Anna')
  await phone.sync.drain('save')
  phone.end.fault = () => 'none'
  nobodyHere()
  await drain()
  expect(phone.sync.status().signInSince).toBe(start)
  await give(id)
  await drain()
  expect(await line(id)).toMatchObject({ handIn: 'done', claimable: false })
  signIn('anna')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(id)?.owner).toBe('anna')
  expect(await line(id)).toMatchObject({ handIn: null, state: 'received' })
})

it('calls a handed-in report received also while its name cannot be brought to it, and keeps it when another board had it', async () => {
  const id = await handedIn()
  signIn('anna')
  await claim(phone.store, id, 'anna')
  phone.end.refuse.set(id, { status: 409, code: 'report.idTaken' })
  await drain()
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done', stuckId: null })
  await drain()
  expect(phone.end.requests.filter((request) => request.startsWith('PUT') && request.endsWith(`/v1/reports/${id}`))).toHaveLength(1)
  expect((await ownReport(phone.store, id))?.description).toBe('Stick kwijt')
})

it('goes the ordinary way when its writer signs in before the code could do anything', async () => {
  const id = await written()
  await give(id)
  signIn('anna')
  await claim(phone.store, id, 'anna')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(id)?.owner).toBe('anna')
  expect(phone.end.requests.some((request) => request.includes('hand-in'))).toBe(false)
})

it('still brings in with the code what its writer gave it, when another signs in', async () => {
  const id = await written()
  await give(id)
  signIn('bert')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(id)?.owner).toBe('')
})

it('keeps a colleague’s report for that colleague: only the last one who was signed in here is taken for its writer', async () => {
  const colleagues = await phone.reports('van Anna', { photos: 1 })
  signIn('bert')
  await phone.sync.drain('signedIn')
  nobodyHere()
  await drain()
  expect(await heldReports(phone.store, null)).toEqual([])
  expect(await give(colleagues)).toBe(false)
  expect(phone.sync.status().signInSince).toBeNull()
  await drain()
  expect(phone.end.reports.size).toBe(0)
  signIn('anna')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(colleagues)?.owner).toBe('anna')
})

it('shows nobody the words or the line of a report that its writer may hand in', async () => {
  await phone.sync.drain('start')
  phone.end.fault = () => 'down'
  const id = await phone.reports('geheim')
  phone.end.fault = () => 'none'
  nobodyHere()
  expect(await linesFor(phone.store.db, null)).toEqual([])
  expect(Object.keys((await heldReports(phone.store, null))[0]!).sort()).toEqual(['at', 'id', 'kind', 'untouched'])
  expect(await give(id)).toBe(true)
})

it('offers the next person on a shared device nothing of who was here before, except on the page it was written on', async () => {
  await settleDevice(phone.store, 'anna', false)
  await phone.sync.drain('start')
  const id = await phone.reports('van Anna')
  nobodyHere()
  expect(await heldReports(phone.store, null)).toEqual([])
  expect(await give(id)).toBe(false)
  expect((await heldReports(phone.store, null, new Set([id]))).map((held) => held.id)).toEqual([id])
  expect(await giveCode(phone.store, { reportId: id, identityId: null, code }, new Set([id]))).toBe(true)
})

it('hands in nothing while somebody is signed in', async () => {
  phone.end.fault = () => 'down'
  const id = await phone.reports()
  expect(await heldReports(phone.store, 'anna')).toEqual([])
  expect(await give(id)).toBe(false)
})

it('writes a name and a number into the report only while nothing of it was ever sent', async () => {
  const id = await written()
  const name = { writtenBy: 'Noor de Vries', callBackNumber: '06 12345678' }
  await give(id, name)
  await drain()
  expect(JSON.parse(phone.end.reports.get(id)!.bodies[0]!)).toMatchObject({ ...name, description: 'Stick kwijt', attachments: 2 })

  phone = await makePhone()
  const tried = await written()
  await phone.store.db.outbox.update(tried, { attempts: 1 })
  const before = (await phone.store.db.report.get(tried))!.sha256
  await give(tried, name)
  expect((await phone.store.db.report.get(tried))!.sha256).toBe(before)
})

it('forgets the code when the report goes back to the form', async () => {
  const id = await written()
  await give(id)
  expect(await reopen(phone.store, id)).toBe(true)
  await drain()
  expect(phone.end.reports.size).toBe(0)
  expect(await phone.store.db.outbox.count()).toBe(0)
})

it('keeps a message about a handed-in report until its writer signs in', async () => {
  const id = await handedIn()
  const message = await queueMessage(phone.store, { reportId: id, ownerId: null, text: 'Nog iets' })
  await drain()
  expect(phone.end.messages.size).toBe(0)
  expect(phone.sync.status().signInSince).toBe(start)
  signIn('anna')
  await claim(phone.store, id, 'anna')
  await drain()
  expect(phone.end.messages.has(message)).toBe(true)
})

it('keeps the sealed copy of what was handed in fourteen days, signed in or not, also on a shared device', async () => {
  const id = await handedIn()
  await settleDevice(phone.store, null, false)
  phone.clock.ms += days(14) - 1000
  await drain()
  expect((await phone.store.db.report.get(id))?.phase).toBe('frozen')
  phone.clock.ms += 2000
  await drain()
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'stub', body: null })
  expect(await phone.store.db.outbox.count()).toBe(0)
})

it('keeps what was handed in though somebody at school has read it: only this copy brings its writer’s name', async () => {
  const id = await handedIn()
  const row = (await phone.store.db.report.get(id))!
  await phone.store.db.report.update(id, { receipt: { ...row.receipt!, state: 'read' } })
  await drain()
  expect((await phone.store.db.report.get(id))?.phase).toBe('frozen')
})

it('leaves a stub when the school erased what was handed in', async () => {
  const id = await written()
  await give(id)
  phone.end.erased.add(id)
  await drain()
  expect(await line(id)).toMatchObject({ state: 'erased', handIn: null })
})

it('remembers since when the queue is held, also when the page was closed or the network went away', async () => {
  await written()
  phone.clock.ms += 40_000
  phone = await phone.restarted()
  phone.me.id = null
  await phone.sync.drain('start')
  expect(phone.sync.status().signInSince).toBe(start)
  phone.end.fault = () => 'down'
  await drain()
  expect(phone.sync.status().signInSince).toBe(start)
})

it('hands nothing in while the page still believes that nobody is signed in, and somebody is', async () => {
  const id = await written()
  await give(id)
  // Another tab signed in, or the worker woke up: this page has not heard of it.
  phone.end.session = 'anna'
  await drain()
  expect(phone.end.requests.filter((request) => request.startsWith('PUT'))).toEqual([])
  expect(phone.told.at(-1)).toBe('anna')
})
