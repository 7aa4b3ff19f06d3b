import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoIdentity } from '../../api/demo/board.ts'
import { replayErasures } from '../../api/register/replay-erasures.ts'
import { minutes } from '../../shared/instant.ts'
import { ownMessages } from '../../web/offline/messages.ts'
import { pull } from '../../web/offline/pull.ts'
import { office, type Office } from '../support/office.ts'
import { pocket, type Pocket } from '../support/pocket.ts'
import { jpeg, say, write } from '../support/real-device.ts'
import { nothingStored, readStored } from '../support/stored.ts'

let o: Office
let phone: Pocket
beforeEach(async () => {
  o = await office()
  phone = await pocket(o)
})
afterEach(() => o.drop())

/** A real copy of every table, and the way back to it: what came since is gone, as after a restore. */
async function backup(): Promise<() => Promise<void>> {
  const tables = (await o.sql<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`)).map((row) => row.name)
  await o.sql('drop schema if exists kept cascade')
  await o.sql('create schema kept')
  for (const name of tables) await o.sql(`create table kept."${name}" as table public."${name}"`)
  return async () => {
    await o.sql(`truncate ${tables.map((name) => `public."${name}"`).join(', ')}`)
    for (const name of tables) await o.sql(`insert into public."${name}" overriding system value select * from kept."${name}"`)
    await o.sql('drop schema kept cascade')
    phone.server.restart()
  }
}

/** What is left that opens or could be opened. */
const left = async () =>
  (
    await o.sql(`select (select count(*)::int from report where wrapped_key is not null or length(body_sealed) > 0) as keys,
      (select count(*)::int from attachment) as photos, (select count(*)::int from report_message) as messages`)
  )[0]
const stored = () => readStored(o.deps, nothingStored())

/** As the FG does it; closing comes with a later issue. */
async function erasedAtSchool(id: string) {
  await o.sql(`update incident set state = 'closed', closed_at = $2 where id = (select incident_id from report where id = $1)`, [id, o.now()])
  expect((await (await o.as('dpo')).post(`/reports/${id}/erasure`, { reason: 'De bewaartijd is voorbij' })).status).toBe(204)
}

it('sends a report with its photos and messages again when the school was put back to before it', async () => {
  const restore = await backup()
  const { id, bytes, photos } = await write(phone.tab, {}, [jpeg(1), jpeg(2)])
  const message = await say(phone.tab, id, 'O ja')
  await phone.tab.drain('save')
  await restore()
  expect((await stored()).reports.size).toBe(0)
  await o.advance(minutes(5))
  await phone.signIn('teacher')
  await phone.tab.drain('start')
  const held = await stored()
  expect([...held.reports]).toMatchObject([[id, { bytes }]])
  expect([...held.photos.keys()].toSorted()).toEqual([...photos.keys()].toSorted())
  expect([...held.messages.keys()]).toEqual([message])
  // It rings again: the FG of the restored school knows nothing of it.
  expect(await o.sql(`select id from alarm`)).toHaveLength(1)
  expect((await phone.tab.store.db.report.get(id))?.receipt?.receivedAt).toBe(o.now())
})

it('sends only the photo and the message again when the back-up is younger than the report and older than those', async () => {
  const { id, photos } = await write(phone.tab, {}, [jpeg(1), jpeg(2)])
  phone.line.writes = ['fine', 'fine', 'trouble']
  await phone.tab.drain('save')
  const restore = await backup()
  const message = await say(phone.tab, id, 'O ja')
  await phone.tab.drain('online')
  expect((await stored()).photos.size).toBe(2)
  await restore()
  expect((await stored()).photos.size).toBe(1)
  await phone.tab.drain('start')
  const held = await stored()
  expect([...held.photos.keys()].toSorted()).toEqual([...photos.keys()].toSorted())
  expect([...held.messages.keys()]).toEqual([message])
  expect(await o.sql('select id from incident')).toHaveLength(1)
})

it('calls what the school lost not yet sent until it is there again', async () => {
  const restore = await backup()
  const { id } = await write(phone.tab)
  await phone.tab.drain('save')
  await restore()
  phone.line.writes = ['lostBefore']
  await phone.tab.drain('start')
  expect((await phone.shows(id))?.state).toBe('waiting')
  await phone.tab.drain('online')
  expect((await phone.shows(id))?.state).toBe('received')
})

it('sends a message about a read report again when the school lost only that', async () => {
  const { id } = await write(phone.tab)
  await phone.tab.drain('save')
  await o.sql(`update incident set state = 'acknowledged'`)
  await phone.tab.drain('interval')
  expect((await phone.tab.store.db.report.get(id))?.phase).toBe('stub')
  const restore = await backup()
  const message = await say(phone.tab, id, 'Gevonden')
  await phone.tab.drain('save')
  await restore()
  await phone.tab.drain('start')
  expect([...(await stored()).messages.keys()]).toEqual([message])
})

it('does not send again what the school erased meanwhile, keeps no word of it, and leaves the stub', async () => {
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await phone.tab.drain('save')
  await erasedAtSchool(id)
  await phone.tab.drain('start')
  expect(await left()).toEqual({ keys: 0, photos: 0, messages: 0 })
  expect(await phone.tab.store.db.report.get(id)).toMatchObject({ phase: 'erased', body: null, draft: null })
  expect(await phone.tab.store.db.attachment.count()).toBe(0)
  expect((await phone.shows(id))?.state).toBe('erased')
})

it('takes a 410 for a report that was still under way as erased, and lets its writer keep the message he had not sent', async () => {
  const { id } = await write(phone.tab)
  phone.line.writes = ['lostAfter']
  await phone.tab.drain('save')
  await erasedAtSchool(id)
  const message = await say(phone.tab, id, 'Nog iets')
  await phone.tab.drain('online')
  expect((await phone.tab.store.db.report.get(id))?.phase).toBe('erased')
  expect(await phone.tab.store.db.outbox.get(message)).toMatchObject({ state: 'attention', reason: 'report.erased' })
  expect(await ownMessages(phone.tab.store, id)).toMatchObject([{ text: 'Nog iets', state: 'attention' }])
  await phone.tab.drain('start')
  expect(await left()).toEqual({ keys: 0, photos: 0, messages: 0 })
})

it.each(['a report it holds', 'a report it never had'])('keeps erased what was erased after the back-up that is put back: %s', async (which) => {
  const before = which === 'a report it never had' ? await backup() : undefined
  const { id } = await write(phone.tab, {}, [jpeg(1)])
  await phone.tab.drain('save')
  const restore = before ?? (await backup())
  await erasedAtSchool(id)
  // The phone lay in a drawer: it has not heard of the erasure, and the school comes back from a back-up that has not either.
  await restore()
  await replayErasures(o.deps)
  await phone.signIn('teacher')
  await say(phone.tab, id, 'O ja')
  await phone.tab.drain('start')
  expect(await left()).toEqual({ keys: 0, photos: 0, messages: 0 })
  expect(await phone.tab.store.db.report.get(id)).toMatchObject({ phase: 'erased', body: null, draft: null })
  expect(await phone.tab.store.db.attachment.count()).toBe(0)
  expect((await phone.shows(id))?.state).toBe('erased')
  await o.advance(minutes(1))
  expect(await o.sql(`select id from alarm where ended_at is null`)).toEqual([])
})

it('takes them off a second phone too, which never had the report itself', async () => {
  const { id } = await write(phone.tab)
  await phone.tab.drain('save')
  await o.sql(`update incident set state = 'acknowledged'`)
  const other = await pocket(o)
  await (await o.as('dpo')).post(`/reports/${id}/messages`, { id: phone.tab.store.newId(), text: 'Stond er een wachtwoord op?' })
  await pull(other.tab.sync.sending, demoIdentity('teacher'))
  expect((await other.tab.store.db.view.get(id))?.messages).not.toBeNull()
  await erasedAtSchool(id)
  await other.tab.drain('start')
  expect(await other.tab.store.db.view.get(id)).toBeUndefined()
  expect(await other.shows(id)).toBeUndefined()
})

it('takes the questions of a read report off the phone when the school erases it', async () => {
  const { id } = await write(phone.tab)
  await phone.tab.drain('save')
  const dpo = await o.as('dpo')
  await o.sql(`update incident set state = 'acknowledged'`)
  await dpo.post(`/reports/${id}/messages`, { id: phone.tab.store.newId(), text: 'Stond er een wachtwoord op?' })
  await phone.tab.drain('interval')
  await pull(phone.tab.sync.sending, demoIdentity('teacher'))
  expect((await phone.tab.store.db.view.get(id))?.messages).not.toBeNull()
  await erasedAtSchool(id)
  await phone.tab.drain('start')
  expect(await phone.tab.store.db.view.get(id)).toBeUndefined()
  expect((await phone.shows(id))?.state).toBe('erased')
})
