import { v7 } from 'uuid'
import { dropAllKeys } from '../../../api/access/key-store.ts'
import { demoIdentity } from '../../../api/demo/board.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AlarmView } from '../../../shared/incident/views.ts'
import { hours } from '../../../shared/instant.ts'
import { authenticator, type Authenticator } from '../../support/authenticator.ts'
import { codeOf, json, keyOffice, personOf, publicUrl, type Client, type KeyOffice } from '../../support/key-office.ts'
import { lostStick } from '../../support/office.ts'
import { startPushService } from '../../support/push-service.ts'

let o: KeyOffice
let dpoKey: Authenticator
let service: Awaited<ReturnType<typeof startPushService>>
beforeAll(async () => {
  service = await startPushService()
  o = await keyOffice({ guard: service.guard })
})
afterAll(async () => {
  await o.drop()
  await service.close()
})

async function reported(): Promise<string> {
  const noor = await o.byMail('teacher')
  return (await json(await noor.put(`/reports/${v7()}`, lostStick(o.now())), 201)).incidentId
}
const tries = (id: string) => [`/incidents/${id}/acknowledge`, `/incidents/${id}/calls`] as const
const call = { role: 'chair', reached: true }

it('lets no mailbox silence an alarm of somebody who has a passkey, however long before the report it was opened', async () => {
  const before = await o.byMail('dpo')
  o.outage(1)
  const { client: desk, on } = await o.atDesk('dpo')
  dpoKey = on
  // A mailbox is hacked before anybody reports it.
  const early = await o.byMail('dpo')
  o.outage(hours(13))
  const first = await reported()
  o.outage(1)
  const thief = await o.byMail('dpo')
  for (const path of tries(first)) expect(await codeOf(await early.post(path, path.endsWith('calls') ? call : {}))).toBe('session.keyNeeded')
  for (const path of tries(first)) expect(await codeOf(await thief.post(path, path.endsWith('calls') ? call : {}))).toBe('session.keyNeeded')
  expect((await o.sql<{ state: string }>('select state from incident where id = $1', [first]))[0]!.state).toBe('new')
  expect((await o.events('access.refused')).map(({ facts }) => facts['code'])).toEqual(Array(4).fill('session.keyNeeded'))
  // It still reads what rings, and still reports.
  expect((await thief.get('/alarms')).status).toBe(200)
  // The phone that was signed in before he had a passkey, and the desk that was opened with it and goes on as a device at night, both do.
  expect(await json(await desk.get('/session'), 200)).toMatchObject({ scope: 'device' })
  for (const path of tries(first)) expect((await before.post(path, path.endsWith('calls') ? call : {})).status).toBe(200)
  const second = await reported()
  for (const path of tries(second)) expect((await desk.post(path, path.endsWith('calls') ? call : {})).status).toBe(200)
})

it('names nobody and gives no number to whoever came in by a mailbox, and notes no opening of his', async () => {
  const id = await reported()
  const himself = await o.desk({ on: dpoKey })
  expect((await himself.post(`/incidents/${id}/acknowledge`)).status).toBe(200)
  const delivery = [o.board, v7(), id, personOf('dpo'), demoIdentity('dpo'), o.now()]
  await o.sql(
    `insert into delivery (organisation_id, id, incident_id, person_id, identity_id, recipient_role, channel, stage, state, attempts, created_at) values ($1, $2, $3, $4, $5, 'dpo', 'mail', 'x', 'sent', 1, $6)`,
    delivery,
  )
  const thief = await o.byMail('dpo')
  const seen = async (client: Client) => ((await json(await client.get('/alarms'), 200)).items as AlarmView[]).find(({ incidentId }) => incidentId === id)!
  const [his, mine] = [await seen(thief), await seen(himself)]
  expect(mine.calls!.flatMap(({ people }) => people.map(({ name }) => name)).toSorted()).toEqual(['Bram Bedacht', 'Iris Denkbeeld'])
  expect([mine.acknowledgements![0]!.name, his.acknowledgements![0]!.name]).toEqual(['Frits Fictief', null])
  expect(his.calls!.map(({ people }) => people)).toEqual([[], []])
  const openings = async () => (await o.sql<{ at: string | null }>(`select opened_at as at from delivery where id = $1`, [delivery[1]]))[0]!.at
  expect([(await thief.post(`/alarms/${id}/opened`)).status, await openings()]).toEqual([204, null])
  expect([(await himself.post(`/alarms/${id}/opened`)).status, (await openings()) === null]).toEqual([204, false])
})

it('asks nothing of people who have no passkey', async () => {
  const id = await reported()
  o.outage(1)
  expect((await (await o.byMail('headOfIct')).post(`/incidents/${id}/acknowledge`)).status).toBe(200)
})

