import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { days, hours, minutes, plus } from '../../shared/instant.ts'
import { openDb } from '../../web/offline/db.ts'
import { addPhoto, saveDraft, type Store } from '../../web/offline/drafts.ts'
import { keptMessages, queueMessage } from '../../web/offline/messages.ts'
import { queueReport } from '../../web/offline/outbox.ts'
import { pullOne } from '../../web/offline/pull.ts'
import { makeSync } from '../../web/offline/sync.ts'
import { openVault } from '../../web/offline/vault.ts'
import { demoIdentity } from '../../api/demo/board.ts'
import type { Report } from '../../shared/incident/report.ts'
import { office, type Office } from '../support/office.ts'

/** Both halves in one process: the phone's own outbox against the real office. The network is what the story says it is. */
let o: Office
beforeEach(async () => void (o = await office()))
afterEach(() => o.drop())

type Network = 'up' | 'down' | 'answerLost'
const me = demoIdentity('teacher')
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3)

async function makePhone({ clockAhead = 0, indexedDB = new IDBFactory() } = {}) {
  const { cookie } = await o.as('teacher')
  const line = { is: 'down' as Network }
  const now = () => Date.parse(o.now()) + clockAhead
  const db = openDb({ indexedDB, IDBKeyRange })
  const store: Store = { db, vault: await openVault(db), now, newId: () => v7() }
  const fetch = async (path: string, init: RequestInit) => {
    if (line.is === 'down') throw new TypeError('no network')
    const answer = await o.request(path, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), cookie } })
    if (line.is === 'answerLost' && init.method === 'PUT') throw new TypeError('cut between request and answer')
    return answer
  }
  const lock = async (work: () => Promise<void>) => work().then(() => 'done' as const)
  const sync = makeSync({ ...store, fetch, random: () => 0.5, identity: () => me, lock })
  return { store, sync, line, indexedDB, clock: () => new Date(now()).toISOString(), state: async (id: string) => (await db.report.get(id))?.receipt?.state }
}
type Phone = Awaited<ReturnType<typeof makePhone>>

async function writeReport({ store, clock }: Phone, changes: Partial<Report> = {}): Promise<string> {
  const id = store.newId()
  await saveDraft(store, { id, ownerId: me, kind: 'deviceLost', draftSkewMs: null, fields: {} })
  await addPhoto(store, id, { id: store.newId(), contentType: 'image/jpeg', bytes: jpeg })
  const report: Report = {
    shape: 1,
    kind: 'deviceLost',
    description: 'Stick kwijt',
    discoveredBasis: 'now',
    discoveredAt: clock(),
    reportedAt: clock(),
    ...changes,
  }
  await queueReport(store, { id, ownerId: me, report })
  return id
}
const mails = (to: string) => o.deps.demoMessages!.list().filter((message) => message.channel === 'mail' && message.to.startsWith(`${to}@`))

it('keeps a report through a night without a signal, hands it in once though the answer was lost, and talks both ways', async () => {
  const written = o.now()
  const train = await makePhone()
  const id = await writeReport(train)
  await train.sync.drain('save')
  expect(await o.sql('select id from report')).toEqual([])

  // The phone is switched off for the night; the next morning its page starts anew, and the first answer gets lost.
  await o.advance(hours(20))
  const phone = await makePhone({ indexedDB: train.indexedDB })
  phone.line.is = 'answerLost'
  await phone.sync.drain('start')
  expect(await phone.state(id)).toBeUndefined()
  phone.line.is = 'up'
  await phone.sync.drain('online')
  expect(await phone.state(id)).toBe('received')
  expect(await o.sql('select id from report')).toEqual([{ id }])
  expect(await o.sql('select id from attachment')).toHaveLength(1)

  // The FG hears of it at once, with 52 hours left.
  await o.advance(0)
  expect(mails('frits')).toHaveLength(1)
  const dpo = await o.as('dpo')
  const [incident] = (await (await dpo.get('/incidents')).json()).items
  expect(incident).toMatchObject({ awareAt: written, deadlineAt: plus(o.now(), hours(52)) })
  await dpo.post(`/incidents/${incident.id}/acknowledge`)
  await dpo.post(`/reports/${id}/messages`, { id: v7(), text: 'Stond er een wachtwoord op?' })

  // The phone fetches the question, loses its signal, answers all the same, and the answer leaves an hour later.
  await pullOne(phone.sync.sending, me, id)
  expect((await keptMessages(phone.store, id))?.map(({ text }) => text)).toEqual(['Stond er een wachtwoord op?'])
  phone.line.is = 'down'
  await queueMessage(phone.store, { reportId: id, ownerId: me, text: 'Nee.' })
  await phone.sync.drain('save')
  await o.advance(hours(1))
  phone.line.is = 'up'
  await phone.sync.drain('online')
  const view = await (await dpo.get(`/incidents/${incident.id}`)).json()
  expect(view.reports[0].messages.map(({ text }: { text: string }) => text)).toEqual(['Stond er een wachtwoord op?', 'Nee.'])

  // A person has read it: the words leave the phone, the line stays.
  expect(await phone.state(id)).toBe('read')
  await phone.sync.drain('interval')
  expect(await phone.store.db.report.get(id)).toMatchObject({ phase: 'stub', body: null })
})

it.each([days(2), -days(2)])('counts from when it really was, however wrong the clock of the phone (%d ms)', async (clockAhead) => {
  const really = o.now()
  const phone = await makePhone({ clockAhead })
  const id = await writeReport(phone)
  await o.advance(minutes(90))
  phone.line.is = 'up'
  await phone.sync.drain('online')
  const [row] = await o.sql<{ incident_id: string }>('select incident_id from report where id = $1', [id])
  const view = await (await (await o.as('dpo')).get(`/incidents/${row!.incident_id}`)).json()
  expect(view.awareAt).toBe(really)
  expect(view.reports[0].flags).toContain('clockOff')
})

it('sends again what the school lost with an older back-up, and not what it erased', async () => {
  const phone = await makePhone()
  phone.line.is = 'up'
  const [lost, erased] = [await writeReport(phone), await writeReport(phone)]
  await phone.sync.drain('save')
  await o.sql('delete from attachment where report_id = $1', [lost])
  await o.sql('delete from report where id = $1', [lost])
  await o.sql('delete from report_id where id = $1', [lost])
  await o.sql('update report_id set erased_at = $2 where id = $1', [erased, o.now()])
  await o.sql('delete from attachment where report_id = $1', [erased])
  await o.sql('delete from report where id = $1', [erased])
  await o.advance(minutes(5))
  await phone.sync.drain('start')
  expect(await o.sql('select id from report')).toEqual([{ id: lost }])
  expect(await o.sql('select report_id from attachment')).toEqual([{ report_id: lost }])
  expect(await phone.store.db.report.get(erased)).toMatchObject({ phase: 'erased', body: null })
})
