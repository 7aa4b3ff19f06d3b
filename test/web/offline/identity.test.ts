import { expect, it } from 'vitest'
import { claim, disown } from '../../../web/offline/claims.ts'
import { giveCode } from '../../../web/offline/hand-in-code.ts'
import { linesFor } from '../../../web/offline/lines.ts'
import { makePhone, start, states, type Phone } from './phone.ts'

const unclaimed = async ({ store }: Phone, me: string) => (await linesFor(store.db, me)).filter((line) => line.claimable)

it('holds the queue on a 401 and goes on after signing in, losing nothing', async () => {
  const phone = await makePhone()
  await phone.reports()
  phone.end.session = null
  await phone.sync.drain('save')
  expect(phone.sync.status()).toMatchObject({ signInSince: start, connection: 'online' })
  phone.clock.ms += 90_000
  await phone.sync.drain('interval')
  expect(phone.sync.status().signInSince).toBe(start)
  expect(await states(phone)).toEqual(['report queued'])
  phone.end.session = 'anna'
  await phone.sync.drain('signedIn')
  expect(phone.sync.status().signInSince).toBeNull()
  expect(await states(phone)).toEqual(['report received'])
})

it('holds when the session ends halfway, and the one that was being sent stays in the outbox', async () => {
  const phone = await makePhone()
  await phone.reports('one')
  await phone.reports('two')
  phone.end.fault = (_, method) => {
    if (method === 'PUT') phone.end.session = null
    return 'none'
  }
  await phone.sync.drain('save')
  expect(await states(phone)).toEqual(['report queued', 'report queued'])
  expect(phone.sync.status().signInSince).toBe(start)
})

it('sends nothing of one person under another’s name', async () => {
  const phone = await makePhone()
  const id = await phone.reports('van Anna')
  phone.me.id = phone.end.session = 'bert'
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.size).toBe(0)
  expect(await linesFor(phone.store.db, 'bert')).toEqual([])
  phone.me.id = phone.end.session = 'anna'
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.get(id)?.owner).toBe('anna')
})

it('sends nothing when another tab signed in as somebody else, and says who the server sees', async () => {
  const phone = await makePhone()
  await phone.reports('van Anna')
  phone.end.session = 'bert'
  await phone.sync.drain('save')
  expect(phone.end.reports.size).toBe(0)
  expect(phone.told).toEqual(['bert'])
})

it('asks whose it is before a report written signed out leaves', async () => {
  const phone = await makePhone()
  phone.me.id = phone.end.session = null
  const id = await phone.reports('zonder inloggen', { photos: 1 })
  await phone.sync.drain('save')
  expect(phone.sync.status().signInSince).toBe(start)
  phone.me.id = phone.end.session = 'anna'
  await phone.sync.drain('signedIn')
  expect(phone.end.reports.size).toBe(0)
  expect((await unclaimed(phone, 'anna')).map((row) => row.id)).toEqual([id])
  expect((await linesFor(phone.store.db, 'anna'))[0]?.state).toBe('unclaimed')
  await claim(phone.store, id, 'anna')
  await phone.sync.drain('save')
  expect(phone.end.reports.get(id)?.owner).toBe('anna')
  expect(await states(phone)).toEqual(['attachment received', 'report received'])
})

it('keeps a report nobody claims, and does not ask the same person twice', async () => {
  const phone = await makePhone()
  const id = await phone.reports('van een ander', { ownerId: null })
  await disown(phone.store, id, 'anna')
  expect(await unclaimed(phone, 'anna')).toEqual([])
  expect(await linesFor(phone.store.db, 'anna')).toEqual([])
  expect((await unclaimed(phone, 'bert')).map((row) => row.id)).toEqual([id])
  await phone.sync.drain('signedIn')
  expect(await states(phone)).toEqual(['report queued'])
})

it('writes the chosen board into a claimed report, and leaves its times alone', async () => {
  const phone = await makePhone()
  const board = '018f3a5e-0000-7000-8000-000000000001'
  const id = await phone.reports('zonder inloggen', { ownerId: null })
  phone.clock.ms += 3_600_000
  await claim(phone.store, id, 'anna', board)
  await phone.sync.drain('save')
  const body = JSON.parse(phone.end.reports.get(id)!.bodies[0]!)
  expect(body).toMatchObject({ organisationId: board, reportedAt: new Date(start).toISOString() })
})

it('takes somebody who belongs to no board any more for nobody: what she wrote is held, and can be handed in with the code', async () => {
  const phone = await makePhone()
  await phone.sync.drain('start')
  phone.end.refuse.set('session', { status: 403, code: 'access.noBoard' })
  const id = await phone.reports()
  await phone.sync.drain('save')
  expect(phone.told.at(-1)).toBeNull()
  expect(phone.sync.status()).toMatchObject({ connection: 'online', signInSince: start })
  phone.me.id = null
  await giveCode(phone.store, { reportId: id, identityId: null, code: phone.end.schoolCode })
  await phone.sync.drain('retry')
  expect(phone.end.reports.get(id)?.owner).toBe('')
})

it('calls nothing held while it has only just heard who is signed in', async () => {
  const phone = await makePhone()
  await phone.sync.drain('start')
  await phone.reports('van Anna')
  phone.me.id = null
  await phone.sync.drain('save')
  expect(phone.told).toEqual(['anna'])
  expect(phone.sync.status().signInSince).toBeNull()
  expect((await phone.store.db.meta.get('heldSince'))?.value).toBeNull()
})
