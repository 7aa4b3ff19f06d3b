import { beforeEach, expect, it } from 'vitest'
import { claim } from '../../../web/offline/claims.ts'
import { giveCode, heldReports } from '../../../web/offline/hand-in-code.ts'
import { lineFor } from '../../../web/offline/lines.ts'
import { ownMessages, queueMessage } from '../../../web/offline/messages.ts'
import { retry } from '../../../web/offline/repair.ts'
import { makePhone, states, type Phone } from './phone.ts'

/** Handed in with a code, and then its writer signs in: which door each part of it goes through, and how long that one may hold it. */
let phone: Phone
beforeEach(async () => void (phone = await makePhone()))

const signIn = (who: string | null) => (phone.me.id = phone.end.session = who)
const give = (reportId: string, code: string) => giveCode(phone.store, { reportId, identityId: null, code })
const line = async (id: string) => (await lineFor(phone.store.db, id, phone.me.id, new Set()))!
const writes = () => phone.end.requests.filter((request) => request.startsWith('P') && !request.endsWith('reconcile'))
const photosStuck = (path: string) => (path.includes('attachments') ? ('down' as const) : ('none' as const))

/** Handed in at another board than its writer's, its photo still here; then its writer signs in and says it is hers. */
async function handedInElsewhere() {
  signIn(null)
  const id = await phone.reports('Stick kwijt', { photos: 1 })
  await give(id, phone.end.otherCode)
  phone.end.fault = photosStuck
  await phone.sync.drain('retry')
  signIn('anna')
  await claim(phone.store, id, 'anna')
  return id
}
async function quietAfter(passes: number) {
  const before = writes().length
  for (let at = 0; at < passes; at++) {
    phone.clock.ms += 600_000
    await phone.sync.drain('online')
  }
  return writes().length - before
}

it('sends the photos of a report that another board has with that board’s code, also once its writer signed in', async () => {
  const id = await handedInElsewhere()
  await phone.sync.drain('signedIn')
  phone.end.fault = () => 'none'
  await phone.sync.drain('online')
  expect(await states(phone)).toEqual(['attachment received', 'report received'])
  expect(phone.end.attachments.size).toBe(1)
  expect(await line(id)).toMatchObject({ state: 'received', handIn: 'done', underway: 0, stuckId: null })
  expect((await phone.store.db.outbox.toArray()).some((row) => row.code)).toBe(false)
  expect(await quietAfter(5)).toBe(0)
})

it('says of a message about a report that another board has that it can go nowhere, asks once, and again only when a person does', async () => {
  const id = await handedInElsewhere()
  phone.end.fault = () => 'none'
  await phone.sync.drain('signedIn')
  const message = await queueMessage(phone.store, { reportId: id, ownerId: 'anna', text: 'Gevonden' })
  await phone.sync.drain('save')
  expect(await line(id)).toMatchObject({ state: 'received', stuckId: message, reason: 'handIn.elsewhere' })
  expect((await ownMessages(phone.store, id))[0]).toMatchObject({ state: 'attention', text: 'Gevonden' })
  expect(await quietAfter(5)).toBe(0)
  // She belongs to that board by now.
  phone.end.reports.get(id)!.owner = ''
  await retry(phone.store, id)
  await phone.sync.drain('retry')
  expect(phone.end.reports.get(id)?.owner).toBe('anna')
  expect(phone.end.messages.has(message)).toBe(true)
})

it('lets a photo whose code has ended wait for a person, and send it with the new code', async () => {
  const id = await handedInElsewhere()
  phone.end.fault = () => 'none'
  phone.end.otherCode = 'NEWC0DE1'
  await phone.sync.drain('signedIn')
  expect(await line(id)).toMatchObject({ state: 'received', reason: 'handIn.codeWrong', underway: 1 })
  expect(await quietAfter(3)).toBe(0)
  // Signed in she can fill in no code, so no word of that.
  expect(await line(id)).toMatchObject({ reason: 'handIn.elsewhere' })
  signIn(null)
  await phone.sync.drain('retry')
  await phone.store.db.meta.put({ key: 'lastHere', value: 'anna' })
  expect((await heldReports(phone.store, null)).map((held) => held.id)).toEqual([id])
  expect(await give(id, 'NEWC0DE1')).toBe(true)
  await phone.sync.drain('retry')
  expect(phone.end.attachments.size).toBe(1)
})

it('asks neither door for ever when that board no longer takes the photo of a report that its writer’s own refuses', async () => {
  const id = await handedInElsewhere()
  phone.end.fault = () => 'none'
  phone.end.reports.get(id)!.owner = 'somebody there'
  await phone.sync.drain('signedIn')
  await quietAfter(3)
  expect(await line(id)).toMatchObject({ reason: 'handIn.elsewhere', underway: 1 })
  expect(await quietAfter(5)).toBe(0)
})

it('sends what the code’s door wanted to wait for at once when its writer signs in: another door has another limit', async () => {
  signIn(null)
  const [whole, photo] = [await phone.reports('een'), await phone.reports('twee', { photos: 1 })]
  for (const id of [whole, photo]) await give(id, phone.end.schoolCode)
  phone.end.fault = (path) => (path.includes(whole) || path.includes('attachments') ? 'busy' : 'none')
  await phone.sync.drain('retry')
  phone.end.fault = () => 'none'
  signIn('anna')
  for (const id of [whole, photo]) await claim(phone.store, id, 'anna')
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(whole)?.owner).toBe('anna')
  expect(phone.end.attachments.size).toBe(1)
  expect(await states(phone)).toEqual(['attachment received', 'report received', 'report received'])
})

it('hands in at once what the ordinary door wanted to wait for, and gives the code’s own door its time', async () => {
  await phone.sync.drain('start')
  const id = await phone.reports()
  phone.end.fault = (_, method) => (method === 'PUT' ? 'busy' : 'none')
  await phone.sync.drain('save')
  signIn(null)
  phone.end.fault = () => 'none'
  await give(id, phone.end.schoolCode)
  await phone.sync.drain('retry')
  expect(phone.end.reports.get(id)?.owner).toBe('')

  signIn(null)
  const other = await phone.reports()
  await give(other, phone.end.schoolCode)
  phone.end.fault = (path) => (path.includes(other) ? 'busy' : 'none')
  await phone.sync.drain('retry')
  phone.end.fault = () => 'none'
  await give(other, phone.end.schoolCode)
  await phone.sync.drain('retry')
  expect(phone.end.reports.has(other)).toBe(false)
})