it('goes on asking when the oldest passkey was removed or all were reset: what was signed in meanwhile may be anybody’s', async () => {
  const { client: desk, keyId, on } = await o.atDesk('handler')
  o.outage(1)
  const thief = await o.byMail('handler')
  o.outage(1)
  const newer = authenticator(publicUrl)
  await json(await o.register(await o.desk({ on }), undefined, { on: newer }), 201)
  expect((await (await o.desk({ on: newer })).del(`/keys/${keyId}`)).status).toBe(204)
  const id = await reported()
  expect((await desk.get('/session')).status).toBe(401)
  expect(await codeOf(await thief.post(`/incidents/${id}/acknowledge`))).toBe('session.keyNeeded')
  await o.deps.db.outside((sql) => dropAllKeys(sql, demoIdentity('handler')))
  const again = await o.byMail('handler')
  await json(await o.register(again, await o.invited('handler', 'lostKey'), { on }), 201)
  for (const mail of [thief, again]) expect(await codeOf(await mail.post(`/incidents/${id}/acknowledge`))).toBe('session.keyNeeded')
  expect((await (await o.desk({ on })).post(`/incidents/${id}/acknowledge`)).status).toBe(200)
})

it('lets it take no other device or session away either; signing out goes on as it was', async () => {
  const own = await o.byMail('chair')
  o.outage(1)
  const { client: desk } = await o.atDesk('chair')
  const [deviceId, ownId] = [v7(), v7()]
  const subscribed = () => service.subscribe(o.deps.push.keyId).input
  expect((await desk.put(`/push-subscriptions/${deviceId}`, subscribed())).status).toBe(200)
  o.outage(1)
  const thief = await o.byMail('chair')
  const sessions = (await json(await thief.get('/sessions'), 200)) as { id: string; current: boolean }[]
  const other = sessions.find(({ current }) => !current)!
  const mine = sessions.find(({ current }) => current)!
  for (const answer of [
    await thief.del(`/push-subscriptions/${deviceId}`),
    await thief.put(`/push-subscriptions/${deviceId}`, subscribed()),
    await thief.put(`/push-subscriptions/${v7()}`, subscribed()),
    await thief.del(`/sessions/${other.id}`),
    await thief.del('/sessions'),
  ])
    expect(await codeOf(answer)).toBe('session.keyNeeded')
  // His own phone, signed in before he had a passkey, takes itself off.
  expect((await own.put(`/push-subscriptions/${ownId}`, subscribed())).status).toBe(200)
  o.outage(1)
  expect((await own.del(`/push-subscriptions/${ownId}`)).status).toBe(204)
  expect((await own.del('/session')).status).toBe(204)
  expect((await thief.del(`/sessions/${mine.id}`)).status).toBe(204)
  expect((await desk.del(`/push-subscriptions/${deviceId}`)).status).toBe(204)
})

it('tells whoever works at the desk of each device that is added, but for that device, and of none that was there', async () => {
  const iris = await o.byMail('headOfIct')
  const mails = () => o.deps.demoMessages!.list().filter(({ subject, to }) => subject.startsWith('Er is een toestel bijgekomen') && to.startsWith('iris'))
  const [first, second] = [service.subscribe(o.deps.push.keyId), service.subscribe(o.deps.push.keyId)]
  const [firstId, secondId] = [v7(), v7()]
  await json(await iris.put(`/push-subscriptions/${firstId}`, first.input), 200)
  await expect.poll(() => mails().length).toBe(1)
  expect(mails()[0]!.text).toContain('/ik en bel je beheerder')
  await json(await iris.put(`/push-subscriptions/${secondId}`, second.input), 200)
  await expect.poll(() => first.received.map(({ payload }) => payload.notification.title)).toEqual(['Nieuw toestel voor je seintjes'])
  await expect.poll(() => mails().length).toBe(2)
  expect(second.received).toEqual([])
  // Each start of the app looks whether it still stands here, also where a code of the mail opened it since he has a passkey.
  o.outage(1)
  await o.atDesk('headOfIct')
  o.outage(1)
  const again = await o.byMail('headOfIct')
  await json(await again.put(`/push-subscriptions/${secondId}`, { ...second.input, label: 'Tablet' }), 200)
  expect(await codeOf(await again.put(`/push-subscriptions/${secondId}`, service.subscribe(o.deps.push.keyId).input))).toBe('session.keyNeeded')
  // Who has no work at the desk is rung for nothing.
  await json(await (await o.byMail('teacher')).put(`/push-subscriptions/${v7()}`, service.subscribe(o.deps.push.keyId).input), 200)
  const told = (await o.events('key.ownerTold')).filter(({ facts }) => facts['news'] === 'deviceAdded')
  expect(told.filter(({ subjectId }) => subjectId === told.at(-1)!.subjectId).map(({ facts }) => facts['pushes'])).toEqual([0, 1])
})
