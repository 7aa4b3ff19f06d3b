import { afterEach, beforeEach, expect, it } from 'vitest'
import { days, hours, minutes, plus } from '../../shared/instant.ts'
import { linesFor } from '../../web/offline/lines.ts'
import { ownReport } from '../../web/offline/outbox.ts'
import { office, type Office } from '../support/office.ts'
import { dossierOf, pocket, type Pocket } from '../support/pocket.ts'
import { jpeg, say, write } from '../support/real-device.ts'

let o: Office
let phone: Pocket
beforeEach(async () => {
  o = await office()
  phone = await pocket(o)
})
afterEach(() => o.drop())

const phase = async (id: string) => (await phone.tab.store.db.report.get(id))?.phase

/** A day passes: who comes back signs in again if he has to, and the phone looks round. */
async function later(ms: number) {
  o.outage(ms)
  await phone.signIn('teacher')
  await phone.tab.drain('start')
}

it('still has everything after fifteen days of airplane mode, sends it all, and shows the FG why 72 hours are long over', async () => {
  const discovered = o.now()
  const { id, bytes } = await write(phone.tab, {}, [jpeg(1)])
  await say(phone.tab, id, 'O ja')
  const other = await write(phone.tab)
  for (let day = 0; day < 15; day++) {
    o.outage(days(1))
    phone.line.ahead = ['lostBefore', 'lostBefore']
    await phone.tab.drain('start')
    await phone.tab.drain('interval')
    if (day === 7) await phone.killed()
  }
  phone.line.ahead = []
  expect(await phone.states()).toEqual(['attachment queued', 'message queued', 'report queued', 'report queued'])
  expect(await ownReport(phone.tab.store, id)).not.toBeNull()

  await phone.signIn('teacher')
  await phone.tab.drain('online')
  expect(await phone.states()).toEqual(['attachment received', 'message received', 'report received', 'report received'])
  const dossier = await dossierOf(o, id)
  expect(dossier).toMatchObject({ awareAt: discovered, deadlineAt: plus(discovered, hours(72)), receivedAt: plus(discovered, days(15)) })
  expect(dossier.reports[0]).toMatchObject({ discoveredAt: discovered, reportedAt: discovered, receivedAt: plus(discovered, days(15)), flags: [] })
  expect(dossier.reports[0]!.messages.map((message) => message.text)).toEqual(['O ja'])
  expect(bytes).not.toBe('')
  await o.advance(0)
  expect(o.deps.demoMessages!.list().filter((mail) => mail.to.startsWith('frits@'))).not.toEqual([])
  expect((await dossierOf(o, other.id)).reports[0]?.attachmentsExpected).toBe(0)
})

it('keeps only a stub once a person has the report in hand', async () => {
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await phone.tab.drain('save')
  expect(await phase(id)).toBe('frozen')
  const { id: incidentId } = await dossierOf(o, id)
  await (await o.as('dpo')).post(`/incidents/${incidentId}/acknowledge`)
  await phone.tab.drain('interval')
  const { db } = phone.tab.store
  expect(await db.report.get(id)).toMatchObject({ phase: 'stub', body: null, draft: null, sha256: null, kind: 'deviceLost' })
  expect(await db.attachment.count()).toBe(0)
  expect(await linesFor(db, phone.tab.me.id)).toMatchObject([{ id, state: 'read', kind: 'deviceLost', underway: 0 }])
})

it('keeps an unread report for fourteen days after it was received, never shorter, and then only a stub', async () => {
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await later(days(3))
  expect(await phase(id)).toBe('frozen')
  await later(days(14) - minutes(1))
  expect(await phase(id)).toBe('frozen')
  await later(minutes(2))
  expect(await phase(id)).toBe('stub')
  expect((await linesFor(phone.tab.store.db, phone.tab.me.id))[0]?.state).toBe('received')
})

it.each([days(20), -days(20)])('counts those fourteen days by the school’s clock when the phone’s own is changed by %d ms', async (ahead) => {
  const { id } = await write(phone.tab)
  await phone.tab.drain('save')
  phone.clock.ahead = ahead
  await later(days(13))
  expect(await phase(id)).toBe('frozen')
  await later(days(1) + minutes(1))
  expect(await phase(id)).toBe('stub')
})

it('never lets go of a report that is not received, whatever else is over', async () => {
  const { id } = await write(phone.tab, { description: '' })
  const photo = await write(phone.tab, {}, [Uint8Array.of(1, 2)])
  await phone.tab.drain('save')
  await o.sql(`update incident set state = 'acknowledged'`)
  await later(days(60))
  expect(await phase(id)).toBe('frozen')
  // Of a read report whose photo was refused nothing goes either, until its writer decides.
  expect(await phase(photo.id)).toBe('frozen')
  expect(await phone.tab.store.db.attachment.count()).toBe(1)
})

it('gives the same answer to the same bytes a year later, and keeps the first when other bytes come under its id', async () => {
  const { id, bytes } = await write(phone.tab)
  await phone.tab.drain('save')
  const first = (await phone.tab.store.db.report.get(id))!.receipt!
  o.outage(days(365))
  const noor = await o.as('teacher')
  const again = await noor.put(`/reports/${id}`, new Uint8Array(Buffer.from(bytes, 'base64')))
  expect(again.status).toBe(200)
  expect(await again.json()).toMatchObject({ id, number: first.number, receivedAt: first.receivedAt, incidentId: first.incidentId })
  expect((await noor.put(`/reports/${id}`, { kind: 'other', description: 'Iets anders' })).status).toBe(409)
  expect(await o.sql('select id from report')).toEqual([{ id }])
})
